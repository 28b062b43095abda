import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { load } from '../setup/load.ts';
import { testState } from '../setup/state.ts';

/** A real small disk, where we may mount one (root on Linux); elsewhere the test is skipped and counted. */
const disk = mkdtempSync(join(tmpdir(), 'yupay-disco-'));
const mounted = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

test.skipIf(!mounted)('a disk that fills at the copy, at the parse or at the store is said so, and nothing is left half done', async () => {
  const state = await testState('vacio');
  for (const name of ['staging', 'captures', 'lake']) {
    mkdirSync(join(disk, name));
    symlinkSync(join(disk, name), join(state.folder, name));
  }
  const app = await state.open();
  const big = join(tmpdir(), `yupay-grande-${process.pid}.csv`);
  // Rows of some 1.7 kB: a file larger than the disk, files that leave ever less room to work in, and one that fits.
  for (const [rows, fits] of [[20_000, false], [14_200, false], [13_900, false], [4_000, true]] as const) {
    generateGasto({ rows, seed: rows, year: 2023, path: big, municipalities: municipalitiesForGenerator().slice(0, 50) });
    const outcome = await load(app, big).then(() => 'cargado', (error: unknown) => asYupayError(error).code);
    expect(outcome, String(rows)).toBe(fits ? 'cargado' : 'disco-lleno');
    expect(readdirSync(join(disk, 'staging'))).toEqual([]);
    const { rows: loads } = await app.pool.query('select count(*)::int as n from particion_viva');
    expect(loads[0].n).toBe(fits ? 1 : 0);
  }
  rmSync(big);
  await app.close();
  await state.destroy();
});
