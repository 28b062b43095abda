import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { publishPerception, readAll, sendInterview } from '../../../../tests/setup/interviews.ts';
import { keepSheets } from '../../../../tests/setup/made-sheets.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { readBatch } from './read-batch.ts';
import { recheckNext } from './recheck.ts';
import { roundAnswers } from './round-answers.ts';

let state: TestState;
let app: Application;
beforeEach(async () => {
  state = await testState('vacio');
  app = await state.open();
  await publishPerception(app);
});
afterEach(async () => {
  await app.close();
  await state.destroy();
});

const rows = async (sql: string, values: unknown[] = []) => (await app.pool.query(sql, values)).rows as Record<string, unknown>[];
const stateOf = async (number: number) => (await rows('select estado from envio where numero = $1', [number]))[0]!.estado;
const alertsOf = async (number: number) => (await rows('select codigo from envio_alerta where envio = $1 order by codigo', [number])).map(({ codigo }) => codigo);

test('a submission is read once: its answers without identity, its consent, and the day on which what is personal goes', async () => {
  const number = await sendInterview(app, { phone: '900000001', remark: 'soy la vecina inventada', code: 'ab12-CD34' });
  await readAll(app);
  await readAll(app);
  const [answer] = await rows('select *, latitud::text, longitud::text from envio_respuesta where envio = $1', [number]);
  expect(answer).toMatchObject({ entrevista: true, fecha: '2026-11-20', segundos: 1200, latitud: '-9.530', longitud: '-77.530', upm: 'U-01', vivienda: '1', visita: '1', resultado: 'completa', idioma: 'es', consentimiento: '2026-11', modo: 'oral_testigo', fines: 'estadistica verificacion' });
  expect(JSON.stringify(answer)).not.toMatch(/900000001|vecina|ab12|equipo-1/i);
  expect([await stateOf(number), await alertsOf(number), (await rows('select count(*)::int as n from envio_respuesta'))[0]!.n]).toEqual(['por-revisar', [], 1]);
  const [envio] = await rows(`select retiro, abs(extract(epoch from vence - recibido) - 90 * 86400) < 1 as due from envio`);
  expect([envio!.due, /^[0-9a-f]{64}$/.test(envio!.retiro as string)]).toEqual([true, true]);
});

test('what cannot be read is told and keeps nothing else waiting', async () => {
  const [broken, sound] = [await sendInterview(app), await sendInterview(app, { dwelling: '2' })];
  await app.recordKeys.destroy((await rows('select llave from envio where numero = $1', [broken]))[0]!.llave as string);
  await readAll(app);
  expect([await stateOf(broken), await alertsOf(broken), await stateOf(sound)]).toEqual(['por-revisar', ['ilegible'], 'por-revisar']);
});

test('a correction takes the place of what it corrects, whichever is read first, and both stay', async () => {
  const instance = `uuid:${randomUUID()}`;
  const first = await sendInterview(app, { instance, age: '41' });
  const corrected = await sendInterview(app, { deprecated: instance, age: '42' });
  await app.pool.query(`update envio set estado = 'en-espera' where numero = $1`, [first]);
  await readAll(app);
  await app.pool.query(`update envio set estado = 'recibido' where numero = $1`, [first]);
  await readAll(app);
  expect([await stateOf(first), await stateOf(corrected)]).toEqual(['reemplazado', 'por-revisar']);
  expect((await rows(`select datos ->> 'edad' as edad from envio_respuesta order by envio`)).map(({ edad }) => edad)).toEqual(['41', '42']);
});

test('several readers at once read each submission once', async () => {
  for (let dwelling = 1; dwelling <= 30; dwelling += 1) await sendInterview(app, { dwelling: String(dwelling) });
  const parts = { pool: app.pool, keys: app.recordKeys, now: () => new Date(), retentionDays: 30 };
  const read = (await Promise.all(Array.from({ length: 6 }, () => readBatch(parts, 10)))).reduce((sum, count) => sum + count, 0);
  await readAll(app);
  expect(read).toBeGreaterThan(10);
  expect((await rows('select count(*)::int as n, count(distinct envio)::int as d from envio_respuesta'))[0]).toEqual({ n: 30, d: 30 });
});

test('a refusal, a minor and a trial are counted for what they are, and none of them is an interview', async () => {
  const refused = await sendInterview(app, { dwelling: '2', accepts: 'no' });
  const minor = await sendInterview(app, { dwelling: '3', age: '15' });
  const trial = await sendInterview(app, { dwelling: '4' });
  await app.pool.query('update envio set prueba = true where numero = $1', [trial]);
  await readAll(app);
  expect(await stateOf(trial)).toBe('prueba');
  expect([await alertsOf(refused), await alertsOf(minor)]).toEqual([[], ['menor-de-edad', 'restriccion']]);
  expect((await rows('select entrevista, latitud, datos from envio_respuesta order by envio')).slice(0, 2).map(({ entrevista, latitud, datos }) => [entrevista, latitud, Object.keys(datos as object).sort()])).toEqual([
    [false, null, ['acepta', 'resultado', 'upm', 'visita', 'vivienda']], [false, null, ['acepta', 'resultado', 'upm', 'visita', 'vivienda']],
  ]);
});

