import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { gastoFile, gastoLine } from '../setup/gasto.ts';
import { inversionesFile } from '../setup/inversiones.ts';
import { load, write } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const html = async (path: string) => (await fetch(site.address + path)).text();
const status = async (path: string) => (await fetch(site.address + path)).status;
const json = async (path: string) => (await (await fetch(site.address + path)).json()) as Record<string, unknown>;

/** Invented figures, in the layouts of the real files. */
const spent = (code: string, name: string, pim: string, devengado: string): string[] => {
  const programme = { ANO_EJE: '2024', PROGRAMA_PPTO: code, PROGRAMA_PPTO_NOMBRE: name };
  return [gastoLine({ ...programme, MES_EJE: '0', MONTO_PIM: pim }), gastoLine({ ...programme, MES_EJE: '12', MONTO_DEVENGADO: devengado })];
};
const GASTO = gastoFile([
  ...spent('0001', 'PROGRAMA ARTICULADO NUTRICIONAL', '900000', '810000.25'), ...spent('0030', 'SEGURIDAD CIUDADANA', '400000', '430000'), ...spent('0068', 'DESASTRES', '300000', '90000'), ...spent('9001', 'ACCIONES CENTRALES', '600000', '550000'),
]);

const HEADER = 'programa;programa_nombre;indicador;indicador_nombre;unidad;base_anio;base_valor;meta_anio;meta_valor;anio;valor;fuente;verificacion';
const indicator = (code: string, name: string, base: string, target: string, value: string) => [code, `Programa ${code}`, 'I1', name, '%', '2019', base, '2026', target, '2024', value, 'Informe de ejemplo, p. 3', 'Encuesta de ejemplo'].join(';');
const PERFORMANCE = [HEADER, indicator('0001', 'Desnutrición crónica', '12.2', '8', '10.1'), indicator('0030', 'Víctimas de delitos', '26.6', '22', '27.4'), indicator('0068', 'Distritos con plan', '400', '900', '')].join('\n');

const INVESTMENTS = inversionesFile([{ FUNCION: 'SANEAMIENTO', PMI_ANIO_1: '4200000', PMI_ANIO_2: '6000000' }, { FUNCION: 'CULTURA Y DEPORTE', PMI_ANIO_1: '4300000', PMI_ANIO_2: '0.0' }]);
const RESOURCES = 'anio;ubigeo;sec_ejec;desde;hasta;pmi_anio_1;monto;documento;fecha\n2026;180106;;2026;2027;2026;14500000;Oficio de ejemplo, p. 2;2026-02-15\n2026;180104;;2026;2027;;9000000;Acuerdo de ejemplo;2026-03-01\n';

const PAGES = ['/programas', '/programas?anio=2024&lugar=18', '/programas?lugar=180106', '/programa/0001', '/programa/9001', '/lugar/180106/programacion', '/lugar/18/programacion', '/lugar/180104/programacion'];

test('before anything is loaded, the pages say what is missing and a code leads nowhere', async () => {
  expect(await html('/programas')).toContain('Nadie ha cargado todavía un archivo de Gasto del MEF ni una tabla de desempeño');
  expect(await html('/lugar/180106/programacion')).toContain('sin ese denominador no hay cuota');
  expect(await html('/lugar/18/programacion')).toContain('no se puede decir cuáles alcanzan el umbral');
  expect(await Promise.all(['/programa/0001', '/programa/1', '/programa/00010', '/programas?anio=2024', '/programas?lugar=abc', '/programas?lugar=99', '/lugar/99/programacion'].map(status))).toEqual([404, 404, 404, 400, 400, 404, 404]);
});

