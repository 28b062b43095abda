import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { closing } from '../setup/closing.ts';
import { load, SAMPLES, write } from '../setup/load.ts';
import { serve, type Served } from '../setup/served.ts';
import { alterDigit, prng } from '../setup/tamper.ts';
import { strangerVerifies } from '../setup/stranger.ts';
import { untilRead } from '../setup/until-read.ts';

const NAMES = { '180106': 'Torata', '060108': 'Los Baños del Inca', '021014': 'San Marcos' } as const;

const toClose = closing();
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

const html = async (path: string) => (await fetch(site.address + path)).text();

const lines = (file: string, encoding: BufferEncoding, delimiter: string) => readFileSync(join(SAMPLES, file), encoding).split(/\r?\n/).map((line) => line.split(delimiter));

interface FactRecord {
  readonly concepto: string;
  readonly anio: string;
  readonly valor: string | null;
  readonly celda: string;
}

async function factsOf(code: string): Promise<FactRecord[]> {
  return ((await (await fetch(`${site.address}/lugar/${code}.json`)).json()) as { hechos: FactRecord[] }).hechos;
}

const valueOf = (facts: readonly FactRecord[], year: string, column: string) => facts.find((fact) => fact.anio === year && fact.celda.endsWith(`.${column}`))?.valor ?? null;

test.skipIf(!existsSync(SAMPLES)).each(Object.keys(NAMES))('on a fresh start the figures of %s are those of the original files', async (code) => {
  const facts = await factsOf(code);
  const canon = lines('canon/canon-minero-distritos-2004-2020.csv', 'latin1', ';').filter((row) => row[6]?.padStart(6, '0') === code);
  expect(canon.length).toBe(code === '060108' ? 0 : 17);
  for (const row of canon) expect(Number(valueOf(facts, row[0]!, 'canon')), row[0]).toBe(Number(row[8]));
  const [header, ...panel] = lines('municipal-budget/panel-municipal-2012-2022.csv', 'utf8', ',');
  const budget = panel.filter((row) => row[1] === code);
  expect(budget).toHaveLength(11);
  for (const row of budget) {
    for (const [column, source] of [['pim', 'pim'], ['devengado', 'devengado']] as const) expect(Number(valueOf(facts, row[0]!, column)), `${row[0]} ${column}`).toBe(Number(row[header!.indexOf(source)]));
  }
  expect(valueOf(facts, '2023', 'pim')).toBeNull();
  expect(valueOf(facts, '2024', 'pim')).not.toBeNull();
  expect(valueOf(facts, '2025', 'pim')).toBeNull();
});

test.each(Object.entries(NAMES))('%s, %s: a stranger verifies every number on the page from its address alone', async (code, name) => {
  expect(await html(`/lugar/${code}`)).toContain(name);
  const { status, stdout } = await strangerVerifies(`${site.address}/lugar/${code}`, '--nivel', '3');
  expect([status, stdout]).toEqual([0, expect.stringContaining('Igual')]);
  expect((await strangerVerifies(`${site.address}/lugar/${code}.csv`)).status).toBe(0);
  expect((await strangerVerifies(`${site.address}/en/lugar/${code}`)).status).toBe(0);
}, 120_000);

test('Baños del Inca has no row in the canon table: its page says so, prints no zero and never puts rubro 18 in its place', async () => {
  const page = await html('/lugar/060108');
  expect(page).toMatch(/no hay dato aquí/i);
  const facts = await factsOf('060108');
  expect(facts.filter((fact) => /\.(canon|por_habitante|rubro18_recaudado)$/.test(fact.celda))).toEqual([]);
  expect(page).not.toMatch(/rubro18_recaudado/);
});

test('a department page sums no canon, for the table covers producing districts only', async () => {
  const page = await html('/lugar/18');
  expect(page).toMatch(/no se suma/i);
});

test.skipIf(!existsSync(SAMPLES))('who holds the original compares every transcribed fact with its line, and an original with one digit changed is found', async () => {
  const canon = join(SAMPLES, 'canon/canon-minero-distritos-2004-2020.csv');
  const page = `${site.address}/lugar/180106`;
  const good = await strangerVerifies(page, '--original', canon);
  expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('110 hechos transcritos de canon-minero 2020')]);
  const bytes = readFileSync(canon, 'latin1').replace('22051627.81', '22051627.82');
  const bad = await strangerVerifies(page, '--original', write(site.state.folder, 'original.csv', Buffer.from(bytes, 'latin1')));
  expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining('línea 1183')]);
  expect((await strangerVerifies(page, '--original', join(SAMPLES, 'municipal-budget/panel-municipal-2012-2022.csv'))).status).toBe(0);
  expect((await strangerVerifies(page, '--original', join(SAMPLES, 'places/population-districts-2001-2017.csv'))).status).toBe(2);
}, 120_000);

test('one digit altered in a printed number, its value or its cell is found, a hundred times of a hundred', async () => {
  const page = await html('/lugar/180106');
  const bodies = new Map<string, ReceiptBody>();
  for (const { code } of claimsOfPage(page)) if (!bodies.has(code)) bodies.set(code, ((await (await fetch(`${site.address}/recibo/${code}.json`)).json()) as { body: ReceiptBody }).body);
  const wrong = (text: string) => claimsOfPage(text).filter((claim) => !bodies.has(claim.code) || compareClaim(claim, bodies.get(claim.code)!) !== null).length;
  expect(claimsOfPage(page).length).toBeGreaterThan(100);
  expect(wrong(page)).toBe(0);
  const random = prng(7);
  for (let n = 0; n < 100; n += 1) expect(wrong(alterDigit(page, random, /<(?:data|text|tspan)[^>]*data-recibo[^>]*>[^<]*</g)), String(n)).toBeGreaterThan(0);
});

