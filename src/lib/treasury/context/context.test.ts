import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { captureView } from '#lib/publishing/server/captures.ts';
import { refuseReserved } from '#lib/publishing/server/reserved.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, SAMPLES, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { cuiIn, supplierOf } from './ocds.ts';
import { placesOf } from './rights.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

async function answer(id: string, parameters: Record<string, string>): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery(id)!, parameters);
  return body.rows.map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));
}

/** Everything that the loads have left where anybody may fetch it: facts and rejected lines. */
async function published(): Promise<string> {
  const { rows } = await app.pool.query('select parquet from particion union select rechazos from carga where rechazos is not null');
  const texts = await Promise.all(rows.map(async ({ parquet }) => JSON.stringify((await app.lake.query(`select * from read_parquet('${app.parquets.path(parquet as string)}')`)).rows)));
  return texts.join('\n');
}

test.skipIf(!existsSync(SAMPLES))('the real workbook of conflicts: 81 cases, by department, a district that is not detailed left blank', async () => {
  expect(await load(app, join(SAMPLES, 'conflicts/mining-conflicts.xlsx'))).toMatchObject({ accepted: 81, rejected: 0 });
  const all = await answer('conflictos-de-lugares', { prefijo: '' });
  expect([all.length, all.filter(({ distrito }) => distrito === null).length, all.filter(({ dialogo }) => dialogo === 'true').length]).toEqual([81, 7, 41]);
  expect(await answer('conflictos-de-lugares', { prefijo: '0204' })).toHaveLength(9);
  expect(await answer('conflictos-de-lugares', { prefijo: '20' })).toMatchObject([{ caso: 'Río Blanco (ex Majaz)', estado: 'Latente', dialogo: 'false', latitud: expect.stringMatching(/^-5\.0138/), linea_original: '2' }]);
});

const RIGHTS = 'OBJECTID,CODIGOU,FEC_DENU,CONCESION,TIT_CONCES,HECTAGIS,ESTADO,D_ESTADO,SUSTANCIA,DEPA,PROVI,DISTRI,CARTA';
const HOLDER = 'PERSONA INVENTADA QUE NO DEBE SALIR';

