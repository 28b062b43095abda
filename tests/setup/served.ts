import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testState, type TestState } from './state.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

/** The real server over a state of the test's own, as `npm start` runs it. */
export interface Served {
  readonly address: string;
  /** The address that opens the panel, once. */
  readonly panel: string;
  readonly state: TestState;
  /** Of the server itself, to see what it holds. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export async function serve(extra: Readonly<Record<string, string>> = {}): Promise<Served> {
  const state = await testState();
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'serve'], { env: { ...process.env, ...state.environment, HOST: '127.0.0.1', PORT: '0', ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const lines: string[] = [];
  const wanted = extra.HOST === undefined || extra.HOST === '127.0.0.1' ? 2 : 1;
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (lines.length === wanted) break;
  }
  if (lines.length < wanted) throw new Error(`the server did not start: ${stderr}`);
  const address = /(http:\/\/\S+)$/.exec(lines[0]!)![1]!.replace('0.0.0.0', '127.0.0.1');
  return {
    address,
    panel: /(http:\/\/\S+)$/.exec(lines[1] ?? '')?.[1] ?? '',
    state,
    pid: child.pid!,
    stop: async () => {
      const fell = child.exitCode !== null || child.signalCode !== null;
      if (!fell) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await state.destroy();
      if (fell) throw new Error(`the server fell: ${stderr}`);
    },
  };
}
