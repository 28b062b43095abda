import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { afterEach, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { destroyRecord, finishForgetting, withdraw, withdrawLate } from '#lib/surveys/protection/forget.ts';
import { purge, purgeable } from '#lib/surveys/protection/purge.ts';
import { roundAnswers } from '#lib/surveys/review/round-answers.ts';
import { approveClean, takeReviewStep } from '#lib/surveys/review/review-step.ts';
import { recheckNext } from '#lib/surveys/review/recheck.ts';
import { madeInterview, publishPerception, readAll, sendInterview } from '../../../../tests/setup/interviews.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { writeBackup } from '../backup.ts';
import { restoreBackup } from '../restore.ts';
import { forgetParts, purgeParts } from './office.ts';

const states: TestState[] = [];
const apps: Application[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const state of states.splice(0)) await state.destroy();
});

async function open(published = true): Promise<Application> {
  const state = await testState('vacio');
  const app = await state.open();
  states.push(state);
  apps.push(app);
  if (published) await publishPerception(app);
  return app;
}

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const ASKED = { form: 'percepcion', from: '2026-11-01', to: '2100-12-31' };
const after = (days: number) => new Date(Date.now() + days * 86_400_000);
const rows = async ({ pool }: Application, sql: string) => (await pool.query(sql)).rows as Record<string, unknown>[];
const refusal = (work: Promise<unknown>) => work.then(() => 'taken', (error: unknown) => asYupayError(error).code);

const NAME = 'Zenobia Inventada';
const PHONE = '987000321';

async function submit(app: Application, dwelling: string, code: string): Promise<number> {
  const photo = await app.intake.receiveFile(Readable.from([Buffer.from(`${NAME} en la foto`)]), { name: `${PHONE}.jpg`, type: 'image/jpeg' });
  return (await app.intake.receive({ xml: madeInterview({ dwelling, code, phone: PHONE, remark: `me llamo ${NAME}`, age: String(30 + Number(dwelling)) }), files: [photo], incomplete: false, enumerator: null, draft: false })).number;
}

async function everyByte(tar: string): Promise<Buffer> {
  const [found, reader] = [[] as Buffer[], extract()];
  createReadStream(tar).pipe(reader);
  for await (const entry of reader) for await (const chunk of entry) found.push(chunk as Buffer);
  return Buffer.concat(found);
}

/** What anybody who holds the database could still open of a submission. */
async function readable(app: Application, number: number): Promise<(string | null)[]> {
  const [file] = await app.vault.attachments(number);
  const opened = file === undefined ? null : await app.vault.readAttachment(file.number);
  return [(await app.vault.readSubmission(number))?.toString() ?? null, opened === null ? null : Buffer.concat(await opened.stream.toArray()).toString()];
}

test('what is due loses its key and keeps its answers; a dry run touches nothing', async () => {
  const app = await open();
  const [first, second] = [await submit(app, '1', 'aa11'), await submit(app, '2', 'bb22')];
  await readAll(app);
  await app.pool.query(`update envio set vence = vence + interval '100 days' where numero = $1`, [second]);
  expect([await purgeable(purgeParts(app), after(89)), await purgeable(purgeParts(app), after(91))]).toEqual([{ submissions: 0, quarantined: 0 }, { submissions: 1, quarantined: 0 }]);
  expect((await readable(app, first))[0]).toContain(NAME);
  expect(await purge(purgeParts(app), after(91), quiet().signal)).toEqual({ submissions: 1, quarantined: 0 });
  expect([await readable(app, first), (await readable(app, second))[0]?.includes(NAME)]).toEqual([[null, null], true]);
  expect(await rows(app, `select r.datos ->> 'edad' as edad, r.latitud is null as gone, e.retiro is null as code from envio_respuesta r join envio e on e.numero = r.envio order by e.numero`)).toEqual([{ edad: '31', gone: true, code: true }, { edad: '32', gone: false, code: false }]);
  expect(await purge(purgeParts(app), after(91), quiet().signal)).toEqual({ submissions: 0, quarantined: 0 });
});

test('what reviewers wrote of an interview goes with what is personal in it, and what they decided stays', async () => {
  const app = await open();
  const [first, second] = [await submit(app, '1', 'aa11'), await submit(app, '2', 'bb22')];
  await readAll(app);
  await app.pool.query(`insert into envio_alerta (envio, codigo) select numero, 'tipo' from envio`);
  for (const number of [first, second]) await takeReviewStep(app.pool, OPERATOR, number, { step: 'aprobar', reason: '', note: `llamé a ${NAME}` });
  await app.pool.query(`update envio set vence = vence + interval '100 days' where numero = $1`, [second]);
  await purge(purgeParts(app), after(91), quiet().signal);
  const notes = (table: string) => rows(app, `select distinct envio::int as envio, nota is null as gone from ${table} order by envio`);
  for (const table of ['envio_revision', 'envio_alerta']) expect(await notes(table), table).toEqual([{ envio: first, gone: true }, { envio: second, gone: false }]);
  expect(await rows(app, `select paso from envio_revision where envio = ${first}`)).toEqual([{ paso: 'aprobar' }]);
});

