// `npm test`: installs, checks types, builds, and runs every test, a real browser included. Arguments go to the runner.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root, run } from './prepare.mjs';

install();
const step = (name, args) => {
  process.stdout.write(`\n— ${name}\n`);
  const { status } = run(args);
  if (status !== 0) {
    process.stdout.write(`\n${name}: failed\n0 passed, 1 failed\n`);
    process.exit(status ?? 1);
  }
};
const only = process.argv.slice(2);
if (only.length === 0) {
  step('types', ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
  step('types of the pages', ['node_modules/svelte-check/bin/svelte-check', '--fail-on-warnings', '--threshold', 'warning', '--output', 'human']);
}
build();
const samples = process.env.YUPAY_SAMPLES ?? join(root, '..', 'shared', 'data');
const report = join(tmpdir(), `yupay-tests-${process.pid}.json`);
process.stdout.write(`\n— tests${existsSync(samples) ? '' : ` (no real files at ${samples}: their tests are skipped and counted)`}\n`);
const { status } = run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only], { env: { ...process.env, YUPAY_SAMPLES: samples } });
const { numPassedTests = 0, numFailedTests = 1, numPendingTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
rmSync(report, { force: true });
process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
process.exit(status ?? 1);
