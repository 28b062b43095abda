import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { pdfPages, type PdfPage } from '../setup/pdf-pages.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
/** What leaves on paper, opened by a reader that is not ours and looked at as a grey photocopy. */
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 120_000);

const A4 = [595, 842] as const;
const get = async (path: string) => pdfPages(new Uint8Array(await (await fetch(site.address + path)).arrayBuffer()));

/** Points between the edge of the paper and the nearest ink, the least of the four sides. */
function margin({ grey, width, height, size }: PdfPage): number {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < grey.length; at += 1) {
    if (grey[at]! > 250) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return Math.min(left, width - 1 - right, top, height - 1 - bottom) * (size[0] / width);
}

/** Of a hundred inked pixels, those that a photocopier loses: neither paper nor dark enough to be told from it. */
function faint({ grey }: PdfPage): number {
  let [ink, lost] = [0, 0];
  for (const value of grey) {
    if (value > 250) continue;
    ink += 1;
    // The soft edges of letters are always a part of it.
    if (value > 200) lost += 1;
  }
  return (100 * lost) / ink;
}

/** Ten millimetres: no printer's edge is wider. */
const EDGE = 28;

function whole(pages: readonly PdfPage[]): void {
  for (const page of pages) {
    expect([...page.size].sort((a, b) => a - b).map(Math.round)).toEqual(A4);
    expect(margin(page)).toBeGreaterThan(EDGE);
    expect(faint(page)).toBeLessThan(35);
    expect(page.text.length).toBeGreaterThan(300);
  }
}

const plain = (text: string) => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ');

describe.each(['180106', '060108', '021014'])('of %s', (code) => {
  test.each([['hoja', 1], ['volante', 2]] as const)('the %s has its sides, its margins, and says in grey what its page says', async (form, sides) => {
    const pages = await get(`/lugar/${code}/${form}.pdf`);
    expect(pages.length).toBe(sides);
    whole(pages);
    const html = await (await fetch(`${site.address}/lugar/${code}`)).text();
    const said = plain(pages.map(({ text }) => text).join(' '));
    expect(said).toContain(`/lugar/${code}`);
    expect(said).toContain(/data-recibo="([0-9a-f]{12})/.exec(html)![1]!);
    const lead = /<p class="say">(.*?)<\/p>/s.exec(html)![1]!.replaceAll(/<[^>]+>/g, '');
    expect(said).toContain(plain(lead).trim());
  });

  test.each([['hoja', 1], ['volante', 2]] as const)('the %s as a page prints on as many sides, and holds the receipts of its numbers', async (form, sides) => {
    const page = await browser.newPage();
    await page.goto(`${site.address}/lugar/${code}/${form}`);
    const pages = await pdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(pages.length).toBe(sides);
    whole(pages);
    expect(await page.locator('data[data-recibo]').count()).toBeGreaterThan(2);
    await page.close();
  });

  test('the handover pack lies across whole sheets', async () => {
    const pages = await get(`/lugar/${code}/entrega.pdf`);
    whole(pages);
    expect(plain(pages[0]!.text)).toContain('Comprometido');
  });
});

test('the study of a region is set on whole sheets', async () => {
  const pages = await get('/lugar/02/estudio.pdf');
  whole(pages);
  expect(plain(pages[0]!.text)).toMatch(/Áncash, \d{4}–\d{4}/);
});

test.each([360, 1280])('at %i px the sheet and the leaflet are whole and accessible pages, in both languages', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const problems = [];
  for (const path of ['/lugar/180106/hoja', '/lugar/060108/volante', '/en/lugar/180106/volante', '/en/lugar/060108/hoja']) problems.push(...(await problemsOf(page, site.address, path, { script: true, status: 200 })));
  await context.close();
  expect(problems).toEqual([]);
}, 60_000);