test('a saved page with one digit changed ends in 1, a receipt that is not there in 2', async () => {
  const page = await html('/lugar/021014');
  const good = write(site.state.folder, 'pagina.html', page);
  expect((await strangerVerifies(good, '--desde', site.address)).status).toBe(0);
  const bad = write(site.state.folder, 'alterada.html', alterDigit(page, prng(8), /<data[^>]*>[^<]*\d[^<]*</g).replace(/data-recibo="[^"]*"/, (found) => found));
  expect([1, 2]).toContain((await strangerVerifies(bad, '--desde', site.address)).status);
  expect((await strangerVerifies('abcdefabcdef', '--desde', site.address)).status).toBe(2);
  expect((await strangerVerifies(`${site.address}/glosario`)).status).toBe(64);
  expect((await strangerVerifies('http://127.0.0.1:1/lugar/180106')).status).toBe(2);
}, 60_000);

test('a stranger walks the public log from its address alone; one entry altered ends in 1, named', async () => {
  const { anotaciones } = (await (await fetch(`${site.address}/bitacora.json`)).json()) as { anotaciones: { seq: number; hash: string }[] };
  for (const path of ['/bitacora', '/en/bitacora', '/bitacora.json']) expect(await strangerVerifies(site.address + path), path).toEqual({ status: 0, stdout: expect.stringContaining(anotaciones.at(-1)!.hash) });
  const app = await site.state.open();
  await app.pool.query(`update bitacora set cuerpo = replace(cuerpo, '"filas":', '"filas":1') where numero = 2`);
  expect(await strangerVerifies(`${site.address}/bitacora`)).toEqual({ status: 1, stdout: expect.stringContaining('anotación 2') });
  await app.pool.query(`update bitacora set cuerpo = replace(cuerpo, '"filas":1', '"filas":') where numero = 2`);
  expect((await strangerVerifies(`${site.address}/bitacora`)).status).toBe(0);
  await app.close();
  expect((await strangerVerifies('http://127.0.0.1:1/bitacora')).status).toBe(2);
}, 60_000);

test('a receipt says from which line of which file each row comes, of the shipped table and of its original', async () => {
  const code = /data-recibo="([0-9a-f]{12})"[^>]*data-celda="\d+\.canon"/.exec(await html('/lugar/180106'))?.[1] ?? /data-celda="\d+\.canon"[^>]*data-recibo="([0-9a-f]{12})"/.exec(await html('/lugar/180106'))![1]!;
  const table = readFileSync(join(import.meta.dirname, '../../facts/canon-minero.csv'), 'utf8').split('\n').map((line) => line.split(','));
  const words = async (path: string) => (await html(path)).replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  const [es, en] = await Promise.all([words(`/recibo/${code}`), words(`/en/recibo/${code}`)]);
  const rows = table.flatMap((row, index) => (row[1] === '180106' ? [{ year: row[0]!, line: index + 1, original: row[7]! }] : []));
  expect(rows).toHaveLength(17);
  for (const { year, line, original } of rows) {
    expect(es).toContain(`(${year}): línea ${line}; línea ${original} del original`);
    expect(en).toContain(`(${year}): line ${line}; line ${original} of the original`);
  }
  expect(es).toContain('desde el original canon-minero-distritos-2004-2020.csv');
});

test('with a Transferencias file loaded the page shows each resource, without interest or own revenue, and verifies', async () => {
  const path = join(site.state.folder, 'transferencias.csv');
  generateTransferencias({ rows: 400, seed: 11, year: 2024, path, municipalities: municipalitiesForGenerator().filter(({ ubigeo }) => ubigeo === '180106') });
  expect(await html('/lugar/180106')).toContain('nadie ha cargado todavía el archivo Transferencias');
  const app = await site.state.open();
  await load(app, path);
  await app.close();
  await untilRead(`${site.address}/lugar/180106`, (text) => text.includes('tabla-recursos'));
  const amounts = (await factsOf('180106')).filter(({ concepto }) => /^(autorizado|acreditado) · /.test(concepto));
  expect(amounts.map(({ concepto }) => concepto.slice(0, 19)).sort()).toEqual(['07-547', '18-901', '18-902'].flatMap((key) => [`autorizado · ${key}`, `acreditado · ${key}`]).sort());
  // The very file, added up here: group 1, and neither rubro 08 nor 09.
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1).map((line) => [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,)/g)].map((match) => match[1] ?? match[2] ?? ''));
  const canon = rows.filter((row) => row[3] === '1' && row.at(-9) === '18' && row.at(-5) === '901').reduce((sum, row) => sum + Math.round(Number(row.at(-1)) * 100), 0);
  expect(Math.round(Number(amounts.find(({ concepto }) => concepto.startsWith('acreditado · 18-901'))!.valor) * 100)).toBe(canon);
  expect(await strangerVerifies(`${site.address}/lugar/180106`)).toEqual({ status: 0, stdout: expect.stringContaining('transferencias-por-anio@1') });
}, 60_000);
