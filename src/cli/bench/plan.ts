import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentText } from '#lib/frameworks/document-text.ts';
import { generatePlan } from '#lib/frameworks/generator.ts';
import { startServer } from './pages.ts';
import { median, number, percentile, type Section } from './report.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));
const SIZE = { indicators: 500, periods: 8, places: 25 } as const;
/** The first one opened warms the process; each of the others is opened for the first time. */
const PLANS = 6;
const AGAIN = 40;

async function importPlans(data: string, files: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'import', ...files], { env: { ...process.env, YUPAY_DATA: data, YUPAY_DATA_IS_DEFAULT: '', DATABASE_URL: '' }, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number];
  if (status !== 0) throw new Error(`the generated plans were not loaded (${status})`);
}

async function opened(address: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(address);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
  return performance.now() - started;
}

/** How long a large plan takes to open, asked for the first time and rendered again from its receipts, and to be written as IATI. */
export async function benchPlan(folder: string, say: (line: string) => void): Promise<Section> {
  const data = join(folder, 'state');
  mkdirSync(data, { recursive: true });
  const plans = Array.from({ length: PLANS }, (_, n) => generatePlan({ ...SIZE, seed: n + 1 }));
  const files = plans.map((plan) => join(folder, `${plan.id}.json`));
  plans.forEach((plan, n) => writeFileSync(files[n]!, documentText(plan)));
  say(`loading ${PLANS} plans of ${SIZE.indicators} indicators…`);
  await importPlans(data, files);
  // A page that is opened asks DuckDB beside rendering: the machine that we promise for has two cores.
  const server = await startServer(data, '0,1');
  try {
    const page = (n: number, query = '') => `${server.address}/plan/${plans[n]!.id}${query}`;
    await opened(page(0));
    await opened(page(0, '?calienta=1'));
    const first: number[] = [];
    for (let n = 1; n < PLANS; n += 1) first.push(await opened(page(n)));
    const again: number[] = [];
    for (let n = 0; n < AGAIN; n += 1) again.push(await opened(page(1 + (n % (PLANS - 1)), `?fresca=${n}`)));
    const exports: number[] = [];
    for (let n = 1; n < PLANS; n += 1) exports.push(await opened(page(n, '/iati.xml')));
    const exported = await opened(page(PLANS - 1, '/iati.xml?otra=1'));
    return {
      title: 'Plan opens (`plan abre`)',
      how: `\`/plan/<id>\` of generated plans of ${SIZE.indicators} indicators × ${SIZE.periods} periods × ${SIZE.places} places (${number(SIZE.indicators * SIZE.periods * SIZE.places)} values of places besides the totals), ${PLANS} of them live side by side, in a warm process on two cores. The first opening asks every question of the lake; a fresh one renders the page again from the receipts that it keeps. The IATI file is fetched whole over HTTP.`,
      measures: [
        { what: `opened for the first time, median of ${first.length}`, value: `${number(median(first))} ms`, target: '≤ 300 ms', met: median(first) <= 300 },
        { what: 'rendered fresh, median', value: `${number(median(again))} ms`, target: '≤ 300 ms', met: median(again) <= 300 },
        { what: `written as IATI for the first time (the document is read whole), median of ${exports.length}`, value: `${number(median(exports))} ms`, target: '≤ 2,000 ms', met: median(exports) <= 2_000 },
        { what: 'written as IATI again', value: `${number(exported)} ms`, target: '', met: null },
        { what: 'rendered fresh, p95', value: `${number(percentile(again, 0.95))} ms`, target: '', met: null },
      ],
    };
  } finally {
    await server.stop();
  }
}
