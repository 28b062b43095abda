import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { compareClaim, claimsOfPage } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

const toClose = closing();
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

const get = (path: string) => fetch(site.address + path);

/** The text of a Word document, read with nothing of ours: its main part, found in the archive's directory. */
async function wordsOf(path: string): Promise<string> {
  const file = Buffer.from(await (await get(path)).arrayBuffer());
  for (let at = file.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = file.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28));
    if (name !== 'word/document.xml') continue;
    const local = file.readUInt32LE(at + 42);
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    return inflateRawSync(file.subarray(begin, begin + file.readUInt32LE(at + 20))).toString('utf8').replace(/<[^>]+>/g, ' ');
  }
  throw new Error('no document inside');
}

test('on a fresh start a study has the canon and execution of what is shipped, and says what is missing', async () => {
  const page = await (await get('/lugar/18/estudio?desde=2016&hasta=2020')).text();
  expect(page).toContain('Torata');
  expect(page).toContain('Nadie ha cargado el archivo Transferencias del MEF de esos años.');
  expect(page).toContain('/lugar/18/estudio.json?desde=2016&amp;hasta=2020');
  const bodies = new Map<string, ReceiptBody>();
  const claims = claimsOfPage(page);
  expect(claims.length).toBeGreaterThan(10);
  for (const claim of claims) {
    if (!bodies.has(claim.code)) bodies.set(claim.code, ((await (await get(`/api/v1/recibos/${claim.code}`)).json()) as { cuerpo: ReceiptBody }).cuerpo);
    expect(compareClaim(claim, bodies.get(claim.code)!), claim.cell).toBeNull();
  }
});

test('the Word document holds the page’s tables and receipts', async () => {
  const words = await wordsOf('/lugar/18/estudio.docx?desde=2016&hasta=2020');
  const page = await (await get('/lugar/18/estudio?desde=2016&hasta=2020')).text();
  for (const text of ['Torata', 'S/ 22,051,628', ...[...new Set(claimsOfPage(page).map(({ code }) => code))]]) expect(words.replaceAll('\u00a0', ' ')).toContain(text);
  expect((await get('/lugar/18/estudio.pdf?desde=2016&hasta=2020')).status).toBe(200);
});

test('years that make no sense, and what is no department, are refused', async () => {
  expect(await Promise.all(['/lugar/18/estudio?desde=2020&hasta=2016', '/lugar/18/estudio?desde=1990&hasta=2020', '/lugar/18/estudio?desde=x', '/lugar/1801/estudio', '/lugar/180106/estudio.docx'].map(async (path) => (await get(path)).status))).toEqual([400, 400, 400, 404, 404]);
});

test('with a Gasto file loaded, what the municipalities of the department spent on is told by function', async () => {
  const path = join(site.state.folder, 'gasto.csv');
  generateGasto({ rows: 4_000, seed: 5, year: 2020, path, municipalities: municipalitiesForGenerator().filter(({ ubigeo }) => ubigeo.startsWith('18')) });
  const [code] = await once(spawn(process.execPath, [MAIN, 'import', path], { env: { ...process.env, ...site.state.environment }, stdio: 'ignore' }), 'exit');
  expect(code).toBe(0);
  const spent = (text: string) => (JSON.parse(text) as { hechos: { parte: string }[] }).hechos.filter(({ parte }) => parte === 'funciones').length;
  expect(spent(await untilRead(`${site.address}/lugar/18/estudio.json?desde=2016&hasta=2020`, (text) => spent(text) > 0))).toBeGreaterThan(3);
}, 60_000);
