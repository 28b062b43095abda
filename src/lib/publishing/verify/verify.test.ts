import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { Lake } from '#lib/platform/lake.ts';
import { rebuilder } from '#lib/provenance/load/rebuild.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import { verifyReceipt, type Evidence, type Level, type Verifier } from '#lib/provenance/verify.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { alterByte, alterDigit, prng } from '../../../../tests/setup/tamper.ts';
import type { Application } from '../application.ts';
import { DATASETS, findQuery } from '../questions.ts';
import { RECIPES } from '../registry.ts';
import { groupDigests } from '../server/groups.ts';
import { localEvidence } from './evidence-local.ts';

const toClose = closing();
let state: TestState;
let app: Application;
let lake: Lake;
let receipt: Receipt;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  lake = toClose(await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder }));
  receipt = await app.answers.answer(findQuery('canon-por-anio')!, { ubigeo: '180106' });
});

/** A fresh verifier: nothing remembered from a run before the tampering. */
function verifier(evidence: Partial<Evidence> = {}): Verifier {
  const { signal } = new AbortController();
  return {
    evidence: { ...localEvidence(app), ...evidence }, lake, datasets: DATASETS, findQuery, signal, checked: new Map(),
    rebuild: rebuilder({ lake, recipes: RECIPES, corrections: [], signal }),
  };
}

const verdict = async (level: Level, evidence: Partial<Evidence> = {}) => (await verifyReceipt(verifier(evidence), receipt.code, level)).verdict;

test('an untouched receipt is the same at levels 1, 2 and 3', async () => {
  expect(receipt.body.rows).toHaveLength(17);
  const outcome = await verifyReceipt(verifier(), receipt.code, 3);
  expect(outcome.checks.filter((check) => check.verdict !== 'igual')).toEqual([]);
  expect(outcome.checks.map((check) => check.level)).toEqual([1, 2, 3]);
});

test('one digit altered in a receipt is found, a hundred times of a hundred', async () => {
  const random = prng(1);
  for (let n = 0; n < 100; n += 1) {
    const body = JSON.parse(alterDigit(JSON.stringify(receipt.body), random)) as Receipt['body'];
    expect(await verdict(1, { receipt: async () => ({ sha256: receipt.sha256, body }) }), String(n)).toBe('distinto');
  }
});

test('a receipt forged whole, hash and all, is found by its query', async () => {
  const random = prng(2);
  const { receiptHash } = await import('#lib/provenance/receipt.ts');
  for (let n = 0; n < 20; n += 1) {
    const rows = JSON.parse(alterDigit(JSON.stringify(receipt.body.rows), random, /"[^"]*\d[^"]*"/g)) as Receipt['body']['rows'];
    const body = { ...receipt.body, rows };
    const sha256 = receiptHash(body);
    const outcome = await verifyReceipt(verifier({ receipt: async () => ({ sha256, body }) }), sha256.slice(0, 12), 2);
    expect(outcome.verdict).toBe('distinto');
  }
});

test('one byte altered in a Parquet is found, a hundred times of a hundred', async () => {
  const random = prng(3);
  const { parquet } = receipt.body.inputs.find((input) => input.dataset === 'canon-minero')!;
  const bytes = readFileSync(app.parquets.path(parquet));
  for (let n = 0; n < 100; n += 1) {
    const altered = write(state.folder, 'alterado.parquet', alterByte(bytes, random));
    expect(await verdict(2, { parquet: async (hash) => (hash === parquet ? altered : app.parquets.path(hash)) }), String(n)).toBe('distinto');
  }
});

test('one digit altered in the shipped table is found, a hundred times of a hundred', async () => {
  const random = prng(4);
  const { capture } = receipt.body.inputs.find((input) => input.dataset === 'canon-minero')!;
  const original = readFileSync(app.captures.path(capture), 'utf8');
  for (let n = 0; n < 100; n += 1) {
    const altered = write(state.folder, 'alterado.csv', alterDigit(original, random));
    expect(await verdict(3, { capture: async () => altered }), String(n)).toBe('distinto');
  }
}, 120_000);

test('a district is verified by its own rows and the digests of all groups, without the whole file', async () => {
  const group = async (hash: string, name: string, change: (groups: { group: string; rows: number; digest: string }[]) => void = () => undefined, where = `ubigeo = '${name}'`) => {
    const path = `${state.folder}/${hash}-grupo.parquet`;
    await app.lake.query(`copy (select * from read_parquet('${app.parquets.path(hash)}') where ${where}) to '${path}' (format parquet)`);
    const groups = (await groupDigests(app, hash)).map((item) => ({ group: item.grupo, rows: item.filas, digest: item.digesto }));
    change(groups);
    return { path, groups };
  };
  const whole = async () => Promise.reject(new Error('the whole file was asked for'));
  expect(await verdict(2, { parquet: whole, group: (hash, name) => group(hash, name) })).toBe('igual');
  expect(await verdict(2, { parquet: whole, group: (hash, name) => group(hash, name, (groups) => (groups[3] = { ...groups[3]!, digest: '0'.repeat(64) })) })).toBe('distinto');
  expect(await verdict(2, { parquet: whole, group: (hash, name) => group(hash, name, () => undefined, `ubigeo in ('${name}', '021014')`) })).toBe('distinto');
  expect(await verdict(2, { parquet: whole, group: (hash, name) => group(hash, name, () => undefined, 'false') })).toBe('distinto');
});

test('facts that do not come from the captured bytes are found though every hash is right', async () => {
  const outcome = await verifyReceipt({ ...verifier(), rebuild: async () => receipt.body.inputs.map(({ dataset, year, series }) => ({ dataset, year, series, root: '0'.repeat(64) })) }, receipt.code, 3);
  expect(outcome.verdict).toBe('distinto');
});

test('an input that is gone is said to be unavailable, which is not the same as different', async () => {
  const { YupayError } = await import('#lib/kernel/errors.ts');
  const gone = async () => Promise.reject(new YupayError('entrada-no-disponible', { que: 'x', detalle: 'y' }));
  expect(await verdict(2, { parquet: gone })).toBe('no-disponible');
  expect(await verdict(3, { capture: gone })).toBe('no-disponible');
  expect((await verifyReceipt(verifier(), 'abcdefabcdef', 1)).verdict).toBe('no-disponible');
});

test('a receipt that newer data answer otherwise stays right and is said to be replaced', async () => {
  const header = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';
  const report = await load(app, write(state.folder, 'canon.csv', `${header}\n2020,180106,301486,MUNICIPALIDAD DISTRITAL DE TORATA,1.00,2.00,3.00,2\n`));
  expect(report.replaced).toHaveLength(1);
  expect(await verdict(3)).toBe('reemplazado');
});
