import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { ingresoFile } from '../setup/ingreso.ts';
import { load, SAMPLES, write } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { siafWorkbook } from '../setup/siaf.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
/** What stands around a budget: a municipality's income, a department's mining rights and conflicts. */
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const CONFLICTS = join(SAMPLES, 'conflicts/mining-conflicts.xlsx');
const html = async (path: string) => (await fetch(site.address + path)).text();
const json = async (path: string) => (await (await fetch(site.address + path)).json()) as Record<string, unknown>;

test('before anything is loaded, both pages say what is missing; a district has no mining page of its own', async () => {
  expect(await html('/lugar/180106/ingresos')).toContain('Nadie ha cargado todavía un archivo Ingreso');
  const mining = await html('/lugar/18/mineria');
  for (const words of ['Nadie ha cargado una lista de conflictos', 'Nadie ha cargado el catastro']) expect(mining).toContain(words);
  expect((await fetch(`${site.address}/lugar/180106/mineria`)).status).toBe(404);
  expect((await fetch(`${site.address}/lugar/999999/ingresos`)).status).toBe(404);
});

describe('with the sources loaded', () => {
  beforeAll(async () => {
    const { folder } = site.state;
    const app = await site.state.open();
    await load(app, write(folder, '2021-Ingreso.csv', ingresoFile([
      { MES_DOC: '0', MONTO_PIA: '900', MONTO_PIM: '1000000' }, { MONTO_RECAUDADO: '700000.25' }, { MES_DOC: '6', RUBRO: '07', RUBRO_NOMBRE: 'FONCOMUN', TIPO_RECURSO: 'A', MONTO_RECAUDADO: '50', MONTO_PIM: '0' },
    ])));
    await load(app, write(folder, 'siaf.xlsx', await siafWorkbook([{ mto_pim: 5000000, mto_certificado: 4000000, mto_devenga_01: 1500000.5 }])));
    const right = (id: number, code: string, place: string) => `${id},${code},1199163600000,EJEMPLO,PERSONA INVENTADA,200.5,T,TITULADO,METALICA,MOQUEGUA,MARISCAL NIETO,${place},34-U`;
    if (existsSync(CONFLICTS)) await load(app, CONFLICTS);
    await load(app, write(folder, 'derechos.csv', ['OBJECTID,CODIGOU,FEC_DENU,CONCESION,TIT_CONCES,HECTAGIS,ESTADO,D_ESTADO,SUSTANCIA,DEPA,PROVI,DISTRI,CARTA', right(1, '010000108', 'TORATA'), right(2, '010000208', 'TORATA / CARUMAS'), ''].join('\n')));
    await app.close();
    await untilRead(`${site.address}/lugar/18/mineria`, (text) => text.includes('TITULADO'));
  }, 120_000);

  test('a municipality’s income stands by item, most collected first, the short year said and rubro 18 not taken for canon', async () => {
    const page = await html('/lugar/180106/ingresos');
    for (const words of ['S/&nbsp;700,000', '70.0&nbsp;%', 'El rubro 18 no es el canon minero', 'S/&nbsp;1,500,001', 'de 12 meses']) expect(page.replaceAll('\u00a0', '&nbsp;')).toContain(words);
    const { hechos } = (await json('/lugar/180106/ingresos.json')) as { hechos: { concepto: string; valor: string | null }[] };
    expect(hechos.filter(({ concepto }) => concepto.startsWith('recaudado ·')).map(({ valor }) => valor)).toEqual(['700000.25', '50.00']);
    // Nothing was budgeted of FONCOMUN: what it collected has no share of it.
    expect(hechos.find(({ concepto }) => concepto.startsWith('recaudado_pct · 07'))?.valor).toBeNull();
  });

  test('every number printed is the cell of a receipt', async () => {
    for (const path of ['/lugar/180106/ingresos', '/lugar/18/mineria']) {
      const claims = claimsOfPage(await html(path));
      expect(claims.length).toBeGreaterThan(3);
      for (const claim of claims) expect(compareClaim(claim, (await json(`/recibo/${claim.code}.json`)).body as ReceiptBody), `${path} ${claim.cell}`).toBeNull();
    }
  });

  test('rights are counted by state and their holders are nowhere', async () => {
    const page = await html('/lugar/18/mineria');
    for (const words of ['TITULADO', '401', 'De quién es cada derecho no se guarda']) expect(page).toContain(words);
    expect(page).not.toContain('PERSONA INVENTADA');
  });

  test.skipIf(!existsSync(CONFLICTS))('the conflicts of Cajamarca stand on a map and in a table, in the source’s words', async () => {
    const page = await html('/lugar/06/mineria');
    expect(page).toContain('id="mapa-conflictos');
    const { hechos } = (await json('/lugar/06/mineria.json')) as { hechos: { parte: string; concepto: string }[] };
    const answer = (await json('/api/v1/consultas/conflictos-de-lugares?prefijo=06')) as { filas: unknown[] };
    expect(new Set(hechos.filter(({ concepto }) => concepto.startsWith('estado ·')).map(({ concepto }) => concepto)).size).toBe(answer.filas.length);
  });

  test.each([360, 1280])('both pages are whole and accessible at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of ['/lugar/180106/ingresos', '/en/lugar/180106/ingresos', '/lugar/06/mineria', '/en/lugar/18/mineria']) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    await context.close();
  }, 60_000);

  test.each(['pdf', 'docx', 'xlsx', 'csv', 'json'])('they leave as %s too', async (format) => {
    for (const path of ['/lugar/180106/ingresos', '/lugar/18/mineria']) expect((await fetch(`${site.address}${path}.${format}`)).status).toBe(200);
  });
});
