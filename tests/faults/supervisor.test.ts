import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

/** Serves over an embedded database of its own, as a newcomer does. */
async function serveEmbedded(folder: string) {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env: { ...process.env, YUPAY_DATA: folder, DATABASE_URL: '', HOST: '127.0.0.1', PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /está en (\S+)$/.exec(line)?.[1];
    if (address) return { child, address };
  }
  throw new Error('the server did not start');
}

test('a database killed under the server is started again, pages answer, and leaving stops it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yupay-supervisor-'));
  chmodSync(folder, 0o755);
  const pidFile = join(folder, 'postgres', 'cluster', 'postmaster.pid');
  const pid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const { child, address } = await serveEmbedded(folder);
  onTestFinished(() => void child.kill('SIGKILL'));
  const first = pid();
  process.kill(first, 'SIGKILL');
  let status = 0;
  for (let n = 0; n < 240 && status !== 200; n += 1) {
    await sleep(250);
    status = await fetch(`${address}/bitacora.json?vez=${n}`).then((answer) => answer.status, () => 0);
  }
  expect(status).toBe(200);
  expect(pid()).not.toBe(first);
  expect((await fetch(`${address}/lugar/180106`)).status).toBe(200);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect([code, existsSync(pidFile)]).toEqual([0, false]);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
