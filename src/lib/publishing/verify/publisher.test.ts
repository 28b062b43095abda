import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { Lake } from '#lib/platform/lake.ts';
import { rebuilder } from '#lib/provenance/load/rebuild.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import { VERDICT_EXIT, verifyReceipt, type ReceiptVerification, type Verifier } from '#lib/provenance/verify.ts';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { addressesOf, addressOfFile, PUBLISHED_FILES, publishedFile } from '#lib/treasury/publishers.ts';
import { municipalitiesForGenerator } from '../../../cli/municipalities.ts';
import { zipOf } from '../../../../tests/mutator/zip.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load } from '../../../../tests/setup/load.ts';
import { publisher, type Publisher } from '../../../../tests/setup/publisher.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { DATASETS, findDataset, findQuery } from '../questions.ts';
import { RECIPES } from '../registry.ts';
import { localEvidence } from './evidence-local.ts';
import { publisherLook } from './publisher.ts';

const PATH = '/2024-Transferencias.csv';
const toClose = closing();
let state: TestState;
let app: Application;
let lake: Lake;
let server: Publisher;
let body: Buffer;
let report: LoadReport;
let receipt: Receipt;

beforeAll(async () => {
  [state, server] = toClose(await Promise.all([testState(), publisher()]));
  app = toClose(await state.open());
  lake = toClose(await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder }));
  const path = join(state.folder, '2024-Transferencias.csv');
  generateTransferencias({ rows: 400, seed: 3, year: 2024, path, municipalities: municipalitiesForGenerator().filter(({ ubigeo }) => ubigeo.startsWith('1801')) });
  body = readFileSync(path);
  report = await load(app, path, { how: 'download', url: server.address(PATH) });
  receipt = await app.answers.answer(findQuery('transferencias-por-anio')!, { ubigeo: '180106' });
});
beforeEach(() => {
  server.trouble(PATH);
  server.put(PATH, body);
  server.take(PATH);
});

interface Setup {
  readonly anywhere?: boolean;
  readonly url?: string | null;
  readonly code?: string;
}

async function verify({ anywhere = true, url, code = receipt.code }: Setup = {}): Promise<ReceiptVerification> {
  const { signal } = new AbortController();
  const local = localEvidence(app);
  const record: Verifier['evidence']['record'] = async (hash) => ({ ...(await local.record(hash)), ...(url === undefined ? {} : { url }) });
  return verifyReceipt({
    evidence: { ...local, record }, lake, datasets: DATASETS, findQuery, signal, checked: new Map(), rebuild: rebuilder({ lake, recipes: RECIPES, corrections: [], signal }),
    publisher: async () => publisherLook({ guard: { anywhere, host: null }, folder: state.folder, signal, onProgress: () => undefined }),
  }, code, 4);
}

const level4 = ({ checks }: ReceiptVerification) => checks.filter(({ level }) => level === 4);
const bodies = () => server.take(PATH).length;

test('the same file, byte for byte, is the same', async () => {
  const outcome = await verify();
  expect(level4(outcome)).toMatchObject([{ verdict: 'igual', en: expect.stringContaining('byte for byte') }]);
  expect([outcome.verdict, level4(outcome)[0]!.drift, bodies()]).toEqual(['igual', undefined, 1]);
});

test('another file is drift: said in both languages, and no failure', async () => {
  const revised = Buffer.from(body);
  revised[revised.length - 3] = revised[revised.length - 3]! === 0x31 ? 0x32 : 0x31;
  for (const [changed, asked] of [[revised, 1], [Buffer.concat([body, Buffer.from('x')]), 0]] as const) {
    server.put(PATH, changed);
    server.take(PATH);
    const outcome = await verify();
    expect([outcome.verdict, VERDICT_EXIT[outcome.verdict]]).toEqual(['igual', 0]);
    expect(level4(outcome)).toMatchObject([{ verdict: 'igual', drift: true, es: expect.stringContaining('deriva'), en: expect.stringContaining('drift') }]);
    // A larger size is told by a look; the same size takes the bytes.
    expect(bodies()).toBe(asked);
  }
});

test('a digest that the server claims does not vouch for the file', async () => {
  const digest = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
  const other = Buffer.from(body);
  other[50] = other[50]! ^ 1;
  server.put(PATH, other);
  server.trouble(PATH, { kind: 'headers', headers: { 'repr-digest': digest(body) } });
  expect((await verify()).verdict).toBe('no-disponible');
  server.trouble(PATH);
  expect(level4(await verify())[0]!.drift).toBe(true);
});