test('the checks over whole interviews come and go as interviews do, and what was resolved stays so', async () => {
  const numbers: number[] = [];
  for (let dwelling = 1; dwelling <= 6; dwelling += 1) numbers.push(await sendInterview(app, { dwelling: String(dwelling), age: String(30 + dwelling), minutes: dwelling === 1 ? 4 : 20 }));
  const twin = await sendInterview(app, { dwelling: '6', age: '70' });
  await readAll(app);
  while (await recheckNext(app.pool));
  expect([await alertsOf(numbers[0]!), await alertsOf(twin), await recheckNext(app.pool)]).toEqual([['muy-corta'], ['vivienda-repetida'], false]);
  await app.pool.query(`update envio_alerta set resuelta = now(), por = 'x' where envio = $1`, [twin]);
  await app.pool.query(`update envio set estado = 'rechazado' where numero = any($1)`, [numbers.slice(0, 3)]);
  await app.pool.query('update formulario set calidad_pendiente = true');
  while (await recheckNext(app.pool));
  expect([await alertsOf(numbers[0]!), await alertsOf(twin)]).toEqual([[], ['vivienda-repetida']]);
});

test('a round takes the last complete visit of each dwelling, and tells what came of the others', async () => {
  const visits = [
    { dwelling: '1', outcome: 'sin_contacto', visit: '1' }, { dwelling: '1', outcome: 'completa', visit: '2', age: '33' }, { dwelling: '1', outcome: 'ausente', visit: '3' },
    { dwelling: '2', outcome: 'rechazo' }, { dwelling: '3', outcome: 'vacia' }, { dwelling: '4', outcome: 'completa', accepts: 'no' }, { dwelling: '5', outcome: 'sin_contacto' }, { unit: 'U-02', dwelling: '1', age: '50' },
  ];
  const numbers: number[] = [];
  for (const one of visits) numbers.push(await sendInterview(app, one));
  await readAll(app);
  await app.pool.query(`update envio set estado = 'aprobado'`);
  const asked = { form: 'percepcion', from: '2026-11-01', to: '2100-12-31' };
  const found = await roundAnswers(app.pool, asked);
  expect(found.rows.map(({ number, unit, dwelling, adults, language, consent }) => [number, unit, dwelling, adults, language, consent])).toEqual([[numbers[1], 'U-01', '1', 2, 'es', '2026-11'], [numbers[7], 'U-02', '1', 2, 'es', '2026-11']]);
  expect([found.table.rows, found.table.column('edad'), found.table.column('telefono'), found.visits]).toEqual([2, ['33', '50'], [null, null], 8]);
  expect(found.dispositions).toEqual({ complete: 2, partial: 0, refused: 2, notFound: 0, other: 0, unknownHousehold: 1, unknownOther: 0, ineligible: 1 });
  expect((await roundAnswers(app.pool, { ...asked, units: ['U-02'] })).rows.map(({ number }) => number)).toEqual([numbers[7]]);
  expect((await roundAnswers(app.pool, { ...asked, from: '2026-11-21' })).rows).toEqual([]);
  expect((await roundAnswers(app.pool, { ...asked, versions: ['2'] })).counts).toEqual({ approved: 0, pending: 0, rejected: 0, withdrawn: 0, reasons: {} });
});

test('an interview far from where the frame says that its unit is, is told', async () => {
  await app.pool.query(`insert into marco (nombre, fuente, quien) values ('Marco de prueba', 'inventado', 'x')`);
  await app.pool.query(`insert into marco_unidad (marco, codigo, nombre, estrato, lugar, area, zona, viviendas, lat, lon) select numero, c, c, 'e', '021801', 'urbana', 'z', 10, -9.53, -77.53 from marco, unnest(array['U-01', 'U-02']) c`);
  const [near, far, unknown] = [await sendInterview(app), await sendInterview(app, { unit: 'U-02', age: '41', place: '-9.7 -77.53 0 0' }), await sendInterview(app, { unit: 'U-03', age: '42', place: '-1 -77 0 0' })];
  await readAll(app);
  expect([await alertsOf(near), await alertsOf(far), await alertsOf(unknown)]).toEqual([[], ['fuera-del-area'], []]);
});

test('what is long is read in batches of few bytes, each at least one', async () => {
  const numbers = [await sendInterview(app, { dwelling: '71' }), await sendInterview(app, { dwelling: '72' }), await sendInterview(app, { dwelling: '73' })];
  await app.pool.query('update envio set crudo = $2 where numero = any($1)', [numbers.slice(0, 2), Buffer.alloc(21_000_000)]);
  const parts = { pool: app.pool, keys: app.recordKeys, now: () => new Date(), retentionDays: 90 };
  expect([await readBatch(parts), await readBatch(parts), await readBatch(parts), await readBatch(parts)]).toEqual([1, 1, 1, 0]);
});

test('a short submission that would fill the memory is told as unreadable, and keeps nobody waiting', async () => {
  const questions = Array.from({ length: 100 }, (_, at) => ['text', `p${at}`, 'P']);
  await keepSheets(app.pool, 'casas', { survey: [['type', 'name', 'label'], ['begin repeat', 'casa', 'Casa'], ...questions, ['end repeat', '', '']] });
  await takeFormStep(app.pool, OPERATOR, 'casas', '1', 'publicar', new Date());
  const xml = Buffer.from(`<data id="casas" version="1">${'<casa/>'.repeat(1_000)}<meta><instanceID>uuid:${randomUUID()}</instanceID></meta></data>`);
  const { number } = await app.intake.receive({ xml, files: [], incomplete: false, enumerator: null, draft: false });
  const next = await sendInterview(app, { dwelling: '81' });
  await readAll(app);
  expect(await rows('select codigo, detalle from envio_alerta where envio = $1', [number])).toEqual([{ codigo: 'ilegible', detalle: 'formulario' }]);
  expect([await stateOf(number), await rows('select envio::int as envio from envio_respuesta')]).toEqual(['por-revisar', [{ envio: next }]]);
});
