import type { Browser, Page } from 'playwright-core';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '../../src/lib/access/actor.ts';
import type { Application } from '../../src/lib/publishing/application.ts';
import { takeFormStep } from '../../src/lib/surveys/intake/form-version.ts';
import { publishRound } from '../../src/lib/publishing/surveys/publish-round.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { madeDocuments } from '../setup/made-document.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const FORM = 'inventada exportes';
const HERE = `/panel/formularios/${encodeURIComponent(FORM)}`;
const APPROVED = 250;

const toClose = closing();
let site: Served;
let browser: Browser;
let application: Application;
let page: Page;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  application = toClose(await site.state.open());
  await prepare();
  for (const document of madeDocuments()) await publishRound(application, document);
  await untilRead(`${site.address}/encuestas/percepcion-prueba`, (text) => text.includes('/ola-2'));
  page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await page.goto(site.panel);
}, 120_000);

/** Approved answers over more than one page of the cursor, and beside them what must not leave: rejected, on trial, personal. */
async function prepare(): Promise<void> {
  const { pool } = application;
  await keepSheets(pool, FORM, {
    title: 'Encuesta inventada',
    survey: [
      ['type', 'name', 'label', 'yupay::personal'], ['text', 'nombre', '¿Cómo se llama?', 'si'], ['text', 'comentario', '¿Qué dice?', 'no'], ['select_one agua', 'agua', '¿Cómo es el agua?', ''],
      ['begin repeat', 'hijos', 'Hijos', ''], ['integer', 'edad_hijo', 'Edad', ''], ['end repeat', '', '', ''],
    ],
    choices: [['list_name', 'name', 'label'], ['agua', 'b', 'Buena'], ['agua', 'm', 'Mala']],
  });
  await takeFormStep(pool, OPERATOR, FORM, '1', 'publicar', new Date());
  await pool.query(`insert into envio (formulario, version, instancia, llave, crudo, igualdad, estado, prueba, incompleto)
    select $1, '1', 'uuid:' || n, 'k-' || n, '\\x00', repeat('0', 64), case when n > $2 then 'rechazado' else 'aprobado' end, n = $2 + 2, false from generate_series(1, $2::int + 2) n`, [FORM, APPROVED]);
  await pool.query(`insert into envio_respuesta (envio, datos, entrevista, latitud, longitud) select numero, '{"agua": "m", "comentario": "=1+1", "nombre": "PERSONA", "hijos": [{"edad_hijo": "4"}, {"edad_hijo": "7"}]}', true, -17.078, -70.842 from envio where formulario = $1`, [FORM]);
}

const get = async (path: string) => page.request.get(`${site.address}${HERE}/${path}`);

