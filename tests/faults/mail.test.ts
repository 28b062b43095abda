import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { askSubscription, confirmTopic, recipientOf, stopByLink } from '#lib/access/subscription.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { openApplication, type Application } from '#lib/publishing/application.ts';
import { openMailOffice, type MailOffice, type OfficePace } from '#lib/publishing/mail/office.ts';
import { queueMail, recentFailures } from '#lib/publishing/mail/outbox.ts';
import { closing } from '../setup/closing.ts';
import { gastoFile, gastoLine } from '../setup/gasto.ts';
import { load, write } from '../setup/load.ts';
import { mailServer, type MailServer } from '../setup/mail-server.ts';
import { testState, type TestState } from '../setup/state.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const PACE: Partial<OfficePace> = { everyMs: 20, betweenMs: 0, restMs: 0, waitMs: 0, backoffMs: [250], pauseMs: [50, 100], messageMs: 2_000 };
const ORIGIN = 'https://yupay.example';

const toClose = closing();
let server: MailServer;
let state: TestState;
let app: Application;
const offices: MailOffice[] = [];

const environment = () => ({ ...state.environment, YUPAY_SMTP: server.url, YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: ORIGIN, YUPAY_MAIL_WAIT: '0' });
const store = () => ({ pool: app.pool, keys: new SubscriptionKeys(app.folders.root) });

beforeAll(async () => {
  server = toClose(await mailServer());
});
beforeEach(async () => {
  state = await testState();
  app = await openApplication(readConfiguration(environment()), environment());
  server.mails.length = server.tries = 0;
  server.trouble();
});
afterEach(async () => {
  await Promise.all(offices.splice(0).map((office) => office.stop()));
  await app.close();
  await state.destroy();
});

const office = (pace: Partial<OfficePace> = {}) => void offices.push(openMailOffice(app, { ...PACE, ...pace }));
const idle = () => sleep(600);
/** Waits for what the office does by itself. */
const soon = <T>(found: () => Promise<T>) => expect.poll(found, { timeout: 20_000, interval: 50 });

async function ask(address: string, topic = '180106', language: 'es' | 'en' = 'es'): Promise<void> {
  await askSubscription(store(), { address: mailAddress(address)!, topic, language, consent: 1 }, (client, subscriber) => queueMail(client, { subscriber, kind: 'confirmacion', language, told: [{ topic, from: 0, to: 0 }] }));
}

/** Somebody who asked and said yes; gives their link. Nobody was written to, and nobody was counted. */
async function follow(address: string, topic = '180106', language: 'es' | 'en' = 'es'): Promise<string> {
  await ask(address, topic, language);
  const { rows } = await app.pool.query(`select suscriptor from suscripcion where tema = $1 and confirmada is null`, [topic]);
  await app.pool.query('delete from correo');
  await app.pool.query('delete from pedido_aviso');
  const { link } = (await recipientOf(store(), rows[0].suscriptor))!;
  const { rows: log } = await app.pool.query('select max(numero)::int as last from bitacora');
  await confirmTopic(store(), link, topic, log[0].last);
  return link;
}

/** A spending file: of Torata unless another place is said. */
let files = 0;
const gasto = (amount: string, cells: Readonly<Record<string, string>> = {}) => load(app, write(state.folder, `gasto-${(files += 1)}.csv`, gastoFile([gastoLine({ MONTO_DEVENGADO: amount, ...cells })])));
const ELSEWHERE = { SEC_EJEC: '300001', EJECUTORA: '300001', DEPARTAMENTO_EJECUTORA: '06', PROVINCIA_EJECUTORA: '01', DISTRITO_EJECUTORA: '08' };
const waiting = async () => (await app.pool.query('select count(*)::int as n from correo')).rows[0].n as number;
const people = async () => (await app.pool.query('select count(*)::int as n from suscriptor')).rows[0].n as number;
const failures = async () => (await recentFailures(app.pool, 20)).map(({ kind, code, consequence }) => `${kind} ${code} ${consequence}`);

