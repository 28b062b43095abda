import { spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

/** `yupay verify` as a stranger runs it: an address, and a state folder that does not exist. */
export function strangerVerifies(subject: string, ...options: string[]): Promise<{ status: number | null; stdout: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, 'verify', subject, ...options], { env: { ...process.env, YUPAY_DATA: '/nonexistent', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
    child.once('exit', (status) => resolve({ status, stdout }));
  });
}
