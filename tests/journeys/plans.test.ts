import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { problemsOf, type Problem } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const ALLIANCE = '/plan/plan-alianza-2013-2014';
const PATHS = ['/planes', '/indicadores', `${ALLIANCE}/informe`, `${ALLIANCE}/iati`, ALLIANCE, `${ALLIANCE}/arbol`, `${ALLIANCE}/lugares`, `${ALLIANCE}/contradicciones`, `${ALLIANCE}/anexos`, `${ALLIANCE}/ficha`, `${ALLIANCE}/indicador/P2`, `${ALLIANCE}/indicador/R9.2`, `${ALLIANCE}/periodo/monitoreo-2014`, `${ALLIANCE}/responsable/ifc`, '/plan/ficha-r1', '/plan/ficha-r1/ficha', '/plan/programa-mim', '/plan/programa-mim/ficha', '/incrustar/plan/plan-alianza-2013-2014/luces'];

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

const html = async (path: string) => (await fetch(site.address + path)).text();

describe.each([360, 1280])('at %i px', (width) => {
  test.each([true, false])('every page of a plan is whole and accessible (JavaScript: %s)', async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    const problems: Problem[] = [];
    for (const path of PATHS) for (const prefix of ['', '/en']) problems.push(...(await problemsOf(page, site.address, `${prefix}${path}`, { script: javaScriptEnabled, status: 200 })));
    await context.close();
    expect(problems).toEqual([]);
  }, 180_000);
});

test('on a fresh start the plan of the alliance is there, with both derived figures unclipped, the rule of its light and the reason of each gap', async () => {
  const page = await html(ALLIANCE);
  for (const words of ['214.3', 'recorrido-y-tiempo@1', 'Indicadores de desempeño', 'Indicadores de proceso: diálogo', 'el documento no dice la línea de base en número', 'febrero de 2014']) expect(page).toContain(words);
  expect(page.indexOf('Indicadores de desempeño')).toBeLessThan(page.indexOf('Indicadores de proceso: eficiencia'));
  expect(await html(`${ALLIANCE}/contradicciones`)).toContain('línea 348');
  for (const path of ['/', '/datos']) expect(await html(path), path).toContain('href="/planes"');
});

test.each([ALLIANCE, `${ALLIANCE}/contradicciones`, `${ALLIANCE}/indicador/R4.1.csv`, '/plan/ficha-r1/ficha', `/en${ALLIANCE}/lugares`, '/planes.json'])('a stranger verifies %s from its address alone', async (path) => {
  const { status, stdout } = await strangerVerifies(`${site.address}${path}`, '--nivel', '3');
  expect([status, stdout]).toEqual([0, expect.stringContaining('Igual')]);
}, 60_000);

test('a printed digit that was altered is found, and so is an altered word', async () => {
  const page = await html(ALLIANCE);
  for (const [from, to] of [['>214.3', '>214.4'], ['>183,466<', '>183,467<'], ['>Municipalidades que mejoran', '>Municipios que mejoran']] as const) {
    const altered = page.replace(from, to);
    expect(altered).not.toBe(page);
    // The page alone is altered: receipts and data are those of the true site.
    const liar = createServer((request, response) => {
      if (request.url === ALLIANCE) return void response.setHeader('content-type', 'text/html; charset=utf-8').end(altered);
      void fetch(site.address + request.url!).then(async (answer) => response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(Buffer.from(await answer.arrayBuffer())));
    }).listen(0, '127.0.0.1');
    await once(liar, 'listening');
    const { status } = await strangerVerifies(`http://127.0.0.1:${(liar.address() as AddressInfo).port}${ALLIANCE}`);
    liar.close();
    expect(status, from).toBe(1);
  }
}, 60_000);

test('every page is data too, and what is not there is said so', async () => {
  for (const path of PATHS.filter((one) => !one.startsWith('/incrustar'))) for (const format of ['csv', 'json', 'xlsx']) expect((await fetch(`${site.address}${path}.${format}`)).status, `${path}.${format}`).toBe(200);
  for (const path of ['/plan/no-hay', `${ALLIANCE}/indicador/P99`, `${ALLIANCE}/periodo/p9`, `${ALLIANCE}/responsable/nadie`, `${ALLIANCE}/otra`, '/incrustar/plan/plan-alianza-2013-2014/nada']) expect((await fetch(site.address + path)).status, path).toBe(404);
  const embedded = await fetch(`${site.address}/incrustar/plan/plan-alianza-2013-2014/luces`);
  expect([embedded.status, embedded.headers.get('x-frame-options'), embedded.headers.get('content-security-policy')?.includes('frame-ancestors')]).toEqual([200, null, false]);
});

/** What `yupay import` says of a file, over the state that is being served. */
function imported(path: string): Promise<{ readonly status: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, 'import', path], { env: { ...process.env, ...site.state.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
    child.once('exit', (status) => resolve({ status, said }));
  });
}

test('a damaged plan is refused in clear words and what was there stays; a new version of it takes its place, and only its', async () => {
  const whole = readFileSync('facts/programa-mim.json', 'utf8');
  const document = JSON.parse(whole) as { title: string; nodes: { id: string; parent?: string }[] };
  const write = (text: string) => {
    const path = join(site.state.folder, 'plan.json');
    writeFileSync(path, text);
    return path;
  };
  const before = await html('/plan/programa-mim');
  const cycle = { ...document, nodes: document.nodes.map((node) => (node.id === 'impacto' ? { ...node, parent: 'objetivo' } : node)) };
  for (const [text, words] of [[whole.slice(0, -200), 'cortado'], [JSON.stringify(cycle), 'objetivo → impacto'], [JSON.stringify({ ...document, indicador: [{ id: 'I1' }] }), '«indicador»']] as const) {
    const { status, said } = await imported(write(text));
    expect([status, said]).toEqual([65, expect.stringContaining(words)]);
  }
  expect(await html('/plan/programa-mim?otra=1')).toContain(document.title);
  expect((await html('/plan/programa-mim')).replace(/\d{4}-\d{2}-\d{2}/g, '')).toBe(before.replace(/\d{4}-\d{2}-\d{2}/g, ''));
  expect((await imported(write(JSON.stringify({ ...document, title: 'Programa corregido' })))).status).toBe(0);
  await expect.poll(() => html('/planes'), { timeout: 10_000 }).toContain('Programa corregido');
  expect(await html('/planes')).not.toContain(document.title);
  expect(await html('/planes')).toContain('Alianza para la Transparencia');
}, 60_000);
