import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startServer } from './pages.ts';
import { median, type Section } from './report.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** A stranger with a checkout and an address: process start included, no state on the machine. */
export async function benchVerify(data: string, say: (line: string) => void): Promise<Section> {
  const server = await startServer(data);
  try {
    const time = (subject: string, level: string) => {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [MAIN, 'verify', subject, '--nivel', level], { encoding: 'utf8', env: { ...process.env, YUPAY_DATA: '/nonexistent' } });
      if (status !== 0) throw new Error(`verify ${subject} ended with ${status}: ${stderr}`);
      return performance.now() - started;
    };
    const page = `${server.address}/lugar/180106`;
    const code = /data-recibo="([0-9a-f]{12})"/.exec(await (await fetch(page)).text())![1]!;
    say('verifying…');
    const three = (subject: string, level: string) => median([1, 2, 3].map(() => time(subject, level)));
    const receipt = three(`${server.address}/recibo/${code}.json`, '2');
    const whole = three(page, '2');
    const deep = three(page, '3');
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
    return {
      title: 'Verification',
      how: '`yupay verify` in a new process with nothing but an address; median of three. The page is Torata’s, every number on it.',
      measures: [
        { what: 'one receipt, levels 1–2', value: seconds(receipt), target: '≤ 0.5 s', met: receipt <= 500 },
        { what: 'a whole place page, levels 1–2', value: seconds(whole), target: '< 60 s', met: whole < 60_000 },
        { what: 'a whole place page, levels 1–3', value: seconds(deep), target: '< 60 s', met: deep < 60_000 },
      ],
    };
  } finally {
    await server.stop();
  }
}