test('a team takes its approved answers with labels and codebook, and nobody else does', async () => {
  const outside = await fetch(`${site.address}${HERE}/respuestas.csv`);
  expect([outside.status, (await outside.text()).includes('agua')]).toEqual([403, false]);
  const csv = await get('respuestas.csv');
  expect(csv.headers()).toMatchObject({ 'cache-control': expect.stringContaining('no-store'), 'content-disposition': 'attachment; filename="inventada_exportes-respuestas.csv"' });
  const lines = (await csv.text()).split('\r\n');
  expect(lines[0]).toBe('\uFEFFenvio_numero,envio_version,envio_entrevista,envio_encuestador,envio_recibido,envio_segundos,envio_latitud,envio_longitud,comentario,agua');
  expect(lines.length).toBe(APPROVED + 2);
  expect(lines[1]).toMatch(/^1,1,1,,\d{4}-[^,]+Z,,-17\.078,-70\.842,'=1\+1,m$/);
  expect((await (await get('respuestas.csv?etiquetas=si')).text()).split('\r\n')[1]).toMatch(/,Mala$/);
  expect((await (await get('respuestas.csv?tabla=1')).text()).split('\r\n').slice(0, 3)).toEqual(['\uFEFFenvio_numero,turno,edad_hijo', '1,1,4', '1,2,7']);
  for (const file of ['respuestas.csv', 'respuestas.sps', 'respuestas.do', 'libro.csv']) expect(await (await get(file)).text(), file).not.toMatch(/PERSONA|nombre/);
  expect([(await get('respuestas.csv?tabla=9')).status(), (await get('respuestas.txt')).status(), (await get('libro.do')).status()]).toEqual([404, 404, 404]);
});

test('the workbook has codes, words and codebook', async () => {
  const { sheets } = await readXlsx(new Uint8Array(await (await get('respuestas.xlsx')).body()));
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([['codigos', APPROVED + 1], ['etiquetas', APPROVED + 1], ['libro de codigos', 6]]);
  expect([sheets[0]!.rows[1]!.at(-1), sheets[1]!.rows[1]!.at(-1)]).toEqual(['m', 'Mala']);
  expect(sheets[0]!.rows[1]!.at(-2)).toBe('=1+1');
});

test('the page of downloads says how many there are, and holds at 360 px', async () => {
  await page.goto(`${site.address}${HERE}`);
  expect(await page.locator('main').innerText()).toContain(`${APPROVED} envíos aprobados`);
  for (const prefix of ['', '/en']) expect(await problemsOf(page, site.address, `${prefix}${HERE}`, { script: true, status: 200 })).toEqual([]);
  expect((await page.request.get(`${site.address}/panel/formularios/no-existe`)).status()).toBe(404);
  const { rows } = await application.pool.query(`select count(*)::int as n from auditoria where accion = 'respuestas-exportadas'`);
  expect(rows[0].n).toBeGreaterThan(3);
});

interface ODataPage { value: Record<string, string | number | null>[]; '@odata.count'?: number; '@odata.nextLink'?: string; '@odata.context': string }
const odata = async (path: string) => (await (await fetch(`${site.address}/odata${path}`)).json()) as ODataPage;

test('published estimates are read as OData: described, filtered, paged, each with its receipt, and what is kept back is null', async () => {
  const service = await fetch(`${site.address}/odata/`);
  // The second time it comes from the cache of pages.
  for (const answer of [service, await fetch(`${site.address}/odata/`)]) expect([answer.status, answer.headers.get('odata-version'), answer.headers.get('content-type')]).toEqual([200, '4.0', 'application/json; odata.metadata=minimal; charset=utf-8']);
  expect(((await service.json()) as ODataPage).value.map(({ url }) => url)).toEqual(['Olas', 'Estimaciones']);
  expect(await (await fetch(`${site.address}/odata/$metadata`)).text()).toContain('<EntityType Name="Estimacion">');
  const all = await odata('/Estimaciones?$count=true');
  expect([all['@odata.count'], all['@odata.context'].endsWith('/odata/$metadata#Estimaciones')]).toEqual([all.value.length, true]);
  const kept = all.value.filter(({ reservado }) => reservado !== null);
  expect(kept.length).toBeGreaterThan(0);
  for (const one of kept) expect([one['n'], one['preguntados'], one['valor'], one['error'], one['bajo'], one['alto']]).toEqual([null, null, null, null, null, null]);
  const women = await odata(`/Estimaciones?$filter=${encodeURIComponent("ambito eq 'sexo' and codigo eq 'M' and n gt 0")}&$select=codigo,n,recibo&$orderby=n desc&$top=3`);
  expect(women.value.length).toBe(3);
  for (const one of women.value) expect([Object.keys(one), one['codigo']]).toEqual([['codigo', 'n', 'recibo'], 'M']);
  expect((await fetch(`${site.address}/recibo/${women.value[0]!['recibo']}`)).status).toBe(200);
  expect(await (await fetch(`${site.address}/odata/Olas/$count`)).text()).toBe('2');
  const bad = await fetch(`${site.address}/odata/Estimaciones?$filter=clave`);
  expect([bad.status, ((await bad.json()) as { error: { code: string } }).error.code]).toEqual([400, 'solicitud-mala']);
  for (const link of ['/odata', '/encuestas/percepcion-prueba/linea-base.geojson']) expect(await (await fetch(`${site.address}/encuestas/percepcion-prueba/linea-base`)).text()).toContain(`href="${link}"`);
  expect((await fetch(`${site.address}/odata/Personas`)).status).toBe(404);
});

test('a round on the map is one point for each municipality, its capital', async () => {
  const answer = await fetch(`${site.address}/encuestas/percepcion-prueba/linea-base.geojson`);
  expect(answer.headers.get('content-type')).toContain('application/geo+json');
  const { features } = (await answer.json()) as { features: { id: string; geometry: { type: string; coordinates: number[] }; properties: { estimaciones: Record<string, unknown>[] } }[] };
  const [document] = madeDocuments();
  expect(features.map(({ id }) => id)).toEqual([...document.head.places]);
  for (const { geometry, properties } of features) {
    expect([geometry.type, geometry.coordinates.length]).toEqual(['Point', 2]);
    expect(properties.estimaciones.length).toBeGreaterThan(0);
    for (const one of properties.estimaciones) if (one['reservado'] !== null) expect([one['n'], one['valor'], one['bajo']]).toEqual([null, null, null]);
  }
  expect((await fetch(`${site.address}/encuestas/percepcion-prueba/no-hay.geojson`)).status).toBe(404);
});
