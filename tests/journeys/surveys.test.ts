import { writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { publishRound } from '#lib/publishing/surveys/publish-round.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { madeDocuments } from '../setup/made-document.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';

const SURVEY = '/encuestas/percepcion-prueba';
const ROUND = `${SURVEY}/linea-base`;
const CARD = '/lugar/180106/libreta';
const [base, second] = madeDocuments();
const hidden = base.estimates.filter(({ withheld }) => withheld !== null);

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  const app = await site.state.open();
  await publishRound(app, base);
  await publishRound(app, second);
  await app.close();
}, 180_000);

const text = async (path: string) => (await fetch(site.address + path)).text();
const json = async (path: string) => JSON.parse(await text(path)) as Record<string, unknown>;

describe('published surveys', () => {
  test.each([360, 1280])('the pages are whole and accessible at %i px, in both languages', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of ['/encuestas', SURVEY, ROUND, CARD, '/lugar/180106', '/lugar/180201/libreta', `/en${SURVEY}`, `/en${ROUND}`, `/en${CARD}`]) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
    await context.close();
  }, 120_000);

  test('a stranger repeats every number of a cycle, a round, a report card and the place page', async () => {
    for (const path of [SURVEY, ROUND, CARD, '/lugar/180106']) {
      const { status, stdout } = await strangerVerifies(`${site.address}${path}`);
      expect([path, status], stdout).toEqual([path, 0]);
    }
  }, 180_000);

  test('what is kept back is in no page, CSV, API, receipt or Parquet', async () => {
    const { filas, columnas, recibo } = (await json('/api/v1/consultas/encuesta-estimaciones?encuesta=percepcion-prueba&ola=linea-base&por_pagina=500')) as { filas: Record<string, string | null>[]; columnas: string[]; recibo: string };
    const kept = filas.filter(({ reservado }) => reservado !== null);
    expect(kept.length).toBe(hidden.length);
    const numbers = ['n', 'preguntados', 'impreso', 'bajo_impreso', 'alto_impreso', 'resto', 'valor', 'error', 'bajo', 'alto', 'gl', 'efecto', 'avisos'];
    expect(numbers.every((name) => columnas.includes(name))).toBe(true);
    for (const row of kept) for (const name of numbers) expect(row[name], `${row['medida']} ${row['codigo']} ${name}`).toBeNull();
    const receipt = (await json(`/recibo/${recibo}.json`)) as { body: { columns: string[]; rows: (string | null)[][] } };
    const at = (name: string) => receipt.body.columns.indexOf(name);
    expect(receipt.body.rows.filter((row) => row[at('reservado')] !== null).every((row) => numbers.every((name) => row[at(name)] === null))).toBe(true);
    const lines = (await text(`${ROUND}.csv`)).split('\r\n').filter((line) => line.includes('reservado'));
    expect(lines.length).toBeGreaterThan(0);
    const { hechos } = (await json(`${ROUND}.json`)) as { hechos: { estado: string; valor: string | null }[] };
    expect(hechos.filter(({ estado }) => estado === 'reservado').every(({ valor }) => valor === null)).toBe(true);
    const rows = (await json('/datos/encuestas-resultados.json')) as Record<string, unknown>;
    expect(JSON.stringify(rows)).toContain('reservado');
  }, 60_000);

  test('the card says whose each service is and prints; what nobody published leads nowhere', async () => {
    const card = await text(CARD);
    expect(card).toContain('Agua: la EPS, no es de la municipalidad');
    const pdf = await fetch(`${site.address}${CARD}.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const none = ['/encuestas/nada', `${SURVEY}/nada`, "/encuestas/x'--", '/lugar/18/libreta', '/lugar/999999/libreta', '/api/v1/consultas/encuesta-series?encuesta=nada', '/api/v1/consultas/encuesta-preguntas?encuesta=percepcion-prueba&ola=nada'];
    expect(await Promise.all(none.map(async (path) => (await fetch(site.address + path)).status))).toEqual(none.map(() => 404));
  }, 60_000);

  test('a document that shows what it keeps back is refused, and says so', async () => {
    const file = `${site.state.folder}/mala.json`;
    const first = { ...base.estimates[0]!, withheld: 'cuenta-pequena' };
    writeFileSync(file, JSON.stringify({ ...base, round: 'mala', estimates: [first, ...base.estimates.slice(1)] }));
    const app = await site.state.open();
    const { load } = await import('../setup/load.ts');
    await expect(load(app, file)).rejects.toMatchObject({ code: 'encuesta-rechazada' });
    await app.close();
    expect((await fetch(`${site.address}${SURVEY}/mala`)).status).toBe(404);
  }, 60_000);
});
