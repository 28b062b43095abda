import { spawn, type ChildProcess } from 'node:child_process';
import { Agent, request } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { number, percentile, type Section } from './report.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** `taskset` keeps the server on one core and the load on another; without it the figures say so. */
function pinned(cores: string, command: string, args: string[], options: Parameters<typeof spawn>[2]): ChildProcess {
  return process.platform === 'linux' ? spawn('taskset', ['-c', cores, command, ...args], options!) : spawn(command, args, options!);
}

export async function startServer(data: string, cores = '0'): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = pinned(cores, process.execPath, [MAIN, 'serve'], { env: { ...process.env, YUPAY_DATA: data, YUPAY_DATA_IS_DEFAULT: '', HOST: '127.0.0.1', PORT: '0', DATABASE_URL: '', YUPAY_ORIGIN: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /(http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (address) return { address, stop: async () => { child.kill('SIGTERM'); await once(child, 'exit'); } };
  }
  throw new Error('the server did not start');
}

export interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** One request over a kept connection, its body as it travels. */
export const get = (agent: Agent, url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, { agent, headers: { 'accept-encoding': 'br', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks), headers: response.headers }));
      response.on('error', reject);
    }).on('error', reject).end();
  });

/** Closed loop of `clients` keep-alive connections; bounded in count. */
async function drive(address: string, paths: readonly string[], count: number, clients: number): Promise<{ perSecond: number; times: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        const path = paths[next % paths.length]!;
        next += 1;
        const sent = performance.now();
        const { status } = await get(agent, address + path);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
        times.push(performance.now() - sent);
      }
    }),
  );
  agent.destroy();
  return { perSecond: (count * 1_000) / (performance.now() - started), times };
}

const PLACES = ['180106', '021014', '060108', '060101', '020101', '230302', '130906', '200501', '080803', '211101'].map((code) => `/lugar/${code}`);
/** Odd, so that one of them is the median: on a shared machine a single round says more of the neighbours than of us. */
const ROUNDS = 7;
const KINDS = ['/', '/lugar/180106', '/lugar/060108', '/lugar/021014', '/lugar/18', '/lugar/1801', '/glosario', '/metodologia', '/bitacora', '/buscar?q=san+marcos', '/en/lugar/180106'];

async function weights(address: string): Promise<Section> {
  const agent = new Agent({ keepAlive: true });
  const assets = new Map<string, number>();
  const measures: Section['measures'][number][] = [];
  for (const path of KINDS) {
    const page = await get(agent, address + path);
    const html = page.headers['content-encoding'] === 'br' ? brotliDecompressSync(page.bytes).toString() : page.bytes.toString();
    const tags = html.match(/<link[^>]+rel="(?:stylesheet|icon)"[^>]*>|<(?:script|img)[^>]+src="[^"]+"[^>]*>/g) ?? [];
    const linked = tags.map((tag) => /(?:href|src)="([^"]+)"/.exec(tag)![1]!);
    let total = page.bytes.length;
    for (const asset of linked) {
      if (!assets.has(asset)) assets.set(asset, (await get(agent, new URL(asset, address + path).href)).bytes.length);
      total += assets.get(asset)!;
    }
    measures.push({ what: path, value: `${number(page.bytes.length)} B page, ${number(total)} B with its ${linked.length} files`, target: '≤ 30,000 B, ≤ 8 requests', met: total <= 30_000 && linked.length < 8 });
  }
  agent.destroy();
  return { title: 'Bytes per page', how: 'Compressed with brotli, as a phone receives them: the page and every file it links to, on a first visit. No script is required by any.', measures };
}

export async function benchPages(data: string, say: (line: string) => void): Promise<Section[]> {
  const server = await startServer(data);
  try {
    say('warming the pages up…');
    await drive(server.address, PLACES.map((path) => `${path}?calienta=1`), 300, 4);
    // A question after the address keeps a page out of the cache: each is rendered anew.
    const rounds = [];
    for (let round = 1; round <= ROUNDS; round += 1) rounds.push(await drive(server.address, PLACES.map((path) => `${path}?fresca=${round}`), 1_500, 4));
    rounds.sort((a, b) => a.perSecond - b.perSecond);
    const fresh = rounds[(ROUNDS - 1) / 2]!;
    const latency = await drive(server.address, PLACES.map((path) => `${path}?una=1`), 1_000, 1);
    await drive(server.address, PLACES, 200, 4);
    const rendered = await drive(server.address, PLACES, 20_000, 8);
    return [
      {
        title: 'Place pages',
        how: 'Ten place pages of the shipped facts, one server process on one core, the clients on the others (keep-alive, closed loop). Fresh pages are rendered for each request; rendered ones were rendered once since the last load.',
        measures: [
          { what: `rendered fresh, 4 clients, median of ${ROUNDS} rounds`, value: `${number(fresh.perSecond)} pages/s (${number(rounds[0]!.perSecond)}–${number(rounds.at(-1)!.perSecond)})`, target: '≥ 300', met: fresh.perSecond >= 300 },
          { what: 'rendered once, 8 clients', value: `${number(rendered.perSecond)} pages/s`, target: '≥ 2,000', met: rendered.perSecond >= 2_000 },
          { what: 'fresh, one client, p50', value: `${percentile(latency.times, 0.5).toFixed(1)} ms`, target: '≤ 15 ms', met: percentile(latency.times, 0.5) <= 15 },
          { what: 'fresh, one client, p95', value: `${percentile(latency.times, 0.95).toFixed(1)} ms`, target: '≤ 50 ms', met: percentile(latency.times, 0.95) <= 50 },
          { what: 'fresh, 4 clients, p95', value: `${percentile(fresh.times, 0.95).toFixed(1)} ms`, target: '', met: null },
        ],
      },
      await weights(server.address),
    ];
  } finally {
    await server.stop();
  }
}
