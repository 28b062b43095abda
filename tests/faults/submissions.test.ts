import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { Random } from '#lib/kernel/random.ts';
import type { Application } from '#lib/publishing/application.ts';
import { PageCache } from '#lib/publishing/http/page-cache.ts';
import { createWebServer } from '#lib/publishing/http/server.ts';
import { openRosa } from '#lib/publishing/openrosa/handler.ts';
import { sweepReceiving } from '#lib/surveys/intake/attachment.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { closing } from '../setup/closing.ts';
import { Collect, messageOf, type PhoneSubmission } from '../setup/collect.ts';
import { freePort } from '../setup/free-port.ts';
import { testState, type TestState } from '../setup/state.ts';
import { keepTestForm, TEST_FORM, testInstance } from '../setup/test-form.ts';

/** A short run belongs to `npm test`; the long one is `YUPAY_KILLS=30`. */
const KILLS = Number(process.env.YUPAY_KILLS ?? 4);
const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

const toClose = closing();
let state: TestState;
let app: Application;
let port: string;
let key: string;
let server: ChildProcess | null = null;

/** The real server, always at the same port: phones know no other. */
async function start(extra: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env: { ...process.env, ...state.environment, HOST: '127.0.0.1', PORT: port, ...extra }, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  return (server = child);
}

async function stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server === null || server.exitCode !== null) return;
  const end = once(server, 'exit');
  server.kill(signal);
  await end;
  server = null;
}

beforeAll(async () => {
  state = toClose(await testState('con-hechos'));
  app = toClose(await state.open());
  port = await freePort();
  await keepTestForm(app.pool, '1');
  await takeFormStep(app.pool, OPERATOR, TEST_FORM, '1', 'publicar', new Date());
  key = (await makeEnumerator(app.pool, await app.recordKeys.secret(), OPERATOR, 'E-1', null)).key;
}, 60_000);
afterEach(() => stop('SIGTERM'));

const base = () => `http://127.0.0.1:${port}/openrosa/${key}`;
const receiving = () => readdirSync(app.folders.receiving);
const megabytes = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

interface Sent extends PhoneSubmission {
  readonly instance: string;
  readonly photo: Buffer | null;
}

function interview(n: number): Sent {
  const [instance, photo] = [`uuid:${randomUUID()}`, n % 4 === 0 ? randomBytes(1 + (n % 7) * 40_000) : null];
  return { instance, photo, xml: testInstance({ instance, nombre: `hogar ${n}`, foto: photo === null ? '' : 'foto.jpg' }), files: photo === null ? [] : [{ name: 'foto.jpg', bytes: photo }] };
}

/** Eight phones that send one interview after another until told to stop; what was answered 201. */
function stream(): { readonly answered: Sent[]; readonly stop: () => Promise<void> } {
  const answered: Sent[] = [];
  let [going, n] = [true, 0];
  const phones = Array.from({ length: 8 }, async () => {
    const phone = new Collect(base());
    while (going) {
      const one = interview((n += 1));
      const heard = await phone.sendUntilAnswered(one, 2_000, 20);
      expect([heard.status, messageOf(heard)]).toEqual([201, expect.stringMatching(/recibido/)]);
      answered.push(one);
    }
    phone.close();
  });
  return { answered, stop: async () => { going = false; await Promise.all(phones); } };
}

