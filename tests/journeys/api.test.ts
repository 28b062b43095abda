import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateInversiones } from '#lib/treasury/generator/inversiones.ts';
import { sha256, canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { OPERATIONS } from '#lib/publishing/api/index.ts';
import { addressOf, type Operation } from '#lib/publishing/api/operation.ts';
import { publishRound } from '#lib/publishing/surveys/publish-round.ts';
import { closing } from '../setup/closing.ts';
import { load } from '../setup/load.ts';
import { madeDocuments } from '../setup/made-document.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
/** The API over the shipped facts: what it says of itself is what it does. */
let site: Served;
let receipt = '';
let source = '';
let cui = '';
const TORATA = { ubigeo: '180106', secEjec: '301486', nombre: 'MUNICIPALIDAD DISTRITAL DE TORATA', departamento: 'MOQUEGUA', provincia: 'MARISCAL NIETO', distrito: 'TORATA' };
/** One published copy: an entity has answers to be asked for only then. */
const COPIES = {
  format: 'yupay-fichas@1', instrument: 'portal-transparencia',
  copies: [{
    number: 1, version: '2021', entity: { id: 'muni-200701', name: 'Municipalidad de prueba', place: '200701' }, observer: 'Equipo de prueba', date: '2026-03-02', published: '2026-04-01',
    answers: [{ item: 'personal', state: 'valor', value: 'parcial', points: '0.5' }, { item: 'visitas', state: 'no-observado' }],
  }],
};
/** One published round: a survey has answers to be asked for only then. */
const [survey] = madeDocuments();

beforeAll(async () => {
  site = toClose(await serve());
  const file = join(site.state.folder, 'DETALLE_INVERSIONES.csv');
  cui = generateInversiones({ rows: 30, seed: 5, municipalities: [TORATA], cutoff: '2026-08-10', path: file }).cuis[0]!;
  const app = await site.state.open();
  const copies = join(site.state.folder, 'fichas.json');
  writeFileSync(copies, JSON.stringify(COPIES));
  for (const each of [file, copies]) await load(app, each);
  await publishRound(app, survey);
  await app.close();
  await untilRead(`${site.address}/encuestas`, (text) => text.includes(`/encuestas/${survey.survey}`));
  receipt = (await json('/api/v1/consultas/canon-por-anio?ubigeo=180106')).recibo as string;
  source = ((await json(`/api/v1/recibos/${receipt}`)).cuerpo as { inputs: { capture: string }[] }).inputs[0]!.capture;
}, 60_000);

type Body = Record<string, unknown> & { filas: Record<string, string | null>[]; siguiente: string | null; total: number };
const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, site.address), { headers });
const json = async (path: string) => (await (await get(path)).json()) as Body;

/** An address of the operation with every needed parameter. */
function example(operation: Operation): string {
  const given: Record<string, string> = { codigo: receipt, huella: source, cui, encuesta: survey.survey, ola: survey.round };
  const values = operation.parameters.filter(({ required }) => required).map(({ name, example: shown }) => [name, given[name] ?? shown ?? '']);
  return addressOf(operation, Object.fromEntries(values));
}

