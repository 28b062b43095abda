import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateInfobras } from '#lib/treasury/generator/infobras.ts';
import { generateInversiones } from '#lib/treasury/generator/inversiones.ts';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing, ownFolder } from '../setup/closing.ts';
import { load, SAMPLES } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';
import { untilRead } from '../setup/until-read.ts';

/** HTML, CSS and SVG of a public page, compressed (DESIGN §7). */
const BUDGET = 30_000;
const SAMPLE = join(SAMPLES, 'investment/DETALLE_INVERSIONES.sample.csv');
const TORATA = { ubigeo: '180106', secEjec: '301486', nombre: 'MUNICIPALIDAD DISTRITAL DE TORATA', departamento: 'MOQUEGUA', provincia: 'MARISCAL NIETO', distrito: 'TORATA', latitud: '-17.05', longitud: '-70.80' };

const toClose = closing();
let site: Served;
let browser: Browser;
const folder = ownFolder();
let cuis: readonly string[];

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const html = async (path: string) => (await fetch(site.address + path)).text();
const json = async (path: string) => (await (await fetch(site.address + path)).json()) as Record<string, unknown>;
const sizeOf = async (address: string) => Number((await fetch(address, { headers: { 'accept-encoding': 'br' } })).headers.get('content-length'));

/** A package of releases (OCDS) whose texts name an investment: one tender with an award in dollars, then thirty more tenders. */
function procurement(cui: string): string {
  const release = (n: number, more: object) => ({ ocid: `ocds-dgv273-seacev3-${n}`, id: `R${n}`, date: `2026-0${1 + (n % 6)}-03T10:00:00Z`, tag: ['tender'], buyer: { id: 'PE-CONSUCODE-99', name: 'MUNICIPALIDAD DE EJEMPLO' }, ...more });
  const tender = (n: number) => ({ id: `T${n}`, title: `Mejoramiento de la vía ${n}, CUI ${cui}`, status: 'complete', value: { amount: 0.0, currency: 'PEN' } });
  const award = { id: 'A1', status: 'active', value: { amount: 1234567.89, currency: 'USD' }, suppliers: [{ id: 'PE-RUC-20123456789', name: 'CONSTRUCTORA DE EJEMPLO S.A.C.' }] };
  const releases = Array.from({ length: 30 }, (_, n) => release(n, { tender: tender(n) }));
  return JSON.stringify({ uri: 'x', license: 'https://creativecommons.org/licenses/by/4.0/', releases: [...releases, { ...release(99, { tender: tender(99), awards: [award] }), date: '2026-07-01T00:00:00Z' }] });
}

test('before anything is loaded, part 7 says why it is not there and a code leads nowhere', async () => {
  expect(await html('/lugar/180106')).toContain('Nadie ha cargado todavía el archivo de inversiones del MEF');
  expect(await html('/lugar/180106/inversiones')).toContain('Nadie ha cargado todavía el archivo de inversiones del MEF');
  const missing = await fetch(`${site.address}/inversion/2235909`);
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('no hay ninguna inversión con el código 2235909');
  for (const path of ['/inversion/x', '/inversion/123456789', '/inversion/1%27--']) expect((await fetch(site.address + path)).status).toBe(404);
});

