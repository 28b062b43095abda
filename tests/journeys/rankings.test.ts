import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { generateInfobras } from '#lib/treasury/generator/infobras.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { inversionesFile } from '../setup/inversiones.ts';
import { load } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';

const INDEX = '/ranking/gestion-de-la-inversion';
const OPENINGS = ['/ranking', INDEX, '/ranking/buen-gobierno-municipal', `${INDEX}/metodo`, `${INDEX}/020101`, '/ranking/buen-gobierno-municipal/020101', '/en/ranking', `/en${INDEX}`, `/en${INDEX}/metodo`, `/en${INDEX}/020101`, `/incrustar${INDEX}/pasos`];
/** Municipalities of the registry; what the files of this test say of them nobody measured. */
const CODES = [['020101', '300085'], ['021014', '300163'], ['180101', '301477'], ['180106', '301486'], ['040101', '300240'], ['060101', '300509']] as const;

const REGISTERED = { FECHA_REGISTRO: '2025-12-30 00:00:00', ANIO_PROCESO: '2025' };
/** Three active investments of each, ever dearer and less looked after down the list. */
const INVESTMENTS = CODES.flatMap(([ubigeo, unit], n) => [0, 1, 2].map((k) => ({
  ...REGISTERED, UBIGEO: ubigeo, SEC_EJEC: unit, FUNCION: k === 0 ? 'SALUD' : 'CULTURA Y DEPORTE', PMI_ANIO_1: String(k === 0 ? 1_000 - 100 * n : 100 * n + 50), EXPEDIENTE_TECNICO: k < n / 3 ? 'NO' : 'SI', TIENE_F12B: 'SI',
  ULT_FEC_DECLA_ESTIM: k < n / 2 ? '2025-03-01' : '2025-12-20', MONTO_VIABLE: '1000.0', COSTO_ACTUALIZADO: String(1_000 + 120 * n),
})));

/** One closed investment of each, by the header of the golden file. */
function closedFile(): string {
  const header = readFileSync(join(import.meta.dirname, '../golden/sources/cierre-inversiones/entrada.csv'), 'utf8').split(/\r?\n/)[0]!;
  const line = ([ubigeo, unit]: (typeof CODES)[number], n: number) => {
    const cells: Readonly<Record<string, string>> = { ...REGISTERED, CODIGO_UNICO: String(2_700_000 + n), NIVEL: 'GL', NOMBRE_INVERSION: 'EJEMPLO', ESTADO: 'CERRADO', UBIGEO: ubigeo, SEC_EJEC: unit, MONTO_VIABLE: '10.0', COSTO_ACTUALIZADO: '10.0', CULMINACION_EJEC_FISICA: '2023-06-01', FEC_CIERRE: n < 3 ? '2024-01-15' : '2025-09-15' };
    return header.replace('\uFEFF', '').split(',').map((name) => cells[name] ?? '').join(',');
  };
  return [header, ...CODES.map(line), ''].join('\n');
}

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const status = async (path: string) => (await fetch(site.address + path)).status;
const html = async (path: string) => (await fetch(site.address + path)).text();
const json = async (path: string) => (await (await fetch(site.address + path)).json()) as Record<string, unknown>;
const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

async function everyNumberHasItsReceipt(path: string): Promise<void> {
  const claims = claimsOfPage(await html(path));
  expect(claims.length, path).toBeGreaterThan(3);
  const bodies = new Map<string, ReceiptBody>();
  for (const claim of claims) {
    if (!bodies.has(claim.code)) bodies.set(claim.code, (await json(`/recibo/${claim.code}.json`)).body as ReceiptBody);
    expect(compareClaim(claim, bodies.get(claim.code)!), `${path} ${claim.code} ${claim.cell}`).toBeNull();
  }
}

describe('with the shipped facts alone', () => {
  test.each([360, 1280])('the pages are whole and accessible at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of OPENINGS) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    await context.close();
  }, 120_000);

  test('they say what is missing, and no zero stands in its place', async () => {
    expect(await html(INDEX)).toContain('Ninguna tiene índice: falta un pilar');
    expect(await html('/ranking/buen-gobierno-municipal/metodo')).toContain('Está inspirado en MIM Perú; los ítems y los pesos son nuestros');
    await everyNumberHasItsReceipt(`${INDEX}/020101`);
    await everyNumberHasItsReceipt(`${INDEX}/metodo`);
  }, 60_000);

  test('what is no index, year, department or municipality leads nowhere', async () => {
    const none = ['/ranking/nada', "/ranking/x'--", `${INDEX}?anio=1999`, `${INDEX}?anio=%27`, `${INDEX}?departamento=99`, `${INDEX}/999999`, `${INDEX}/18`, '/api/v1/indices/nada/rankings', '/api/v1/consultas/indice-ranking?indice=gestion-de-la-inversion&anio=2022', '/api/v1/consultas/indice-pasos?indice=nada&anio=2022'];
    expect(await Promise.all(none.map(status))).toEqual(none.map(() => 404));
    expect(await Promise.all(['.json', '.csv', '.xlsx', '.pdf'].map((format) => status(`${INDEX}${format}`)))).toEqual([200, 200, 200, 200]);
  }, 60_000);
});