test('a publisher that is gone, silent or not to be asked is unavailable, which is neither the same nor different', async () => {
  server.trouble(PATH, ...Array.from({ length: 9 }, () => ({ kind: 'status', status: 503, retryAfter: '0' }) as const));
  expect((await verify()).verdict).toBe('no-disponible');
  const cases = [{ url: server.address('/no-hay') }, { url: 'http://127.0.0.1:1/x' }, { anywhere: false }, { url: 'file:///etc/passwd' }, { url: 'http://169.254.169.254/', anywhere: false }];
  for (const setup of cases) {
    const outcome = await verify(setup);
    expect([outcome.verdict, VERDICT_EXIT[outcome.verdict]], JSON.stringify(setup)).toEqual(['no-disponible', 2]);
  }
  server.take(PATH);
  await verify({ anywhere: false });
  expect(server.asked).toEqual([]);
}, 60_000);

test('a file that came in a zip is compared inside the zip', async () => {
  server.put('/uno.zip', zipOf([{ name: '2024-Transferencias.csv', data: body }]));
  server.put('/otro.zip', zipOf([{ name: '2024-Transferencias.csv', data: Buffer.concat([body, body]) }]));
  expect(level4(await verify({ url: server.address('/uno.zip') }))).toMatchObject([{ verdict: 'igual', es: expect.stringContaining('byte por byte') }]);
  server.put('/dos.zip', zipOf([{ name: 'a.csv', data: body }, { name: 'b.csv', data: body }]));
  expect(level4(await verify({ url: server.address('/dos.zip') }))).toMatchObject([{ verdict: 'igual', drift: true }]);
  server.trouble('/sin-fin.csv', { kind: 'endless' });
  expect(level4(await verify({ url: server.address('/sin-fin.csv') }))).toMatchObject([{ verdict: 'igual', drift: true }]);
  expect(level4(await verify({ url: server.address('/otro.zip') }))).toMatchObject([{ verdict: 'igual', drift: true }]);
});

test('a shipped table is compared by its original, where its address is known, and is unavailable where it is not', async () => {
  const canon = await app.answers.answer(findQuery('canon-por-anio')!, { ubigeo: '180106' });
  const outcome = await verify({ code: canon.code });
  expect(outcome.verdict).toBe('no-disponible');
  expect(level4(outcome).some(({ es }) => es.includes('canon-minero-distritos-2004-2020.csv'))).toBe(true);
  const { againstPublisher } = await import('#lib/provenance/verify-live.ts');
  const record = { sha256: 'a'.repeat(64), bytes: 9, url: null, how: 'transcription', retrievedAt: '2026-11-20T00:00:00Z', original: [{ name: '2024-Transferencias.csv', sha256: createHash('sha256').update(body).digest('hex'), rows: 400 }] } as const;
  const look = publisherLook({ guard: { anywhere: true, host: null }, folder: state.folder, signal: new AbortController().signal, onProgress: () => undefined });
  const checks = await againstPublisher({ ...look, addressOfFile: () => server.address(PATH) }, { ...record, original: [...record.original] }, receipt.body.inputs[0]!);
  expect(checks).toMatchObject([{ verdict: 'igual', es: expect.stringContaining('el original 2024-Transferencias.csv') }]);
});

test('an upload that names no address is looked for where the list says', () => {
  expect(report.capture).toBe(createHash('sha256').update(body).digest('hex'));
  const look = publisherLook({ guard: { anywhere: false, host: null }, folder: state.folder, signal: new AbortController().signal, onProgress: () => undefined });
  expect(look.addressesOf('transferencias-resumen', 2024)).toEqual(addressesOf('transferencias', 2024));
  expect(look.addressesOf('transferencias', 2024)).toHaveLength(1);
  expect(look.addressesOf('presupuesto', 2024)).toEqual([]);
});

test('the list of publishers is https, dated, of datasets that are read, and says that nobody has verified it', () => {
  for (const file of PUBLISHED_FILES) {
    expect(new URL(file.address.replace('{anio}', '2024')).protocol, file.address).toBe('https:');
    expect([/^\d{4}-\d\d-\d\d$/.test(file.noted), file.verified_by, file.address.includes('{anio}')]).toEqual([true, null, file.years !== null]);
    expect(findDataset(file.dataset)?.id, file.name).toBe(file.dataset);
  }
  expect([2008, 2009, 2024, 2025].map((year) => publishedFile('gasto', year)?.address.split('/').at(-1) ?? null)).toEqual([null, '2009-Gasto.csv', '2024-Gasto.csv', '2025-Gasto-Mensual.csv']);
  expect(publishedFile('gasto', null)).toBeNull();
  expect([addressOfFile('2024-Gasto.csv'), addressOfFile('2025-Gasto.csv'), addressOfFile('DETALLE_INVERSIONES.csv')].map((address) => address?.split('/').at(-1) ?? null)).toEqual(['2024-Gasto.csv', null, 'DETALLE_INVERSIONES.csv']);
});