test('a load that changes the place is told once, in plain words, with where to see it and how to stop', async () => {
  const link = await follow('ana@example.org');
  office();
  const { capture } = await gasto('100.00');
  const [mail] = await server.until(1);
  expect([mail!.to, mail!.subject]).toEqual(['ana@example.org', 'Cambios en los datos de Torata (Mariscal Nieto, Moquegua)']);
  for (const said of ['2021: datos nuevos, una línea de este lugar', `${ORIGIN}/fuente/${capture}`, `${ORIGIN}/lugar/180106`, `${ORIGIN}/lugar/180106.atom`, `${ORIGIN}/avisos/${link}`]) {
    expect(mail!.text).toContain(said);
    expect(mail!.html).toContain(said);
  }
  expect(mail!.html).not.toMatch(/<(img|script|link|iframe)|style=|src=/i);
  expect(Object.fromEntries(['from', 'to', 'auto-submitted', 'list-unsubscribe', 'list-unsubscribe-post'].map((name) => [name, mail!.headers.get(name)]))).toEqual({
    from: 'Yupay <avisos@yupay.example>', to: 'ana@example.org', 'auto-submitted': 'auto-generated', 'list-unsubscribe': `<${ORIGIN}/avisos/${link}>`, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
  expect(mail!.headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@yupay\.example>$/);
  expect(Math.abs(Date.parse(mail!.headers.get('date')!) - Date.now())).toBeLessThan(60_000);
  await soon(waiting).toBe(0);
  await idle();
  expect([server.mails.length, await waiting()]).toEqual([1, 0]);
});

test('a revision says what it replaced and where the two are compared, to the district, the province, the department and the log', async () => {
  await gasto('100.00');
  for (const [address, topic, language] of [['distrito@example.org', '180106', 'es'], ['provincia@example.org', '1801', 'en'], ['departamento@example.org', '18', 'es'], ['todo@example.org', 'bitacora', 'es']] as const) await follow(address, topic, language);
  office();
  const { capture } = await gasto('200.00');
  const text = Object.fromEntries((await server.until(4)).map((mail) => [mail.to.split('@')[0], mail.text]));
  expect(text.distrito).toContain('cambiaron los datos de este lugar (líneas antes: 1; ahora: 1). Reemplaza lo que había.');
  expect(text.distrito).toContain(`${ORIGIN}/fuente/${capture}/cambios`);
  expect(text.provincia).toMatch(/lines before: 1; now: 1\). It replaces what was there\. It changes in one district\./);
  expect(text.provincia).toContain(`${ORIGIN}/en/fuente/${capture}/cambios`);
  expect(text.departamento).toContain('Cambia en un distrito.');
  expect(text.todo).toMatch(/\* \d+\. .*2021: 1 filas/);
});

test('the same bytes again, another place’s lines, and a load that was taken back tell nobody of the place', async () => {
  await gasto('100.00');
  await follow('ana@example.org');
  const first = join(state.folder, `gasto-${files}.csv`);
  expect((await load(app, first)).repeated).toBe(true);
  await gasto('100.00', { ANO_EJE: '2020', ...ELSEWHERE });
  await gasto('300.00');
  await load(app, first);
  // A revision of the same year that touches the neighbour alone.
  const both = (amount: string) => load(app, write(state.folder, `dos-${amount}.csv`, gastoFile([gastoLine({ MONTO_DEVENGADO: '100.00' }), gastoLine({ MONTO_DEVENGADO: amount, ...ELSEWHERE })])));
  await both('5.00');
  await both('6.00');
  office();
  await soon(async () => (await app.pool.query('select vista = (select max(numero) from bitacora) as seen from suscripcion')).rows).toEqual([{ seen: true }]);
  await idle();
  expect([server.tries, await waiting()]).toEqual([0, 0]);
});

test('loads in a row go in one message, with all that an address follows, and the next one waits a day', async () => {
  await follow('ana@example.org');
  await follow('ana@example.org', '060108');
  await gasto('100.00');
  await gasto('100.00', { ANO_EJE: '2020', ...ELSEWHERE });
  office({ restMs: 86_400_000 });
  const [mail] = await server.until(1);
  expect(mail!.subject).toBe('Novedades en los datos que sigue');
  for (const said of ['Cambios en los datos de Torata', 'Cambios en los datos de Los Baños del Inca', '2021:', '2020:']) expect(mail!.text).toContain(said);
  await gasto('200.00');
  await idle();
  expect(server.mails).toHaveLength(1);
  await app.pool.query(`update suscriptor set ultimo = now() - interval '25 hours'`);
  expect((await server.until(2))[1]!.text).toContain('líneas antes: 1; ahora: 1');
});

test('while files go on being loaded nobody is told, until it is quiet', async () => {
  await follow('ana@example.org');
  await gasto('100.00');
  office({ waitMs: 6_000 });
  await sleep(700);
  expect(server.tries).toBe(0);
  await server.until(1);
});

test.each([
  ['421 at the sender', { kind: 'status', at: 'mail', status: 421 }, '421'],
  ['451 at the recipient', { kind: 'status', at: 'rcpt', status: 451 }, '451'],
  ['452 after the message', { kind: 'status', at: 'data', status: 452 }, '452'],
  ['535 of ours, not of the address', { kind: 'status', at: 'mail', status: 535 }, '535'],
  ['a connection cut in the middle of the message', { kind: 'drop' }, 'ECONNECTION'],
] as const)('after %s the same message is tried again and arrives once', async (_, fault, code) => {
  await follow('ana@example.org');
  server.trouble(fault);
  await gasto('100.00');
  office();
  await server.until(1);
  await soon(waiting).toBe(0);
  await idle();
  expect([server.mails.length, server.tries, await waiting(), await people(), await failures()]).toEqual([1, 2, 0, 1, [`novedades ${code} reintento`]]);
});

test('a server that is slow beyond patience is left, and tried again under the same name', async () => {
  await follow('ana@example.org');
  server.trouble({ kind: 'slow', ms: 5_000 });
  await gasto('100.00');
  office({ messageMs: 2_000 });
  await server.until(1);
  await sleep(5_000);
  expect([server.mails.length, await failures()]).toEqual([1, ['novedades EABORT reintento']]);
});

test('with the server down nothing is lost', async () => {
  await follow('ana@example.org');
  await server.close();
  await gasto('100.00');
  office();
  await soon(async () => [await waiting(), (await failures())[0]]).toEqual([1, 'novedades ESOCKET reintento']).finally(() => server.open());
  await server.until(1);
});

test('a mailbox that does not exist ends the request; one that refuses three messages is written to no more', async () => {
  server.trouble({ kind: 'status', at: 'rcpt', status: 550 });
  await ask('nadie@example.org');
  office();
  await soon(async () => [await people(), await failures()]).toEqual([0, ['confirmacion 550 descartado']]);
  // An office at work would send the request for a yes that `follow` is about to take back.
  await Promise.all(offices.splice(0).map((one) => one.stop()));
  await follow('ana@example.org');
  office();
  for (const amount of ['1.00', '2.00', '3.00']) {
    expect(await people()).toBe(1);
    server.trouble({ kind: 'status', at: 'rcpt', status: 550 });
    const before = server.tries;
    await gasto(amount);
    await soon(async () => server.tries > before && (await waiting()) === 0).toBe(true);
  }
  await soon(people).toBe(0);
  expect([await people(), server.mails.length, (await failures()).slice(0, 3)]).toEqual([0, 0, ['novedades 550 baja', 'novedades 550 descartado', 'novedades 550 descartado']]);
  expect(readdirSync(join(app.folders.root, 'avisos'))).toEqual(['indice']);
});

test('two offices on one database send a message once', async () => {
  for (const name of ['ana', 'luz', 'tito']) await follow(`${name}@example.org`);
  const other = await openApplication(readConfiguration(environment()), environment());
  office();
  offices.push(openMailOffice(other, PACE));
  await gasto('100.00');
  await server.until(3);
  await idle();
  expect(server.mails.map(({ to }) => to).sort()).toEqual(['ana@example.org', 'luz@example.org', 'tito@example.org']);
  await Promise.all(offices.splice(0).map((one) => one.stop()));
  await other.close();
});

test('whoever stops while their message waits gets none', async () => {
  const link = await follow('ana@example.org');
  await server.close();
  await gasto('100.00');
  office();
  await soon(waiting).toBe(1);
  await stopByLink(store(), link, null);
  // A try that was in hand ends at a door that is still shut: what leaves in that same instant nobody can call back.
  await idle();
  await server.open();
  await idle();
  expect([server.mails.length, await waiting(), await people()]).toEqual([0, 0, 0]);
});

test('a place’s name from a hostile file begins no other header', async () => {
  await follow('ana@example.org');
  await app.pool.query(`update lugar set nombre = E'Torata\\r\\nBcc: otra@example.org\\r\\n\\r\\n<script>alert(1)</script>' where ubigeo = '180106'`);
  await gasto('100.00');
  office();
  const [mail] = await server.until(1);
  expect([mail!.to, mail!.headers.get('bcc'), /^bcc:/im.test(mail!.raw)]).toEqual(['ana@example.org', undefined, false]);
  expect(mail!.html).not.toContain('<script>');
});

test('doctor says whether the mail server answers, and never what the setting is', async () => {
  const doctor = (smtp: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'doctor', '--rapido'], { encoding: 'utf8', env: { ...process.env, ...environment(), YUPAY_SMTP: smtp }, timeout: 60_000 });
    expect(stdout + stderr).not.toMatch(/s3creto|ana:/);
    return { status, stdout: stdout + stderr };
  };
  // The mail server lives in this process: while this process only waits, it answers nobody.
  const answering = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [MAIN, 'doctor', '--rapido'], { env: { ...process.env, ...environment() } });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.on('exit', () => resolve(said));
  });
  expect(answering).toContain('✓ el servidor de correo responde');
  expect(doctor('smtp://ana:s3creto@127.0.0.1:1')).toMatchObject({ status: 1, stdout: expect.stringContaining('✗ YUPAY_SMTP está, pero el servidor de correo no responde') });
  expect(doctor('smtp://ana:s3creto@127.0.0.1:1/ruta').status).toBe(78);
  expect(doctor('').stdout).toContain('no se envía correo: hacen falta');
});

test('after kill −9 with a message in hand, the next process sends it, under the same name', async () => {
  await follow('ana@example.org');
  await gasto('100.00');
  const serve = () => spawn(process.execPath, [MAIN, 'serve'], { env: { ...process.env, ...environment(), HOST: '127.0.0.1', PORT: '0' }, stdio: 'ignore' });
  server.trouble({ kind: 'slow', ms: 3_000 });
  const first = serve();
  for (let n = 0; n < 1_500 && server.tries === 0; n += 1) await sleep(20);
  const { rows } = await app.pool.query('select id from correo');
  first.kill('SIGKILL');
  expect([rows.length, await waiting(), existsSync(join(app.folders.root, 'avisos'))]).toEqual([1, 1, true]);
  await sleep(3_500);
  await app.pool.query('update correo set siguiente = now()');
  const second = serve();
  const [mail] = await server.until(1, 40_000);
  second.kill('SIGTERM');
  expect(mail!.headers.get('message-id')).toBe(`<${rows[0].id}@yupay.example>`);
  await new Promise((resolve) => second.once('exit', resolve));
  expect([server.mails.length, await waiting()]).toEqual([1, 0]);
}, 90_000);
