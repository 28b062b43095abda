import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { Lake } from '#lib/platform/lake.ts';
import { verifyReceipt, type Verifier } from '#lib/provenance/verify.ts';
import type { Application } from '#lib/publishing/application.ts';
import { DATASETS, findQuery } from '#lib/publishing/questions.ts';
import { localEvidence } from '#lib/publishing/verify/evidence-local.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { closing } from '../setup/closing.ts';
import { testState, type TestState } from '../setup/state.ts';
import { prng } from '../setup/tamper.ts';

/**
 * kill −9 of an import at random points of every stage. A short run belongs to `npm test`; the long one, with an import of
 * over a minute, is `YUPAY_KILLS=32 YUPAY_KILL_ROWS=1900000` (docs/operation.md keeps what it printed).
 */
const KILLS = Number(process.env.YUPAY_KILLS ?? 8);
const ROWS = Number(process.env.YUPAY_KILL_ROWS ?? 40_000);
const STAGES = ['leer', 'ordenar', 'cotejar', 'publicar'] as const;
const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const PLACE = { ubigeo: '180106', sec_ejec: '301486' };

const toClose = closing();
let state: TestState;
let app: Application;
const file = (name: 'viejo' | 'nuevo') => join(state.folder, `${name}.csv`);

beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  for (const [seed, name] of [[1, 'viejo'], [2, 'nuevo']] as const) {
    generateGasto({ rows: ROWS, seed, year: 2023, path: file(name), municipalities: municipalitiesForGenerator().filter((place) => place.ubigeo.startsWith('18')) });
  }
}, 600_000);

const start = (name: 'viejo' | 'nuevo') => spawn(process.execPath, [MAIN, 'import', file(name), '--json'], { env: { ...process.env, ...state.environment }, stdio: 'ignore' });

const finished = (child: ReturnType<typeof start>) => new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

async function answer(): Promise<{ code: string; rows: string }> {
  app.answers.refresh();
  const receipt = await app.answers.answer(findQuery('gasto-por-funcion')!, PLACE);
  return { code: receipt.code, rows: JSON.stringify(receipt.body.rows) };
}

/** Stage of the newest job, as the panel sees it. */
async function stage(since: Date): Promise<string> {
  const { rows } = await app.pool.query('select etapa from trabajo where creado >= $1 order by creado desc limit 1', [since]);
  return rows[0]?.etapa ?? 'espera';
}

async function verified(code: string): Promise<string> {
  const lake = await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder });
  const verifier: Verifier = { evidence: localEvidence(app), lake, datasets: DATASETS, findQuery, rebuild: async () => [], signal: new AbortController().signal, checked: new Map() };
  const { verdict } = await verifyReceipt(verifier, code, 2);
  lake.close();
  return verdict;
}

type Stage = (typeof STAGES)[number];
const reached = (now: string) => STAGES.indexOf(now as Stage);

/** Runs an import to its end and tells how long each stage took (ms), as the panel saw it. */
async function timedImport(): Promise<{ whole: number; lasts: Readonly<Record<Stage, number>> }> {
  const since = new Date(Date.now() - 50);
  const began = performance.now();
  const child = start('nuevo');
  const end = finished(child);
  let over = false;
  void end.then(() => (over = true));
  const entered: number[] = [];
  while (!over) {
    const now = reached(await stage(since));
    for (let earlier = entered.length; earlier <= now; earlier += 1) entered.push(performance.now());
    await sleep(2);
  }
  expect(await end).toBe(0);
  const done = performance.now();
  const lasts = Object.fromEntries(STAGES.map((name, n) => [name, (entered[n + 1] ?? done) - (entered[n] ?? done)])) as Record<Stage, number>;
  return { whole: done - began, lasts };
}

/** Lets an import reach a stage, waits a part of that stage, and kills it. False when it ended before the blow. */
async function killAt(target: Stage, wait: number): Promise<boolean> {
  const since = new Date(Date.now() - 50);
  const child = start('nuevo');
  const end = finished(child);
  let over = false;
  void end.then(() => (over = true));
  while (!over && reached(await stage(since)) < reached(target)) await sleep(2);
  await Promise.race([sleep(wait), end]);
  const killed = !over && child.kill('SIGKILL');
  await end;
  return killed;
}

test(`an import killed at ${KILLS} random points shows the old load or the new one, whole, and its receipts verify`, async () => {
  const random = prng(20_261_120);
  expect(await finished(start('viejo'))).toBe(0);
  const old = await answer();
  const { whole, lasts } = await timedImport();
  const fresh = await answer();
  expect(fresh.rows).not.toBe(old.rows);
  expect(await finished(start('viejo'))).toBe(0);
  const seen: Record<string, number> = {};
  const count = (what: string) => (seen[what] = (seen[what] ?? 0) + 1);
  for (let kills = 0; kills < KILLS;) {
    const target = STAGES[kills % STAGES.length]!;
    const killed = await killAt(target, random() * lasts[target]);
    const now = await answer();
    expect([old.rows, fresh.rows], `kill ${kills} in ${target}`).toContain(now.rows);
    expect(await verified(now.code), `kill ${kills} in ${target}`).toBe('igual');
    const shown = now.rows === old.rows ? 'old' : 'new';
    if (killed) kills += 1;
    count(`${target} → ${killed ? shown : 'ended first, not counted'}`);
    if (shown === 'new') expect(await finished(start('viejo'))).toBe(0);
  }
  // The next load clears what the dead ones left in the staging folder.
  expect(await finished(start('nuevo'))).toBe(0);
  expect(readdirSync(app.folders.staging)).toEqual([]);
  console.log(`kill −9: an import of ${Math.round(whole / 1_000)} s (${STAGES.map((name) => `${name} ${Math.round(lasts[name])} ms`).join(', ')}), ${KILLS} kills: ${JSON.stringify(seen)}`);
}, 7_200_000);
