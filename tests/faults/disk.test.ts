import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { closing, ownFolder } from '../setup/closing.ts';
import { load } from '../setup/load.ts';
import { testState } from '../setup/state.ts';

/** A real small disk, where we may mount one (root on Linux); elsewhere the test is skipped and counted. */
const SIZE = 24 * 1024 * 1024;
const [outside, disk] = [ownFolder(), ownFolder()];
const mounted = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk]).status === 0;
if (mounted) closing()({ close: () => spawnSync('umount', ['-l', disk]) });

test.skipIf(!mounted)('a disk that fills at the copy, at the parse or at the store is said so, and nothing is left half done', async () => {
  const state = await testState('vacio');
  for (const name of ['staging', 'captures', 'lake']) {
    mkdirSync(join(disk, name));
    symlinkSync(join(disk, name), join(state.folder, name));
  }
  const app = await state.open();
  const file = join(outside, 'gasto.csv');
  const { bytes } = generateGasto({ rows: 4_000, seed: 1, year: 2023, path: file, municipalities: municipalitiesForGenerator().slice(0, 50) });
  // Room for half the copy; for the copy and no more; for the copy and part of what is made of it; for all.
  for (const [room, fits] of [[bytes / 2, false], [bytes + 30_000, false], [bytes + 250_000, false], [bytes * 2, true]] as const) {
    writeFileSync(join(disk, 'lastre'), Buffer.alloc(SIZE - Math.round(room)));
    const outcome = await load(app, file).then(() => 'cargado', (error: unknown) => asYupayError(error).code);
    expect(outcome, String(room)).toBe(fits ? 'cargado' : 'disco-lleno');
    expect(readdirSync(join(disk, 'staging'))).toEqual([]);
    const { rows: loads } = await app.pool.query('select count(*)::int as n from particion_viva');
    expect(loads[0].n).toBe(fits ? 2 : 0);
    rmSync(join(disk, 'lastre'));
  }
  await app.close();
  await state.destroy();
});
