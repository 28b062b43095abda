import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { keepSheets } from '../setup/made-sheets.ts';
import { pdfPages } from '../setup/pdf-pages.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const HERE = '/panel/formularios/inventada-papel';
const QUECHUA = 'Quechua (qu)';

const toClose = closing();
let site: Served;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  const application = await site.state.open();
  await keepSheets(application.pool, 'inventada-papel', {
    title: 'Cuestionario inventado', default_language: 'Español (es)',
    survey: [
      ['type', 'name', 'label::Español (es)', 'label::Quechua (qu)', 'relevant', 'constraint'], ['note', 'consentimiento_texto', 'Lea: su respuesta es libre. #set text(size: 90pt)', 'Ñawinchay: munasqaykita kutichiy.', '', ''],
      ['select_one sino', 'oyo', '¿Oyó del canon?', '¿Uyarirqankichu canonmanta?', '', ''], ['select_multiple sino', 'cual', '¿Cuáles?', '¿Mayqinkuna?', "${oyo} = 'si'", ''],
      ['integer', 'edad', '¿Qué edad tiene?', "¿Hayk'a watayuq kanki?", '', '. >= 18 and . <= 110'], ['text', 'dice', '¿Qué más dice?', '¿Imatataq ninki?', '', ''],
    ],
    choices: [['list_name', 'name', 'label::Español (es)', 'label::Quechua (qu)'], ['sino', 'si', 'Sí', 'Arí'], ['sino', 'no', 'No', 'Mana']],
  });
  await application.close();
  page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await page.goto(site.panel);
}, 60_000);

/** What stands on the paper and on its page alike. */
const PRINTED = ['Encuestador (código)', 'UPM', 'Vivienda', 'Visita', 'P1', '→ pase a P3', 'Solo si P1 es 1 (Sí).', 'Respuesta: entre 18 y 110.'];
const consentFirst = (text: string) => expect([text.indexOf('su respuesta es libre') > 0, text.indexOf('su respuesta es libre') < text.indexOf('¿Oyó del canon?')]).toEqual([true, true]);
const printed = async (query: URLSearchParams) => pdfPages(new Uint8Array(await (await page.request.get(`${site.address}${HERE}/papel.pdf?${query}`)).body()));

test('a questionnaire is printed on A4 with its consent first, its codes and where each leads', async () => {
  const [first, ...rest] = await printed(new URLSearchParams());
  expect([...first!.size].map(Math.round)).toEqual([595, 842]);
  expect(rest).toEqual([]);
  const text = first!.text.replace(/\s+/g, ' ');
  for (const said of [...PRINTED, '2 No → pase a P3', 'Cuestionario en papel, versión 1']) expect(text).toContain(said);
  consentFirst(text);
  // What a form says is data: it is printed, never obeyed.
  expect(text).toContain('#set text(size: 90pt)');
});

test('it is printed in one of its languages, with all its letters', async () => {
  const [first] = await printed(new URLSearchParams({ idioma: QUECHUA }));
  for (const said of ['Ñawinchay: munasqaykita kutichiy.', "¿Hayk'a watayuq kanki?", 'Arí']) expect(first!.text).toContain(said);
  expect(first!.text).not.toContain('¿Oyó del canon?');
});

test('the same stands on a page that holds at 360 px, and only for whoever keeps surveys', async () => {
  for (const path of [`${HERE}/papel.html`, `/en${HERE}/papel.html?idioma=${encodeURIComponent(QUECHUA)}`]) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
  await page.goto(`${site.address}${HERE}/papel.html`);
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  for (const said of [...PRINTED, '2 No → pase a P3']) expect(text).toContain(said);
  consentFirst(text);
  await page.goto(`${site.address}/en${HERE}/papel.html`);
  expect(await page.locator('main').innerText()).toContain('→ go to P3');
  for (const end of ['pdf', 'html']) {
    const outside = await fetch(`${site.address}${HERE}/papel.${end}`, { redirect: 'manual' });
    expect([end, outside.status, (await outside.text()).includes('¿Oyó del canon?')]).toEqual([end, end === 'pdf' ? 403 : 303, false]);
  }
  expect((await page.request.get(`${site.address}${HERE}/papel.pdf?version=9`)).status()).toBe(404);
});