test(`of a stream of submissions to a server killed ${KILLS} times, every one that was answered 201 is there, once, and can be read`, async () => {
  const random = new Random(20_261_121);
  await start();
  const sending = stream();
  for (let kill = 0; kill < KILLS; kill += 1) {
    // The blow falls while they come, however slow this machine is.
    const had = sending.answered.length;
    await vi.waitUntil(() => sending.answered.length >= had + 25, { timeout: 60_000, interval: 10 });
    await sleep(random.below(900));
    await stop('SIGKILL');
    await start();
  }
  await sleep(300);
  await sending.stop();
  const { rows } = await app.pool.query('select numero, instancia from envio where formulario = $1', [TEST_FORM]);
  const numbers = Map.groupBy(rows, (row) => row.instancia as string);
  expect(sending.answered.length).toBeGreaterThan(KILLS * 20);
  expect(rows).toHaveLength(sending.answered.length);
  for (const { instance, xml, photo } of sending.answered) {
    expect(numbers.get(instance), instance).toHaveLength(1);
    const number = Number(numbers.get(instance)![0].numero);
    expect((await app.vault.readSubmission(number))?.toString()).toBe(xml);
    const attachments = await app.vault.attachments(number);
    expect(attachments).toHaveLength(photo === null ? 0 : 1);
    if (photo !== null) expect(Buffer.concat(await (await app.vault.readAttachment(attachments[0]!.number))!.stream.toArray()).equals(photo)).toBe(true);
  }
  console.log(`kill −9: ${KILLS} kills, ${sending.answered.length} submissions answered 201, as many there, each once and readable`);
  // What was arriving when a blow fell stays until it is old.
  await sweepReceiving(app.folders.receiving, new Date(Date.now() + 7 * 3_600_000));
  expect(receiving()).toEqual([]);
}, 1_200_000);

/** What the server grew at most since it was watched, megabytes: its memory, and the files that arrive. */
function watch(pid: number): () => { readonly memory: number; readonly arriving: number } {
  const before = megabytes(pid);
  let [memory, arriving] = [before, 0];
  const look = () => {
    memory = Math.max(memory, megabytes(pid));
    arriving = Math.max(arriving, receiving().reduce((sum, name) => sum + (statSync(join(app.folders.receiving, name), { throwIfNoEntry: false })?.size ?? 0), 0) / 1_000_000);
  };
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
    look();
    return { memory: memory - before, arriving };
  };
}

