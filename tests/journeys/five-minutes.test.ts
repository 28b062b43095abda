import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { iatiFaults } from '#lib/frameworks/iati/validate.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { write } from '../setup/load.ts';
import { differences, matrixRows, printedPlan, wordTables } from '../setup/printed-plan.ts';
import { serve, type Served } from '../setup/served.ts';
import { strangerVerifies } from '../setup/stranger.ts';
import { alterDigit, prng } from '../setup/tamper.ts';

/** A donor has five minutes with the plan of seed 001, and takes nothing on trust. */
const PLAN = 'plan-alianza-2013-2014';
const REASON = 'Así lo imprime el documento de 2014; la secretaría lo sabe.';

const toClose = closing();
let site: Served;
let browser: Browser;
let donor: Page;
let secretariat: Page;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  [donor, secretariat] = await Promise.all([360, 1280].map(async (width) => (await browser.newContext({ viewport: { width, height: 800 } })).newPage()) as [Promise<Page>, Promise<Page>]);
  for (const page of [donor, secretariat]) page.setDefaultTimeout(15_000);
}, 60_000);

const said = (page: Page) => page.locator('main').innerText();
const text = async (path: string) => (await fetch(site.address + path)).text();

test('the donor opens the plan: what is promised, what is told, and nothing clipped', async () => {
  await donor.goto(`${site.address}/planes`);
  await donor.getByRole('link', { name: /^Alianza para la Transparencia/ }).first().click();
  const page = await said(donor);
  expect(page).toContain('El plan tiene 29 indicadores');
  expect(page.replaceAll('\u00a0', ' ')).toContain('214.3 %');
});

test('the plan’s own contradictions are flagged, with the lines that show them', async () => {
  await donor.getByRole('link', { name: 'Lo que no concuerda' }).click();
  const page = await said(donor);
  for (const seen of [/48[\s\S]{0,200}43|43[\s\S]{0,200}48/, /61|62/, /alianza:\d+/, /Graves/]) expect(page).toMatch(seen);
});

test('one is waived with a reason; the others still block publication, by name', async () => {
  await secretariat.goto(site.panel);
  await secretariat.goto(`${site.address}/panel/plan/${PLAN}`);
  const blocking = secretariat.locator('#contradicciones ~ ol > li', { hasText: 'impide publicar' });
  const before = await blocking.count();
  expect(before).toBeGreaterThan(1);
  await blocking.first().locator('summary').click();
  await blocking.first().getByLabel('Motivo, a la vista de todos').fill(REASON);
  await blocking.first().getByRole('button', { name: /^Exonerar/ }).click();
  expect(await blocking.count()).toBe(before - 1);
  expect(await said(secretariat)).toContain(REASON);
  await secretariat.getByRole('button', { name: 'Publicar lo aprobado', exact: true }).click();
  expect(await secretariat.getByRole('alert').innerText()).toMatch(new RegExp(`hay ${before - 1} contradicciones? graves? sin exonerar`));
  await donor.reload();
  expect(await said(donor), 'the donor reads the reason too').toContain(REASON);
});

async function reportCommand(name: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli/main.mjs'), 'report', PLAN, '--salida', name, '--sitio', site.address], { env: { ...process.env, ...site.state.environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
}

test('one command writes the report, and it says in each cell what the printed document says', async () => {
  const name = join(site.state.folder, 'informe');
  await reportCommand(name);
  const rows = matrixRows(await wordTables(await readFile(`${name}.docx`)));
  const { matrices } = printedPlan();
  expect(rows).toHaveLength(matrices.length);
  expect(matrices.flatMap((printed, at) => differences(rows[at]!, printed))).toEqual([]);
  expect((await readFile(`${name}.pdf`)).subarray(0, 5).toString()).toBe('%PDF-');
  await donor.goto(`${site.address}/plan/${PLAN}/informe`);
  expect(await said(donor)).toContain('Contradicciones sin resolver');
  const word = await fetch(`${site.address}/plan/${PLAN}/informe.docx`);
  expect(matrixRows(await wordTables(new Uint8Array(await word.arrayBuffer())))).toEqual(rows);
}, 60_000);

test('the IATI file is valid by the schema and by the rules', async () => {
  await donor.goto(`${site.address}/plan/${PLAN}/iati`);
  expect(await said(donor)).toContain('El archivo cumple el esquema');
  expect(await iatiFaults(await text(`/plan/${PLAN}/iati.xml`))).toEqual([]);
});

test.each(['', '/informe', '/indicador/R9.2', '/anexos'])('every figure of the plan%s verifies from its address, and not once a digit is altered', async (inside) => {
  const address = `/plan/${PLAN}${inside}`;
  expect((await strangerVerifies(site.address + address)).status).toBe(0);
  const page = await text(address);
  const altered = write(site.state.folder, 'alterada.html', alterDigit(page, prng(inside.length + 1), /(?<=<data[^>]*>)[^<]*\d[^<]*(?=<\/data>)/g));
  expect((await strangerVerifies(altered, '--desde', site.address)).status).toBe(1);
}, 120_000);