test('a submission with a correction waits for the day of the newest, and both go at once', async () => {
  const app = await open();
  const instance = 'uuid:0b7e7c1e-0000-4000-8000-000000000002';
  const [former, newest] = [await sendInterview(app, { instance }), await sendInterview(app, { deprecated: instance })];
  await readAll(app);
  await app.pool.query(`update envio set vence = vence - interval '30 days' where numero = $1`, [former]);
  expect(await purgeable(purgeParts(app), after(80))).toEqual({ submissions: 0, quarantined: 0 });
  expect([await purge(purgeParts(app), after(91), quiet().signal), await app.vault.recoverable(former), await app.vault.recoverable(newest)]).toEqual([{ submissions: 1, quarantined: 0 }, false, false]);
});

test('with its code a person takes back what they answered, and whoever tries codes learns nothing', async () => {
  const app = await open();
  const [gone, stays] = [await submit(app, '1', 'ab12cd34'), await submit(app, '2', 'ef56')];
  await readAll(app);
  await app.pool.query(`update envio set estado = 'aprobado'`);
  expect([await withdraw(forgetParts(app), 'no existe'), (await roundAnswers(app.pool, ASKED)).rows.length]).toEqual([undefined, 2]);
  expect(await withdraw(forgetParts(app), ' AB12-cd34 ')).toBe(undefined);
  expect(await readable(app, gone)).toEqual([null, null]);
  expect(await rows(app, 'select envio from envio_respuesta')).toEqual([{ envio: String(stays) }]);
  const { rows: left, counts } = await roundAnswers(app.pool, ASKED);
  expect([left.map(({ number }) => number), counts]).toEqual([[stays], { approved: 1, pending: 0, rejected: 0, withdrawn: 1, reasons: {} }]);
});

test('what was still on a phone, or not read yet, goes when it comes, and its code is kept in no clear and not for ever', async () => {
  const app = await open();
  const unread = await submit(app, '1', 'aa11');
  for (const code of ['AA 11', 'bb22']) await withdraw(forgetParts(app), code);
  const [offline, stays] = [await submit(app, '2', 'bb22'), await submit(app, '3', 'cc33')];
  await readAll(app);
  await withdrawLate(forgetParts(app));
  expect(await Promise.all([unread, offline].map((number) => readable(app, number)))).toEqual([[null, null], [null, null]]);
  expect([await rows(app, 'select envio::int as envio from envio_respuesta'), await rows(app, `select estado from envio where numero <> ${stays}`)]).toEqual([[{ envio: stays }], [{ estado: 'retirado' }, { estado: 'retirado' }]]);
  expect(JSON.stringify(await rows(app, 'select t::text from envio_retiro t'))).not.toMatch(/aa11|bb22/);
  const waiting = async (days: number) => {
    await purge(purgeParts(app), after(days), quiet().signal);
    return (await rows(app, 'select 1 from envio_retiro')).length;
  };
  expect([await waiting(90 + 364), await waiting(90 + 367)]).toEqual([2, 0]);
});

test('a removal that was cut short is ended later, and a correction of what was taken away goes too', async () => {
  const app = await open();
  const instance = 'uuid:0b7e7c1e-0000-4000-8000-000000000001';
  const number = await sendInterview(app, { instance, phone: PHONE });
  await readAll(app);
  await app.pool.query(`update envio set estado = 'retirado'`);
  expect([await finishForgetting(app), (await readable(app, number))[0]]).toEqual([1, null]);
  const corrected = await sendInterview(app, { deprecated: instance, phone: PHONE });
  await readAll(app);
  expect(await rows(app, 'select estado from envio order by numero')).toEqual([{ estado: 'retirado' }, { estado: 'retirado' }]);
  expect([await rows(app, `select envio from envio_respuesta where envio = ${corrected}`), await finishForgetting(app), (await readable(app, corrected))[0]]).toEqual([[], 1, null]);
});

test('an old backup brought back elsewhere with the keys of today finds nobody that was purged or withdrew', async () => {
  const app = await open();
  const tar = join(tmpdir(), `yupay-respaldo-purga-${process.pid}.tar`);
  const [purged, withdrawn, stays] = [await submit(app, '1', 'aa11'), await submit(app, '2', 'bb22'), await submit(app, '3', 'cc33')];
  await readAll(app);
  await app.pool.query(`update envio set vence = vence + interval '1 year' where numero <> $1`, [purged]);
  await writeBackup(app, tar, quiet());
  expect((await everyByte(tar)).includes(NAME)).toBe(false);
  expect((await everyByte(tar)).includes(PHONE)).toBe(false);
  await purge(purgeParts(app), after(91), quiet().signal);
  await withdraw(forgetParts(app), 'bb22');
  const elsewhere = await open(false);
  await rm(join(elsewhere.folders.root, 'llaves'), { recursive: true, force: true });
  await cp(join(app.folders.root, 'llaves'), join(elsewhere.folders.root, 'llaves'), { recursive: true });
  await restoreBackup(elsewhere, tar, { ...quiet(), replace: true });
  expect([await readable(elsewhere, purged), await readable(elsewhere, withdrawn)]).toEqual([[null, null], [null, null]]);
  expect((await readable(elsewhere, stays))[0]).toContain(NAME);
  expect(await rows(elsewhere, 'select e.numero::int as numero, e.estado from envio e left join envio_respuesta r on r.envio = e.numero where r.envio is null')).toEqual([{ numero: withdrawn, estado: 'retirado' }]);
  expect(await rows(elsewhere, 'select e.numero::int as numero, r.latitud is null as gone, e.retiro is null as code from envio e join envio_respuesta r on r.envio = e.numero order by e.numero')).toEqual([{ numero: purged, gone: true, code: true }, { numero: stays, gone: false, code: false }]);
  await finishForgetting(elsewhere);
  await purge(purgeParts(elsewhere), after(91), quiet().signal);
  expect(await rows(elsewhere, 'select numero::int as numero from envio where destruido is null')).toEqual([{ numero: stays }]);
  await rm(tar);
});