/** A body of one attachment of `bytes`, the same piece again and again, made while it is read. */
function* large(bytes: number, xml: string, piece: Buffer = randomBytes(1 << 20)): Generator<Buffer> {
  yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="envio.xml"\r\n\r\n${xml}\r\n--b\r\nContent-Disposition: form-data; name="video.mp4"; filename="video.mp4"\r\nContent-Type: video/mp4\r\n\r\n`);
  for (let given = 0; given < bytes; given += piece.length) yield piece;
  yield Buffer.from('\r\n--b--\r\n');
}

const TYPE = { 'content-type': 'multipart/form-data; boundary=b' };
const send = (phone: Collect, bytes: number, headers: Readonly<Record<string, string>> = {}, piece?: Buffer) => phone.raw('POST', 'submission', { ...TYPE, ...headers }, Readable.from(large(bytes, testInstance({ instance: `uuid:${randomUUID()}`, foto: 'video.mp4' }), piece)));

test('an attachment of two gigabytes is refused without filling memory or disk, told its length or not, and phones are served meanwhile', async () => {
  const { pid } = await start();
  const [phone, other] = [new Collect(base()), new Collect(base())];
  await phone.send(interview(1));
  const grew = watch(pid!);
  const ended: string[] = [];
  const noted = async (name: string, answer: Promise<{ readonly status: number }>) => (await answer.finally(() => ended.push(name))).status;
  expect(await Promise.all([noted('long', send(phone, 2 ** 31)), noted('told', send(phone, 2 ** 31, { 'content-length': String(2 ** 31 + 500) })), noted('short', other.send(interview(2)))])).toEqual([413, 413, 201]);
  expect(ended.indexOf('short')).toBeLessThan(ended.indexOf('long'));
  const { memory, arriving } = grew();
  console.log(`two gigabytes: ${Math.round(memory)} MB of memory and ${Math.round(arriving)} MB of files at most`);
  expect(memory).toBeLessThan(200);
  expect(arriving).toBeLessThan(110);
  expect(receiving()).toEqual([]);
  for (const one of [phone, other]) one.close();
}, 120_000);

test('thirty long interviews at once are kept or told to come again, in bounded memory, and short ones pass meanwhile', async () => {
  const { pid } = await start();
  const phones = Array.from({ length: 30 }, () => new Collect(base()));
  await phones[0]!.send(interview(1));
  const [grew, long, instances] = [watch(pid!), 'x'.repeat(9_500_000), phones.map(() => `uuid:${randomUUID()}`)];
  let answered = 0;
  const sending = phones.map((phone, at) => phone.send({ xml: testInstance({ instance: instances[at]!, nombre: long }), files: [] }).finally(() => (answered += 1)));
  const other = new Collect(base());
  // By then the long ones fill what there is, and others of them wait.
  while (answered === 0) await sleep(20);
  expect((await other.send(interview(1))).status).toBe(201);
  expect(answered).toBeLessThan(phones.length / 2);
  const answers = await Promise.all(sending);
  const { memory } = grew();
  expect(answers.filter(({ status, headers }) => status !== 201 && !(status === 503 && headers['retry-after'] !== undefined))).toEqual([]);
  const kept = instances.filter((_, at) => answers[at]!.status === 201);
  expect(kept.length).toBeGreaterThan(3);
  expect((await app.pool.query('select instancia from envio where instancia = any($1)', [instances])).rows.map(({ instancia }) => instancia as string).toSorted()).toEqual(kept.toSorted());
  console.log(`thirty at once: ${kept.length} kept, ${Math.round(memory)} MB more`);
  expect(memory).toBeLessThan(800);
  for (const one of [...phones, other]) one.close();
}, 120_000);

test('an attachment of 400 MB that the site lets in is streamed to the disk, sealed, and read back whole', async () => {
  const { pid } = await start({ YUPAY_SUBMISSION_MB: '2048' });
  const phone = new Collect(base());
  await phone.send(interview(1));
  const [grew, piece] = [watch(pid!), randomBytes(1 << 20)];
  expect((await send(phone, 400 * 2 ** 20, {}, piece)).status).toBe(201);
  expect(grew().memory).toBeLessThan(250);
  const { rows: [file] } = await app.pool.query('select numero::int as number, cifrado from envio_archivo order by numero desc limit 1');
  const [sent, read] = [createHash('sha256'), createHash('sha256')];
  for (let at = 0; at < 400; at += 1) sent.update(piece);
  for await (const chunk of (await app.vault.readAttachment(file.number))!.stream) read.update(chunk as Buffer);
  expect(read.digest('hex')).toBe(sent.digest('hex'));
  // A piece is a megabyte, so two of the disk's would hold a whole one if it were in the clear.
  const handle = await open(app.attachments.path(file.cifrado as string));
  const { buffer } = await handle.read(Buffer.alloc(2 << 20), 0, 2 << 20, 0);
  await handle.close();
  expect(buffer.includes(piece.subarray(0, 64))).toBe(false);
  phone.close();
}, 120_000);

test('a phone that stops in the middle of an attachment is cut, and what it sent is not left on the disk', async () => {
  const web = createWebServer({ host: '127.0.0.1', origin: null }, new PageCache(), openRosa(app, () => undefined), { headersMilliseconds: 3_000, silenceMilliseconds: 2_000, checkMilliseconds: 100 });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const at = (web.address() as AddressInfo).port;
  const head = `POST /openrosa/${key}/submission HTTP/1.1\r\nhost: 127.0.0.1:${at}\r\nx-openrosa-version: 1.0\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 5000000\r\n\r\n`;
  const socket = connect(at, '127.0.0.1', () => socket.write(Buffer.concat([Buffer.from(head), ...[...large(2_000_000, testInstance({ instance: `uuid:${randomUUID()}` }))].slice(0, 2)])));
  socket.on('error', () => undefined).resume();
  await vi.waitUntil(() => receiving().length === 1, { timeout: 10_000, interval: 10 });
  await once(socket, 'close');
  await vi.waitFor(() => expect(receiving()).toEqual([]), { timeout: 10_000 });
  web.close();
});