describe('mining rights', () => {
  it('lose their holder, keep their places and count once', async () => {
    const rows = [
      `1,010000108,1199163600000,EJEMPLO UNO,${HOLDER},200.5,T,TITULADO,METALICA,MOQUEGUA,MARISCAL NIETO,TORATA,34-U`,
      `2,010000208,1199163600000,EJEMPLO DOS,${HOLDER},100.25,T,TITULADO,METALICA,MOQUEGUA,MARISCAL NIETO,TORATA / CARUMAS,34-U`,
      `3,010000308,,EJEMPLO TRES,${HOLDER},50,D,TRAMITE,METALICA,MOQUEGUA / TACNA,MARISCAL NIETO / JORGE BASADRE,TORATA / ILABAYA,34-U`,
      `4,010000408,mañana,EJEMPLO CUATRO,${HOLDER},50,D,TRAMITE,METALICA,MOQUEGUA,X,Y,34-U`,
    ];
    const report = await load(app, write(state.folder, 'derechos.csv', `${RIGHTS}\n${rows.join('\n')}\n`), { acceptRejects: true });
    expect(report).toMatchObject({ accepted: 3, rejected: 1, tallies: { 'derechos-en-varios-lugares': 2 } });
    expect(await answer('derechos-de-departamento', { ubigeo: '18' })).toEqual([{ estado: 'TITULADO', derechos: '2', hectareas: '300.750000', en_varios_distritos: '1' }]);
    expect(await published()).not.toContain(HOLDER);
  });

  it('come as pages of the map service too, each page beside the others', async () => {
    const page = (...objects: object[]) => JSON.stringify({ displayFieldName: 'CONCESION', fields: [{ name: 'OBJECTID' }], features: objects.map((attributes) => ({ attributes, geometry: { rings: [[[0, 0], [1, 1]]] } })) });
    const right = (OBJECTID: number, CODIGOU: string, HECTAGIS: number) => ({ OBJECTID, CODIGOU, FEC_DENU: 1199163600000, CONCESION: 'EJEMPLO', TIT_CONCES: HOLDER, HECTAGIS, ESTADO: 'T', D_ESTADO: 'TITULADO', SUSTANCIA: null, DEPA: 'TACNA', PROVI: 'TACNA', DISTRI: 'TACNA' });
    expect(await load(app, write(state.folder, 'pagina1.json', page(right(1, 'A1', 10.5), right(2, 'A2', 20))))).toMatchObject({ accepted: 2, recipe: 'derechos-mineros-json@1' });
    await load(app, write(state.folder, 'pagina2.json', page(right(1001, 'A3', 30), right(1002, 'A2', 20))));
    expect(await answer('derechos-de-departamento', { ubigeo: '23' })).toMatchObject([{ derechos: '3', hectareas: '60.500000' }]);
    const bad = await load(app, write(state.folder, 'pagina3.json', page(right(2001, 'A4', 1), { ...right(2002, '', 1) })), { acceptRejects: true });
    expect(bad).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await published()).not.toContain(HOLDER);
  });

  it('read the day of Peru from milliseconds', async () => {
    const { rows } = await app.pool.query(`select p.parquet from particion_viva v join particion p on p.id = v.particion where v.serie = 'derechos-mineros-csv'`);
    const found = await app.lake.query(`select denuncio from read_parquet('${app.parquets.path(rows[0].parquet as string)}') order by codigo`);
    expect(found.rows).toEqual([['2008-01-01'], ['2008-01-01'], [null]]);
  });

  it.each([['A / B', ['A', 'B']], [' A/A ', ['A']], ['/', []], ['SAN  JUAN', ['SAN JUAN']]])('the places of «%s» are %j', (text, places) => {
    expect(placesOf(text)).toEqual(places);
  });
});

test('a captured file with names of persons is kept and not handed out; one without them is', async () => {
  const capture = async (series: string) => {
    const { rows } = await app.pool.query('select c.captura from particion_viva v join particion p on p.id = v.particion join carga c on c.id = p.carga where v.serie = $1', [series]);
    return rows[0].captura as string;
  };
  const rights = await capture('derechos-mineros-csv');
  expect((await captureView(app, rights)).downloadable).toBe(false);
  await expect(refuseReserved(app, rights)).rejects.toMatchObject({ code: 'captura-reservada' });
  if (!existsSync(SAMPLES)) return;
  const conflicts = await capture('conflictos-mineros-xlsx');
  expect((await captureView(app, conflicts)).downloadable).toBe(true);
  await expect(refuseReserved(app, conflicts)).resolves.toBeUndefined();
});

const PERSON = 'PERSONA NATURAL INVENTADA';
const release = (id: string, more: object) => ({ ocid: 'ocds-dgv273-seacev3-1', id, date: '2022-05-03T10:00:00Z', tag: ['tender'], initiationType: 'tender', language: 'es', buyer: { id: 'PE-CONSUCODE-99', name: 'MUNICIPALIDAD DE EJEMPLO' }, ...more });
const text = (...releases: object[]) => JSON.stringify({ uri: 'x', license: 'https://creativecommons.org/licenses/by/4.0/', releases });
const TENDER = { id: 'T1', title: 'Mejoramiento de la vía, CUI 2345678', description: 'x', status: 'complete', value: { amount: 0.0, currency: 'PEN' } };
const AWARDS = [
  { id: 'A1', status: 'active', value: { amount: 1234567.89, currency: 'PEN' }, suppliers: [{ id: 'PE-RUC-20123456789', name: 'CONSTRUCTORA DE EJEMPLO S.A.C.' }] },
  { id: 'A2', status: 'active', value: { amount: 100, currency: 'USD' }, suppliers: [{ id: 'PE-RUC-10123456789', name: PERSON }] },
];

