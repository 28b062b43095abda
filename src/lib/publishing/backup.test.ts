import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { alterByte, prng } from '../../../tests/setup/tamper.ts';
import { load, write } from '../../../tests/setup/load.ts';
import type { Application } from './application.ts';
import { writeBackup } from './backup.ts';
import { findQuery } from './questions.ts';
import { restoreBackup } from './restore.ts';
import { firstBrokenEntry } from '#lib/provenance/log.ts';

const states: TestState[] = [];
const apps: Application[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const state of states.splice(0)) await state.destroy();
});

async function open(kind: 'con-hechos' | 'vacio'): Promise<Application & { folder: string }> {
  const state = await testState(kind);
  const app = await state.open();
  states.push(state);
  apps.push(app);
  return { ...app, folder: state.folder };
}

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const ask = (app: Application) => app.answers.answer(findQuery('presupuesto-por-anio')!, { ubigeo: '180106', sec_ejec: '301486' });

test('a state folder destroyed comes back whole: the same receipts, files, log and numbering', async () => {
  const tar = join(tmpdir(), `yupay-respaldo-${process.pid}.tar`);
  const before = await open('con-hechos');
  const receipt = await ask(before);
  await writeBackup(before, tar, quiet());
  await rm(join(before.folder, 'lake'), { recursive: true });
  await rm(join(before.folder, 'captures'), { recursive: true });
  const after = await open('vacio');
  await restoreBackup(after, tar, { ...quiet(), replace: false });
  expect((await ask(after)).sha256).toBe(receipt.sha256);
  expect(await firstBrokenEntry(after.pool)).toBeNull();
  const rows = async (app: Application, sql: string) => (await app.pool.query(sql)).rows;
  for (const table of ['captura', 'carga', 'particion', 'particion_viva', 'digesto', 'recibo', 'lugar']) {
    expect(await rows(after, `select md5(string_agg(t::text, '|' order by t::text)) from ${table} t`), table).toEqual(await rows(before, `select md5(string_agg(t::text, '|' order by t::text)) from ${table} t`));
  }
  const header = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';
  const report = await load(after, write(after.folder, 'canon.csv', `${header}\n2020,180106,301486,M,1.00,2.00,3.00,2\n`));
  expect(report.number).toBeGreaterThan(3);
  await rm(tar);
});

test('a backup cut or altered is refused and leaves nothing, and a state with data is not overwritten unasked', async () => {
  const tar = join(tmpdir(), `yupay-respaldo-malo-${process.pid}.tar`);
  const source = await open('con-hechos');
  await writeBackup(source, tar, quiet());
  const good = readFileSync(tar);
  const target = await open('vacio');
  const random = prng(9);
  for (let n = 0; n < 6; n += 1) {
    writeFileSync(tar, good);
    if (n % 2 === 0) truncateSync(tar, Math.floor(good.length * (0.1 + random() * 0.85)));
    else writeFileSync(tar, Buffer.concat([good.subarray(0, 600), alterByte(good.subarray(600, Math.floor(good.length / 3)), random), good.subarray(Math.floor(good.length / 3))]));
    const outcome = await restoreBackup(target, tar, { ...quiet(), replace: false }).then(() => 'restaurado', (error: { code?: string }) => error.code);
    // A byte altered in tar's own padding changes nothing that is kept.
    if (outcome === 'restaurado') expect((await ask(target)).sha256).toBe((await ask(source)).sha256);
    else expect(outcome).toBe('respaldo-ilegible');
    await target.pool.query('truncate bitacora');
  }
  await rm(tar);
  await writeBackup(source, tar, quiet());
  await expect(restoreBackup(source, tar, { ...quiet(), replace: false })).rejects.toMatchObject({ code: 'estado-ocupado' });
  await restoreBackup(source, tar, { ...quiet(), replace: true });
  expect(await firstBrokenEntry(source.pool)).toBeNull();
  await rm(tar);
});
