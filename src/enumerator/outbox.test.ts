import { afterEach, expect, test, vi } from 'vitest';
import { madeRecord, madeStore, stubBrowser, type MadeStore } from '../../tests/setup/made-phone.ts';
import { sendReady } from './outbox.ts';
import type { InterviewRecord } from './record.ts';
import { WORDS } from './words.ts';

afterEach(() => vi.unstubAllGlobals());

const MOST = 1_000_000;
const said = (status: number, message: string) => new Response(`<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>${message}</message></OpenRosaResponse>`, { status });
const takes = () => new Response(null, { status: 204, headers: { 'x-openrosa-accept-content-length': String(MOST) } });
const breaks = () => Promise.reject(new TypeError('Failed to fetch'));

/** A server that answers each interview as told, and takes those of which nothing is told; what was posted, in order. */
function server(answers: Readonly<Record<string, () => Response | Promise<Response>>> = {}, head: () => Response | Promise<Response> = takes): string[] {
  const posted: string[] = [];
  stubBrowser(async (_, { method, body }) => {
    if (method === 'HEAD') return head();
    const xml = await ((body as FormData).get('xml_submission_file') as File).text();
    const id = /<instanceID>(.+)<\/instanceID>/.exec(xml)?.[1] ?? xml;
    posted.push(id);
    return answers[id] === undefined ? said(201, 'recibido') : answers[id]();
  });
  return posted;
}

/** Three that wait, the oldest first; the store gives the newest first. */
const THREE = [madeRecord('a', { touched: 1 }), madeRecord('b', { touched: 2 }), madeRecord('c', { touched: 3 })];
const sendAll = ({ store }: MadeStore) => sendReady(store, 'llave', WORDS.es);
const states = ({ records }: MadeStore) => records().map(({ id, state, said: told }: InterviewRecord) => [id, state, told]);

test('what is ready goes, oldest first, and stays listed without its answers; drafts and what was sent are left alone', async () => {
  const posted = server();
  const files = [{ name: 'foto.jpg', file: new Blob(['foto']) }];
  const others = [madeRecord('draft', { state: 'draft' }), madeRecord('sent', { state: 'sent', xml: '' })];
  const made = madeStore({ records: [...others, { ...THREE[2]!, files }, ...THREE.slice(0, 2)] });
  expect(await sendAll(made)).toBe('sent');
  expect(posted).toEqual(['a', 'b', 'c']);
  expect(made.records().filter(({ state, xml, files: left }) => state === 'sent' && xml === '' && left.length === 0).map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c', 'sent']);
  expect(made.records()).toContainEqual(others[0]);
});

test('with nothing ready nothing is asked', async () => {
  const head = vi.fn(takes);
  server({}, head);
  expect([await sendAll(madeStore({ records: [madeRecord('draft', { state: 'draft' })] })), head.mock.calls.length]).toEqual([null, 0]);
});

test('without signal the first is tried, and all stay as they are', async () => {
  const head = vi.fn(breaks);
  const [posted, made] = [server({}, head), madeStore({ records: THREE })];
  expect([await sendAll(made), posted, head.mock.calls.length]).toEqual(['no-signal', [], 1]);
  expect(made.records()).toEqual(THREE);
});

test('one that breaks off on its way stays as it is, and the others go on', async () => {
  const [posted, made] = [server({ a: breaks }), madeStore({ records: THREE })];
  expect([await sendAll(made), posted]).toEqual(['sent', ['a', 'b', 'c']]);
  expect(states(made)).toEqual([['a', 'ready', null], ['b', 'sent', null], ['c', 'sent', null]]);
  server({ a: breaks });
  expect(await sendAll(made)).toBe('interrupted');
});

test('one that the server refuses stays with what it said, and the others go on', async () => {
  const [posted, made] = [server({ b: () => said(400, 'No es XML.') }), madeStore({ records: THREE })];
  expect([await sendAll(made), posted]).toEqual(['sent', ['a', 'b', 'c']]);
  expect(states(made)).toEqual([['a', 'sent', null], ['b', 'ready', 'No es XML.'], ['c', 'sent', null]]);
  expect(made.records()[1]!.xml).toBe(THREE[1]!.xml);
});

test.each([401, 403])('a key that is answered %i stops at once, and nothing is lost', async (status) => {
  const head = vi.fn(() => new Response(null, { status }));
  const [posted, made] = [server({}, head), madeStore({ records: THREE })];
  expect([await sendAll(made), posted, head.mock.calls.length]).toEqual(['bad-key', [], 1]);
  expect(made.records().map(({ state, xml }) => [state, xml])).toEqual(THREE.map(({ xml }) => ['ready', xml]));
});

test('a file that the server would never take is told in megabytes and kept, and the others go on', async () => {
  const long = { ...THREE[0]!, files: [{ name: 'video.mp4', file: new Blob([new Uint8Array(2_500_000)]) }] };
  const [posted, made] = [server(), madeStore({ records: [long, THREE[1]!] })];
  expect([await sendAll(made), posted]).toEqual(['sent', ['b']]);
  expect(made.records()[0]).toEqual({ ...long, said: 'Un archivo pesa 2.5 MB y el servidor recibe hasta 1.0 MB: avise a su coordinación.' });
});

test('two windows of one phone send each interview once', async () => {
  const [posted, made] = [server(), madeStore({ records: THREE })];
  await Promise.all([sendAll(made), sendAll(made)]);
  expect(posted).toEqual(['a', 'b', 'c']);
});