test('the description is a valid OpenAPI document with every operation', async () => {
  const description = await json('/api/v1/openapi.json');
  expect(await new Validator().validate(description as never)).toMatchObject({ valid: true });
  expect(Object.keys(description.paths as object)).toEqual(OPERATIONS.map(({ path }) => path));
  const ids = Object.values(description.paths as Record<string, { get: { operationId: string } }>).map(({ get: { operationId } }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every operation answers as it is described', async () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const operation of OPERATIONS) {
    const answered = await get(example(operation));
    const body = (await answered.json()) as object;
    expect([operation.id, answered.status], JSON.stringify(body).slice(0, 300)).toEqual([operation.id, 200]);
    const valid = ajv.validate(operation.answer, body);
    expect([operation.id, valid, ajv.errorsText()]).toEqual([operation.id, true, 'No errors']);
  }
}, 60_000);

test('the investments of a place come page by page, each filter one of a list, and each has its own address', async () => {
  const seen: string[] = [];
  let total = 0;
  for (let next: string | null = '/api/v1/lugares/180106/inversiones?estado=activas'; next !== null; ) {
    const page = (await json(next)) as unknown as { inversiones: { cui: string }[]; siguiente: string | null; total: number; dadas: number };
    expect(page.dadas).toBe(page.inversiones.length);
    seen.push(...page.inversiones.map((row) => row.cui));
    [next, total] = [page.siguiente, page.total];
  }
  expect([new Set(seen).size, seen.length, seen.length > 5]).toEqual([total, total, true]);
  for (const query of ['estado=todas', 'tardia=x', 'pagina=0', 'pagina=999', 'otro=1']) expect((await get(`/api/v1/lugares/180106/inversiones?${query}`)).status, query).toBe(400);
  const one = (await json(`/api/v1/inversiones/${seen[0]!}`)) as unknown as { hechos: { concepto: string }[] };
  expect(one.hechos.some(({ concepto }) => concepto.endsWith('costo_actualizado'))).toBe(true);
  expect((await get('/api/v1/inversiones/1')).status).toBe(404);
});

test('the receipt of an answer hashes to its own name', async () => {
  const { sha256: name, cuerpo } = await json(`/api/v1/recibos/${receipt}`);
  expect(sha256(canonicalJson(cuerpo as Canonical))).toBe(name);
});

test('pages hold every row once, say how many there are, and lead to the next', async () => {
  const whole = await json('/api/v1/consultas/canon-por-anio?ubigeo=180106&por_pagina=1000');
  const rows: Body['filas'] = [];
  for (let next: string | null = '/api/v1/consultas/canon-por-anio?ubigeo=180106&por_pagina=5'; next !== null; ) {
    const page: Body = await json(next);
    expect([page.total, page.dadas]).toEqual([whole.total, page.filas.length]);
    rows.push(...page.filas);
    next = page.siguiente;
  }
  expect(rows).toEqual(whole.filas);
  const link = (await get('/api/v1/conjuntos/canon-minero/filas?por_pagina=2&idioma=en')).headers.get('link');
  expect(link).toBe(`<${site.address}/api/v1/conjuntos/canon-minero/filas?pagina=2&por_pagina=2&idioma=en>; rel="next"`.replace('pagina=2&por_pagina=2', 'por_pagina=2&pagina=2'));
});

test('rows come by page, by place and by year as the files hold them', async () => {
  const all: string[] = [];
  for (let next: string | null = '/api/v1/conjuntos/canon-minero/filas?lugar=1801&por_pagina=7'; next !== null; ) {
    const page: Body = await json(next);
    all.push(...page.filas.map((row) => `${row.ubigeo} ${row.anio}`));
    next = page.siguiente;
  }
  const file = (await (await get('/datos/canon-minero/filas.json?lugar=1801')).json()) as { ubigeo: string; anio: string }[];
  expect(all).toEqual(file.map((row) => `${row.ubigeo} ${row.anio}`));
});

test('who holds an answer is told that it still stands, before anything is computed', async () => {
  const first = await get('/api/v1/lugares/180106');
  const again = await get('/api/v1/lugares/180106', { 'if-none-match': first.headers.get('etag')! });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('what is not understood is refused by name: unknown, repeated, malformed or missing', async () => {
  const bad = ['/consultas/canon-por-anio', '/consultas/canon-por-anio?ubigeo=18', '/consultas/canon-por-anio?ubigeo=180106&ubigeo=180101', '/consultas/canon-por-anio?ubigeo=180106&orden=1', '/conjuntos/canon-minero/filas?por_pagina=5000', '/lugares?idioma=fr'];
  for (const path of bad) {
    const answered = await get(`/api/v1${path}`);
    const { error } = (await answered.json()) as { error: Record<string, string> };
    expect([path, answered.status, error.codigo], error.mensaje).toEqual([path, 400, 'solicitud-mala']);
  }
  const absent = ['/nada', '/consultas/no-hay', '/lugares/999999', '/consultas/canon-por-anio?ubigeo=999999', `/recibos/${'0'.repeat(12)}`, '/conjuntos/no-hay', '/conjuntos/no-hay/filas'];
  expect(await Promise.all(absent.map(async (path) => (await get(`/api/v1${path}`)).status))).toEqual(absent.map(() => 404));
});

test('asking about nothing keeps nothing: only receipts that hold rows are stored', async () => {
  const before = Number((await json('/api/v1/consultas/transferencias-por-anio?ubigeo=010101')).total);
  const { recibo } = await json('/api/v1/consultas/transferencias-por-anio?ubigeo=010101');
  expect([before, (await get(`/api/v1/recibos/${String(recibo)}`)).status]).toEqual([0, 404]);
});

test('a form of the page leads to the address that it describes', async () => {
  const answered = await fetch(`${site.address}/api/probar?operacion=lugar&ubigeo=180106`, { redirect: 'manual' });
  expect([answered.status, answered.headers.get('location')]).toEqual([303, '/api/v1/lugares/180106']);
});

test('the same answers reach a page of another origin', async () => {
  expect((await get('/api/v1/lugares/180106', { origin: 'https://municipalidad.example' })).headers.get('access-control-allow-origin')).toBe('*');
});