test('neither the database, its audit, refusals nor what commands print hold a name or a telephone', async () => {
  const app = await open();
  const [, minor] = [await submit(app, '1', 'aa11'), await sendInterview(app, { dwelling: '2', age: '15', phone: PHONE, remark: NAME })];
  await readAll(app);
  const refused = [await takeReviewStep(app.pool, OPERATOR, minor, { step: 'rechazar', reason: NAME, note: '' }).catch(String), await takeReviewStep(app.pool, null, minor, { step: 'aprobar', reason: '', note: PHONE }).catch(String)];
  await destroyRecord(forgetParts(app), OPERATOR, minor, 'menor-de-edad');
  const tables = (await rows(app, `select table_name as name from information_schema.tables where table_schema = 'public'`)).map(({ name }) => name as string);
  const whole = (await Promise.all(tables.map(async (name) => JSON.stringify(await rows(app, `select t::text from "${name}" t`))))).join('\n');
  expect([tables.includes('envio_respuesta'), whole.length > 10_000, (await rows(app, `select 1 from envio where crudo <> ''`)).length]).toEqual([true, true, 1]);
  const printed = spawnSync(process.execPath, ['src/cli/main.mjs', 'purge', '--ensayo', '--json'], { env: { ...process.env, ...states[0]!.environment }, encoding: 'utf8' });
  expect(JSON.parse(printed.stdout)).toMatchObject({ dryRun: true, submissions: 0 });
  for (const secret of [NAME, PHONE, 'Zenobia']) expect([whole.includes(secret), refused.join().includes(secret), `${printed.stdout}${printed.stderr}`.includes(secret), (await readFile(join(app.folders.root, 'llaves', 'retirados'), 'utf8')).includes(secret)], secret).toEqual([false, false, false, false]);
  expect(await rows(app, `select accion, detalle from auditoria where accion = 'envio-borrar'`)).toEqual([{ accion: 'envio-borrar', detalle: { envios: [minor], motivo: 'menor-de-edad' } }]);
});

test('a person approves, with a note where there was something to look at; all that is clean at once; and a rejection says why and may be taken back', async () => {
  const app = await open();
  const [clean, flagged, third] = [await sendInterview(app, { age: '31' }), await sendInterview(app, { dwelling: '2', age: '32', answers: { p1: 'nadie' } }), await sendInterview(app, { dwelling: '3', age: '33', remark: NAME })];
  expect(await refusal(approveClean(app.pool, OPERATOR, 'percepcion'))).toBe('envio-comprobando');
  await readAll(app);
  while (await recheckNext(app.pool));
  const step = (number: number, name: 'aprobar' | 'rechazar' | 'devolver', reason = '', note = '') => refusal(takeReviewStep(app.pool, OPERATOR, number, { step: name, reason, note }));
  expect([await approveClean(app.pool, OPERATOR, 'percepcion'), await approveClean(app.pool, OPERATOR, 'percepcion')]).toEqual([2, 0]);
  expect([await step(flagged, 'aprobar'), await step(flagged, 'rechazar'), await step(flagged, 'devolver'), await step(flagged, 'aprobar', '', 'se volvió a llamar'), await step(999, 'aprobar')]).toEqual(['envio-alertas', 'envio-motivo', 'envio-paso', 'taken', 'envio-no-existe']);
  expect([await step(third, 'rechazar', 'inventada'), await step(clean, 'rechazar', 'repetida'), await step(clean, 'devolver')]).toEqual(['taken', 'taken', 'taken']);
  expect((await roundAnswers(app.pool, ASKED)).counts).toEqual({ approved: 1, pending: 1, rejected: 1, withdrawn: 0, reasons: { inventada: 1 } });
  expect((await readable(app, third))[0]).toContain(NAME);
  expect((await rows(app, `select accion from auditoria where accion like 'envio-%' order by numero`)).map(({ accion }) => accion)).toEqual(['envio-aprobar-varios', 'envio-aprobar', 'envio-rechazar', 'envio-rechazar', 'envio-devolver']);
  expect(await refusal(takeReviewStep(app.pool, null, clean, { step: 'aprobar', reason: '', note: '' }))).toBe('sin-permiso');
});