describe('with spending, performance, investments and resources loaded', () => {
  beforeAll(async () => {
    const application = await site.state.open();
    for (const [name, content] of Object.entries({ 'gasto.csv': GASTO, 'desempeno.csv': PERFORMANCE, 'inversiones.csv': INVESTMENTS, 'recursos.csv': RESOURCES })) await load(application, write(site.state.folder, name, content));
    await application.close();
    // The web process hears of the loads and forgets its pages.
    await untilRead(`${site.address}/lugar/180106/programacion`, (text) => text.includes('Oficio de ejemplo'));
  }, 60_000);

  test('a reader finds what was spent, how far the indicators went, and what nobody measured', async () => {
    const page = (await html('/programas')).replace(/<[^>]+>/g, '').replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
    expect(page).toContain('En 2024, 3 programas presupuestales gastaron S/ 1.3 millones de un presupuesto (PIM) de S/ 1.6 millones: el 83.1 %.');
    expect(page).toContain('nunca se divide uno entre otro');
    const facts = (await json('/programas.json?anio=2024')).hechos as { concepto: string; valor: string | null; motivo: string | null }[];
    const value = (concept: string) => facts.find(({ concepto }) => concepto.startsWith(concept));
    expect([value('avance_pct · 0001'), value('avance_pct · 0030')].map((fact) => fact?.valor)).toEqual(['50.0000000000', '-17.3913043478']);
    expect(value('avance_pct · 0068')).toMatchObject({ valor: null, motivo: 'sin-medicion' });
    expect((await html('/programas.csv?anio=2024')).split('\r\n').length).toBe(facts.length + 2);
    expect(await html('/lugar/180106/programacion')).toMatch(/70\.3/);
  });

  test('every number printed on the pages is the cell of a receipt', async () => {
    for (const path of PAGES) {
      const claims = claimsOfPage(await html(path));
      expect(claims.length, path).toBeGreaterThan(3);
      const bodies = new Map<string, ReceiptBody>();
      for (const claim of claims) {
        if (!bodies.has(claim.code)) bodies.set(claim.code, (await json(`/recibo/${claim.code}.json`)).body as ReceiptBody);
        expect(compareClaim(claim, bodies.get(claim.code)!), `${path} ${claim.code} ${claim.cell}`).toBeNull();
      }
    }
  });

  test('a stranger repeats every question behind them from the published files', async () => {
    expect(await Promise.all(['/programas', '/programas?lugar=180106', '/programa/0001', '/lugar/180106/programacion', '/lugar/18/programacion'].map(async (path) => (await strangerVerifies(site.address + path)).status))).toEqual([0, 0, 0, 0, 0]);
  }, 60_000);

  test('a year of which nothing is loaded, and a place that is none, are refused before they are asked', async () => {
    for (const query of ['anio=1999', 'anio=2024%27', 'anio=', 'lugar=18010', 'lugar=%27--']) expect(await status(`/programas?${query}`), query).toBe(query === 'anio=' ? 200 : 400);
    expect(await Promise.all(['/programa/0001?anio=1999', '/programa/7777', '/programas.json?anio=1999', '/programa/0001.pdf'].map(status))).toEqual([400, 404, 400, 404]);
  });

  test.each([360, 1280])('the pages are whole and accessible at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of [...PAGES, '/en/programas', '/en/programa/0001', '/en/lugar/180106/programacion', '/en/lugar/18/programacion']) {
      expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    }
    await context.close();
  }, 90_000);

  test('without a script a reader goes from the foot of the page to the programmes, asks for a department, and opens one', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(site.address);
    await page.getByRole('link', { name: 'Programas presupuestales: gasto y desempeño' }).click();
    expect(await page.locator('svg#gasto-y-desempeno g').count()).toBe(2);
    await page.getByLabel(/Código del lugar/).fill('18');
    await page.getByRole('button', { name: 'Ver' }).click();
    expect(new URL(page.url()).searchParams.get('lugar')).toBe('18');
    expect(await page.locator('.lead').textContent()).toContain('la sede no es donde cae la plata');
    await page.getByRole('link', { name: /^0001/ }).click();
    expect(page.url()).toMatch(/\/programa\/0001$/);
    await page.goto(`${site.address}/lugar/18`);
    await page.getByRole('link', { name: 'Programación multianual en funciones prioritarias' }).click();
    await page.locator('tbody th a').last().click();
    expect(await page.locator('h1').textContent()).toBe('Programación multianual: Torata');
    await context.close();
  }, 30_000);
});