describe('with investments and works loaded', () => {
  beforeAll(async () => {
    const write = (name: string, content: string) => writeFileSync(join(site.state.folder, name), content);
    write('DETALLE.csv', inversionesFile(INVESTMENTS));
    write('CIERRE.csv', closedFile());
    await generateInfobras({ rows: 600, seed: 5, cutoff: '2025-12-30', path: join(site.state.folder, 'obras.xlsx'), cuis: INVESTMENTS.map((_, at) => String(2_500_000 + at)) });
    const application = await site.state.open();
    for (const name of ['DETALLE.csv', 'CIERRE.csv', 'obras.xlsx']) await load(application, join(site.state.folder, name));
    await application.close();
  }, 120_000);

  async function operator(): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false })).newPage();
    await page.goto(site.panel);
    return page;
  }

  test('an operator prepares a ranking, is held by notice and calendar, and releases it with a reply beside it', async () => {
    const application = await site.state.open();
    const page = await operator();
    await page.goto(`${site.address}/panel/ranking`);
    await page.getByRole('button', { name: /Preparar un ranking: Índice de gestión/ }).click();
    expect(await said(page)).toContain('en borrador');
    expect(await html(`${INDEX}?anio=2025`)).toContain('Sin ranking publicado');
    await application.pool.query(`update ranking set creado = creado - interval '40 days'`);
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const tell = async (when: string) => {
      await page.locator('#dia').fill(when);
      await page.locator('#medio').fill('Oficio de prueba');
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Anotar el aviso' }).click();
    };
    await tell('mañana');
    expect(await page.getByRole('alert').innerText()).toContain('AAAA-MM-DD');
    await tell(day(25));
    await page.locator('#cargo').fill('Gerencia municipal');
    await page.locator('#texto').fill('Nuestras obras <b>no</b> están paralizadas.');
    await page.locator('#llego').fill(day(5));
    await page.getByRole('button', { name: 'Guardar la réplica' }).click();
    await application.pool.query(`insert into calendario_electoral (desde, hasta, que, norma, quien) values (current_date - 2, current_date + 2, 'elección inventada', 'Norma de prueba', 'prueba')`);
    await page.getByRole('button', { name: 'Publicar el ranking' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Hay elecciones de');
    await page.locator('#excepcion').fill('Lo ordena una norma inventada para esta prueba.');
    await page.getByRole('button', { name: 'Publicar el ranking' }).click();
    expect(await said(page)).toContain('publicado');
    await application.close();
    const shown = await html(`${INDEX}?anio=2025`);
    expect(shown).toContain('Se publicó en días de campaña por este motivo: «Lo ordena una norma inventada para esta prueba.»');
    expect(shown).toContain('Nuestras obras &lt;b>no&lt;/b> están paralizadas.');
    expect(shown).toMatch(/entre el puesto|en el puesto/);
    const desk = await (await browser.newContext({ viewport: { width: 360, height: 800 }, storageState: await page.context().storageState() })).newPage();
    for (const path of ['/panel/ranking', '/panel/ranking/1', '/en/panel/ranking', '/en/panel/ranking/1']) expect(await problemsOf(desk, site.address, path, { script: true, status: 200 })).toEqual([]);
    await desk.context().close();
    await page.context().close();
  }, 120_000);

  test('the released pages are whole and accessible, every number with its receipt, and a stranger repeats them', async () => {
    const paths = [`${INDEX}?anio=2025`, `${INDEX}/metodo`, `${INDEX}/180106`, `/en${INDEX}?anio=2025`, `/incrustar${INDEX}/ranking?anio=2025`, '/ranking'];
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const path of paths) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
      await context.close();
    }
    for (const path of paths.slice(0, 3)) await everyNumberHasItsReceipt(path);
    expect((await strangerVerifies(`${site.address}${INDEX}/180106`)).status).toBe(0);
    const { rankings } = (await json('/api/v1/indices/gestion-de-la-inversion/rankings')) as { rankings: { anio: string; filas: unknown[]; replicas: unknown[] }[] };
    expect(rankings).toMatchObject([{ anio: '2025', replicas: [{ cargo: 'Gerencia municipal' }] }]);
  }, 180_000);
});