describe('procurement', () => {
  it('gives a row for each tender, award and contract, natural persons left out', async () => {
    const report = await load(app, write(state.folder, 'paquete.json', text(release('R1', { tender: TENDER, awards: AWARDS, contracts: [{ id: 'C1', awardID: 'A1', status: 'active', value: { amount: '1234567.89', currency: 'PEN' } }] }))));
    expect(report).toMatchObject({ accepted: 4, rejected: 0, recipe: 'contrataciones-ocds@1', tallies: { 'proveedores-reservados': 1 } });
    const rows = await answer('contrataciones-por-cui', { cui: '2345678' });
    expect(rows.map(({ etapa, id, monto, moneda, proveedor_ruc: ruc, proveedores }) => [etapa, id, monto, moneda, ruc, proveedores])).toEqual([
      ['adjudicacion', 'A1', '1234567.89', 'PEN', '20123456789', '1'], ['adjudicacion', 'A2', '100.00', 'USD', null, '1'], ['contrato', 'C1', '1234567.89', 'PEN', '20123456789', '1'], ['licitacion', 'T1', '0.00', 'PEN', null, null],
    ]);
    expect(await published()).not.toMatch(new RegExp(`${PERSON}|10123456789`));
  });

  it('a newer release of the same stage takes its place in the answer; the older stays loaded', async () => {
    await load(app, write(state.folder, 'otro.json', text({ ...release('R2', { awards: [{ ...AWARDS[0], value: { amount: 1300000, currency: 'PEN' } }], tender: TENDER }), date: '2022-06-01T00:00:00Z' })));
    expect((await answer('contrataciones-por-cui', { cui: '2345678' })).filter(({ id }) => id === 'A1').map(({ fecha, monto }) => [fecha, monto])).toEqual([['2022-06-01', '1300000.00']]);
  });

  it.each([
    ['no OCID', { ocid: 'x' }], ['no day', { date: 'ayer' }], ['an amount without currency', { tender: { ...TENDER, value: { amount: 5 } } }], ['an amount in words', { tender: { ...TENDER, value: { amount: 'mucho', currency: 'PEN' } } }],
    ['an exponent', { tender: { ...TENDER, value: { amount: 1e21, currency: 'PEN' } } }], ['neither tender, award nor contract', {}],
  ])('a release with %s is refused, and its text is not kept', async (_, more) => {
    const bad = release('R9', { ...(Object.keys(more).length > 0 && !('tender' in more) ? { tender: TENDER } : {}), parties: [{ name: PERSON }], ...more });
    const report = await load(app, write(state.folder, 'malo.json', text(bad, release(`R${Object.keys(more).join('')}`, { tender: { ...TENDER, id: 'Z' } }))), { acceptRejects: true });
    expect(report).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await published()).not.toContain(PERSON);
  });

  it('a cut package changes nothing', async () => {
    const before = await answer('contrataciones-por-cui', { cui: '2345678' });
    await expect(load(app, write(state.folder, 'cortado.json', text(release('R1', { tender: TENDER })).slice(0, -2)))).rejects.toMatchObject({ code: 'archivo-cortado' });
    expect(await answer('contrataciones-por-cui', { cui: '2345678' })).toEqual(before);
  });

  it.each([
    ['Obra con CUI N° 2345678 en el distrito', '2345678'], ['código único de inversión: 2345678.', '2345678'], ['CODIGO UNICO 2345678', '2345678'], ['2345678 unidades', null], ['CUI 23456789', null], [null, null],
  ])('the code in «%s» is %s', (given, cui) => {
    expect(cuiIn(given)).toBe(cui);
  });

  it.each([['PE-RUC-20123456789', '20123456789'], ['20123456789', '20123456789'], ['PE-RUC-10123456789', null], ['PE-RUC-15123456789', null], ['PE-RUC-17123456789', null], ['PE-DNI-12345678', null], [null, null]])('the supplier %s is kept as %s', (id, ruc) => {
    expect(supplierOf({ id, name: 'X' }, () => undefined)).toEqual({ ruc, name: ruc === null ? null : 'X' });
  });
});
