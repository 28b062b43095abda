import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { closing } from '../setup/closing.ts';
import { gastoFile, gastoLine } from '../setup/gasto.ts';
import { load, SAMPLES, write } from '../setup/load.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
/** The question builder as a stranger meets it: over the shipped facts, then over files that somebody loads. */
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

interface Told { readonly negativa: string | null; readonly recibo: string | null; readonly filas: readonly Record<string, string | null>[] }
const told = async (query: string) => (await (await fetch(`${site.address}/consulta.json?${query}`)).json()) as Told;
const page = async (query: string) => (await fetch(`${site.address}/consulta?${query}`)).text();

/** Loads a file and waits until the server, told by the database, answers from it. */
async function loaded(file: string, query: string, options: Parameters<typeof load>[2] = {}): Promise<Told> {
  const address = `${site.address}/consulta.json?${query}`;
  const before = await (await fetch(address)).text();
  const app = await site.state.open();
  await load(app, file, options);
  await app.close();
  return JSON.parse(await untilRead(address, (text) => text !== before)) as Told;
}

test('an answer can be checked by its address, and its CSV has a line for each row', async () => {
  expect((await strangerVerifies(`${site.address}/consulta?que=canon&donde=02&cuando=2020`)).status).toBe(0);
  const csv = await (await fetch(`${site.address}/consulta.csv?que=canon&cuando=2020`)).text();
  expect(csv.trim().split('\r\n').length - 1).toBe((await told('que=canon&cuando=2020')).filas.length);
}, 60_000);

test('what is in no list is refused as a bad request, and hostile text is only text', async () => {
  for (const query of ['que=todo', 'fuente=gasto%27--', 'quien=%00']) expect((await fetch(`${site.address}/consulta?${query}`)).status, query).toBe(400);
  const hostile = await page(`que=pim&donde=${encodeURIComponent('"><script>alert(1)</script>')}&cuando=${'9'.repeat(5000)}`);
  expect(hostile).not.toContain('<script>alert');
});

test('a Gasto file answers for each level of government, and its unfinished year stays out of the comparison', async () => {
  const line = (year: string, month: string, amount: string, more: Record<string, string> = {}) => gastoLine({ ANO_EJE: year, MES_EJE: month, MONTO_DEVENGADO: amount, ...more });
  const region = { NIVEL_GOBIERNO: 'R', NIVEL_GOBIERNO_NOMBRE: 'GOBIERNOS REGIONALES', SEC_EJEC: '000880', EJECUTORA_NOMBRE: 'REGION MOQUEGUA', DISTRITO_EJECUTORA: '01' };
  const file = write(site.state.folder, 'gasto.csv', gastoFile([line('2021', '5', '10.50'), line('2021', '12', '1'), line('2021', '12', '70', region), line('2022', '3', '99')]));
  const query = 'que=devengado&donde=180106&fuente=gasto';
  expect((await told(query)).negativa).toContain('Nadie ha cargado');
  const answer = await loaded(file, query);
  expect(answer.filas.map(({ anio, valor, parcial }) => [anio, valor, parcial])).toEqual([['2021', '11.50', 'false']]);
  expect(await page(query)).toContain('Fuera de la comparación: 2022');
  expect((await told(`${query}&cuando=2022`)).filas.map(({ valor, parcial }) => [valor, parcial])).toEqual([['99.00', 'true']]);
  const regional = await told('quien=regional&que=devengado&donde=18&cuando=2021');
  expect(regional.filas.map(({ nombre, valor }) => [nombre, valor])).toEqual([['REGION MOQUEGUA', '70.00']]);
}, 60_000);

const AMIGABLE = join(SAMPLES, 'municipal-budget/consulta-amigable-2024-2025.xlsx');
test.skipIf(!existsSync(AMIGABLE))('of every municipality of the country the page shows a hundred, says of how many, and verifies', async () => {
  const query = 'que=devengado&cuando=2024&fuente=presupuesto';
  const answer = await loaded(AMIGABLE, query);
  expect(answer.filas.length).toBeGreaterThan(1800);
  expect(answer.filas.map(({ orden }) => orden)).toEqual(answer.filas.map((_, index) => String(index + 1)));
  const html = await page(query);
  expect(html.match(/<tr>/g)!.length).toBe(101);
  expect((await strangerVerifies(`${site.address}/consulta?${query}`)).status).toBe(0);
}, 120_000);