describe('with investments and works loaded', () => {
  beforeAll(async () => {
    const base = { rows: 160, seed: 11, municipalities: [TORATA] };
    cuis = generateInversiones({ ...base, cutoff: '2026-03-31', path: join(folder, 'a.csv') }).cuis;
    generateInversiones({ ...base, cutoff: '2026-08-10', path: join(folder, 'b.csv'), certifiedShift: -3_000_000 });
    await generateInfobras({ rows: 60, seed: 4, cutoff: '2026-08-16', path: join(folder, 'obras.xlsx'), cuis });
    const application = await site.state.open();
    writeFileSync(join(folder, 'compras.json'), procurement(cuis[0]!));
    if (existsSync(SAMPLE)) await load(application, SAMPLE);
    for (const name of ['compras.json', 'a.csv', 'b.csv', 'obras.xlsx']) await load(application, join(folder, name));
    await application.close();
    // The web process hears of the loads and forgets its pages.
    await untilRead(`${site.address}/inversion/${cuis[0]}`, (text) => text.includes('2026-08-16'));
  }, 120_000);

  test('every number printed on the pages is the cell of a receipt', async () => {
    for (const path of [`/inversion/${cuis[0]}`, '/lugar/180106/inversiones', '/lugar/180106']) {
      const claims = claimsOfPage(await html(path));
      expect(claims.length).toBeGreaterThan(20);
      const bodies = new Map<string, ReceiptBody>();
      for (const claim of claims) {
        if (!bodies.has(claim.code)) bodies.set(claim.code, (await json(`/recibo/${claim.code}.json`)).body as ReceiptBody);
        expect(compareClaim(claim, bodies.get(claim.code)!), `${path} ${claim.code} ${claim.cell}`).toBeNull();
      }
    }
  });

  test('what was bought for an investment stands on its page in its own currency, the newest first and what is left out counted', async () => {
    const page = await html(`/inversion/${cuis[0]}`);
    const contracts = /<section id="contratos".*?<\/section>/s.exec(page)![0];
    for (const words of ['Adjudicación', 'US$&nbsp;1,234,568', 'CONSTRUCTORA DE EJEMPLO S.A.C.', '20123456789', 'MUNICIPALIDAD DE EJEMPLO', 'Se muestran 24 de 32 etapas']) expect(contracts.replaceAll('\u00a0', '&nbsp;')).toContain(words);
    expect(contracts.match(/<th scope="row">/g)!.length).toBeGreaterThanOrEqual(24);
  });

  test('an investment with coordinates stands on the map of its department, and one without says so', async () => {
    const pages = await Promise.all(cuis.slice(0, 24).map((cui) => html(`/inversion/${cui}`)));
    const drawn = pages.filter((page) => page.includes('id="mapa-inversion'));
    expect(drawn.length).toBeGreaterThan(0);
    for (const page of drawn) expect(page).toMatch(/circle cx="[\d.]+" cy="[\d.]+" r="7" class="full"/);
    expect(pages.filter((page) => page.includes('La fuente no da coordenadas')).length).toBeGreaterThan(0);
  });

  test('a stranger repeats every question behind them from the published files', async () => {
    expect(await Promise.all([`/inversion/${cuis[0]}`, '/lugar/180106', '/lugar/180106/inversiones?tardia=si'].map(async (path) => (await strangerVerifies(site.address + path)).status))).toEqual([0, 0, 0]);
  }, 60_000);

  test('the list says how many were asked for beside how many it brings, page by page, and as data', async () => {
    const first = await json('/lugar/180106/inversiones.json?tardia=si');
    const second = await json('/lugar/180106/inversiones.json');
    expect(Number(first.filasPedidas)).toBeLessThan(Number(second.filasPedidas));
    expect((first.inversiones as { tardia: string }[]).every(({ tardia }) => tardia === 'true')).toBe(true);
    const pages = Number(second.paginas);
    let seen = 0;
    for (let page = 1; page <= pages; page += 1) seen += ((await json(`/lugar/180106/inversiones.json?pagina=${page}`)).inversiones as unknown[]).length;
    expect([pages > 1, seen]).toEqual([true, Number(second.filasPedidas)]);
    const csv = await html('/lugar/180106/inversiones.csv?estado=activas&pagina=2');
    expect(csv.split('\r\n')[0]).toContain('filas_pedidas,pagina,paginas');
    for (const query of ['estado=todas', 'tardia=quiza', 'pagina=0', 'pagina=99999', 'pagina=1%20or%201', 'funcion=NADA']) {
      expect((await fetch(`${site.address}/lugar/180106/inversiones?${query}`)).status, query).toBe(400);
    }
  });

  test.each([360, 1280])('the pages are whole and accessible at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of [`/inversion/${cuis[0]}`, `/en/inversion/${cuis[0]}`, '/lugar/180106/inversiones', '/en/lugar/18/inversiones?tardia=si', '/lugar/180106']) {
      expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    }
    await context.close();
  }, 60_000);

  test('without a script a reader filters the list and follows an investment to its page', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.address}/lugar/180106`);
    await page.getByRole('link', { name: 'Todas las inversiones de Torata, con filtros' }).click();
    await page.getByLabel('Silenciosa').selectOption('si');
    await page.getByRole('button', { name: 'Aplicar' }).click();
    expect(new URL(page.url()).searchParams.get('silenciosa')).toBe('si');
    await page.locator('tbody th a').first().click();
    expect(page.url()).toMatch(/\/inversion\/\d+$/);
    expect(await page.locator('#senales').textContent()).toMatch(/Silenciosa: .*6 meses|Silenciosa: empezó/);
    await context.close();
  }, 30_000);

  test('a district with investments stays within its budget', async () => {
    const page = await html('/lugar/180106');
    const styles = [...page.matchAll(/<link[^>]*href="([^"]+\.css)"/g)].map((match) => new URL(match[1]!, `${site.address}/lugar/`).href);
    const sizes = await Promise.all([`${site.address}/lugar/180106`, ...styles].map(sizeOf));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(BUDGET);
  });

  test.skipIf(!existsSync(SAMPLE))('a real investment is told with what its source lacks said to be lacking', async () => {
    const page = await html('/inversion/2235909');
    for (const words of ['El Collao', 'No hay contratos cargados de esta inversión', 'Nadie ha cargado todavía un archivo Seguimiento-PI', 'la fuente no trae avance físico', 'La fuente no da coordenadas']) expect(page).toContain(words);
    const figures = (await json('/inversion/2235909.json')).hechos as { concepto: string; valor: string | null }[];
    expect(figures.find(({ concepto }) => concepto.endsWith('financiero'))?.valor).toBe('98.2186');
    expect(page).not.toContain('32145678');
  });
});
