import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const get = (path: string) => fetch(site.address + path);

/** The code that the page of codes offers for a part. */
async function codeFor(part: string): Promise<string> {
  const page = await (await get('/lugar/180106/incrustar')).text();
  const codes = [...page.matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs)].map((match) => match[1]!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  return codes.find((code) => code.includes(`/${part}"`))!;
}

/** What a visitor of a page with the frame sees inside it. */
async function seenInside(address: string): Promise<{ heading: string; receipts: number; targets: (string | null)[]; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  const frame = page.frameLocator('iframe');
  const heading = await frame.locator('h1').innerText({ timeout: 20_000 });
  const receipts = await frame.locator('a[href*="/recibo/"]').count();
  const targets = [await frame.locator('base').getAttribute('target')];
  await context.close();
  return { heading, receipts, targets, asked };
}

test('a municipality pastes the code into a file of its own and sees the part, its receipts and nothing of anybody else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yupay-portal-'));
  const file = join(folder, 'portal.html');
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><title>Portal</title>${await codeFor('por-anio')}`);
  const { heading, receipts, targets, asked } = await seenInside(pathToFileURL(file).href);
  expect(heading).toContain('año por año');
  expect([receipts > 0, targets]).toEqual([true, ['_blank']]);
  expect(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith('file:'))).toEqual([]);
  rmSync(folder, { recursive: true });
}, 60_000);

test('the same code works from another origin', async () => {
  const code = await codeFor('cien-soles');
  const portal: Server = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Portal</title>${code}`));
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const { heading } = await seenInside(`http://127.0.0.1:${(portal.address() as AddressInfo).port}/`);
  portal.close();
  expect(heading).toContain('100 soles');
}, 60_000);

test('only parts may stand in a frame: a page itself, the panel and receipts refuse it', async () => {
  const policies = await Promise.all(['/lugar/180106', '/panel/cargas', '/incrustar/lugar/180106/por-anio'].map(async (path) => {
    const { headers } = await get(path);
    return [headers.get('x-frame-options'), /frame-ancestors ([^;]+)/.exec(headers.get('content-security-policy') ?? '')?.[1]];
  }));
  expect(policies).toEqual([['DENY', "'none'"], ['DENY', "'none'"], [null, undefined]]);
});

test('a part that a place lacks is a 404 with its sentence, still without a frame around it', async () => {
  const answered = await get('/incrustar/lugar/180106/no-hay');
  expect([answered.status, (await answered.text()).includes('No hay nada en esta dirección')]).toEqual([404, true]);
});

test('a messenger that reads the page finds its card, and the card is kept until the next load', async () => {
  const page = await (await get('/lugar/021014')).text();
  const card = /property="og:image" content="([^"]+)"/.exec(page)![1]!;
  const first = await fetch(card);
  const picture = Buffer.from(await first.arrayBuffer());
  expect([first.status, first.headers.get('content-type'), picture.length < 100_000]).toEqual([200, 'image/png', true]);
  const again = await fetch(card, { headers: { 'if-none-match': first.headers.get('etag')! } });
  expect(again.status).toBe(304);
});

test('a district is taken away as a sheet, a leaflet, two cards and a text, in both languages', async () => {
  for (const language of ['', '/en']) {
    const files = ['hoja.pdf', 'volante.pdf', 'tarjeta-ancha.png', 'tarjeta-cuadrada.png', 'texto.txt'];
    const answers = await Promise.all(files.map(async (file) => get(`${language}/lugar/060108/${file}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const page = await (await get(`${language}/lugar/060108`)).text();
    for (const file of files) expect(page).toContain(`${language}/lugar/060108/${file}`);
    expect(page).toContain('https://wa.me/?text=');
  }
});

test('who follows a place by feed hears of the loads that hold its lines, and only of those', async () => {
  const titles = async (path: string) => [...(await (await get(path)).text()).matchAll(/<entry>.*?<title>(.*?)<\/title>/gs)].map((match) => match[1]!);
  const [all, torata, banos] = await Promise.all([titles('/bitacora.atom'), titles('/lugar/180106.atom'), titles('/lugar/060108.atom')]);
  expect(torata.some((title) => /[Cc]anon/.test(title))).toBe(true);
  expect(banos.some((title) => /[Cc]anon minero/.test(title))).toBe(false);
  expect([torata, banos].flat().every((title) => all.includes(title))).toBe(true);
  expect((await get('/lugar/999999.atom')).status).toBe(404);
});

test('the handover pack says on paper, in a spreadsheet and in JSON what its page says', async () => {
  const { hechos } = (await (await get('/lugar/060108/entrega.json')).json()) as { hechos: { concepto: string; anio: string; valor: string | null }[] };
  const left = hechos.find((fact) => fact.concepto === 'comprometido_sin_devengar' && fact.anio === '2022')!;
  const sheet = await readSheet(Buffer.from(await (await get('/lugar/060108/entrega.xlsx')).arrayBuffer()));
  const row = sheet.find((cells) => cells[1] === 'comprometido_sin_devengar' && cells[2] === '2022')!;
  expect(row[3]).toBe(Number(left.valor));
  const paper = await get('/lugar/060108/entrega.pdf');
  expect([paper.status, paper.headers.get('content-type'), Buffer.from(await paper.arrayBuffer()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  expect(await (await get('/lugar/060108')).text()).toContain('/lugar/060108/entrega');
});
