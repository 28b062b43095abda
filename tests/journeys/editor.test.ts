import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx';
import PizZip from 'pizzip';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing, ownFolder } from '../setup/closing.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PLAN = 'plan-de-prueba';
const toClose = closing();
let site: Served;
let browser: Browser;
let keeper: Page;
let phone: Page;
const folder = ownFolder();
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  keeper = await visitor(1280);
  phone = await visitor(360);
  await keeper.goto(site.panel);
}, 60_000);

async function visitor(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const open = (address = '') => keeper.goto(`${site.address}/panel/plan/${PLAN}${address}`);
const said = (page: Page = keeper) => page.locator('main').innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Opens the page again as it stands, and finds nothing wrong with it as a reader meets it. */
async function clean(page: Page): Promise<void> {
  const { pathname, search } = new URL(page.url());
  expect(await problemsOf(page, site.address, `${pathname}${search}`, { script: true, status: 200 })).toEqual([]);
}

/** Writes in the field that has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, label: string): Promise<void> {
  const wanted = page.getByLabel(label, { exact: true });
  for (let n = 0; n < 60; n += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no se llega con el teclado a «${label}»`);
}

type Rows = CellValue[][];

/** Takes a workbook, changes it and gives the path of the changed file. */
async function changed(page: Page, link: string, change: (sheets: Record<string, Rows>) => void): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  const { sheets } = await readXlsx(new Uint8Array(await readFile(await download.path())));
  change(Object.fromEntries(sheets.map(({ name, rows }) => [name, rows])));
  const path = join(folder, `${download.suggestedFilename()}`);
  writeFileSync(path, await writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows })) }));
  return path;
}
const set = (rows: Rows, row: number, header: string, value: CellValue) => void (rows[row]![rows[0]!.indexOf(header)] = value);

test('a plan is begun from a template by the keyboard alone', async () => {
  await keeper.goto(`${site.address}/panel/planes/nuevo`);
  await clean(keeper);
  for (const [label, value] of [['Título', 'Plan de prueba'], ['Código, para su dirección', PLAN]] as const) {
    await tabTo(keeper, label);
    await keeper.keyboard.type(value);
  }
  await tabTo(keeper, 'Empieza como');
  await keeper.keyboard.type('plan de');
  for (const [label, value] of [['Desde (AAAA-MM)', '2026-01'], ['Hasta (AAAA-MM)', '2027-12'], ['Organización titular (código)', 'comite'], ['Nombre de la organización, si es nueva', 'Comité de prueba']] as const) {
    await tabTo(keeper, label);
    await keeper.keyboard.type(value);
  }
  await keeper.keyboard.press('Enter');
  await keeper.waitForURL(`**/panel/plan/${PLAN}**`);
  expect(await said()).toContain('Plan de prueba');
});

/** The statements of the tree, as its headings say them. */
const tree = () => keeper.locator('#arbol ~ ol > li > h3').allInnerTexts();

test('a list that is pasted shows what it would make, and then makes it; statements move by buttons', async () => {
  await open('/editor');
  await clean(keeper);
  await keeper.getByLabel('Texto', { exact: true }).fill('2 Otro objetivo\n  R4 Un resultado pegado\n  R5 Otro resultado pegado');
  await keeper.getByLabel('Nivel de las primeras líneas').selectOption('objective');
  await press(keeper, 'Ver qué se haría');
  expect(await said()).toMatch(/3 cambios[^]*Un resultado pegado/);
  await press(keeper, 'Guardar estos cambios');
  await open('/editor');
  expect((await tree()).slice(-3)).toEqual(['2 Otro objetivo', '— R4 Un resultado pegado', '— R5 Otro resultado pegado']);
  await keeper.getByRole('button', { name: 'Subir: R5 Otro resultado pegado' }).click();
  expect((await tree()).slice(-3)).toEqual(['2 Otro objetivo', '— R5 Otro resultado pegado', '— R4 Un resultado pegado']);
  await keeper.getByRole('button', { name: 'Adentro: R4 Un resultado pegado' }).click();
  expect((await tree()).at(-1)).toBe('— — R4 Un resultado pegado');
});

test('a row is changed by a form; what is refused stays as typed, and a cycle tells its way', async () => {
  await keeper.getByRole('link', { name: 'Cambiar: R4 Un resultado pegado' }).click();
  await clean(keeper);
  await keeper.getByLabel('Enunciado del plan').fill('Un resultado mejor dicho');
  await press(keeper, 'Guardar');
  expect((await tree()).at(-1)).toBe('— — R4 Un resultado mejor dicho');
  await keeper.getByRole('link', { name: 'Cambiar: R5 Otro resultado pegado' }).click();
  await keeper.getByLabel('Dentro de', { exact: true }).first().fill('R4');
  await press(keeper, 'Guardar');
  expect([await said(), await keeper.getByLabel('Dentro de', { exact: true }).first().inputValue()]).toEqual([expect.stringMatching(/El árbol vuelve sobre sí mismo: R5 → R4 → R5/), 'R4']);
});

test('of two people who change one row the later sees both, and keeps either', async () => {
  const other = await keeper.context().newPage();
  const form = `${site.address}/panel/plan/${PLAN}/editor?hoja=${encodeURIComponent('Árbol')}&clave=R4`;
  await Promise.all([keeper.goto(form), other.goto(form)]);
  await other.getByLabel('Enunciado del plan').fill('Lo que escribió la otra persona');
  await press(other, 'Guardar');
  await keeper.getByLabel('Enunciado del plan').fill('Lo que escribí yo');
  await press(keeper, 'Guardar');
  expect([await said(), await keeper.getByLabel('Enunciado del plan').inputValue()]).toEqual([expect.stringContaining('Vigente ahora: Lo que escribió la otra persona'), 'Lo que escribí yo']);
  await press(keeper, 'Guardar lo mío');
  expect((await tree()).at(-1)).toBe('— — R4 Lo que escribí yo');
  await other.close();
});

test('a statement is taken out, with what it holds first', async () => {
  for (const name of ['R4 Lo que escribí yo', 'R5 Otro resultado pegado', '2 Otro objetivo']) {
    await keeper.getByRole('link', { name: `Cambiar: ${name}` }).click();
    await press(keeper, 'Quitar');
  }
  expect(await tree()).toHaveLength(4);
});

test('a file with errors is refused cell by cell, and nothing of it is kept', async () => {
  await open('/importar');
  await clean(keeper);
  const file = await changed(keeper, 'Libro de Excel (.xlsx)', (sheets) => {
    set(sheets['Árbol']!, 1, 'Dentro de', 'R3');
    set(sheets['Árbol']!, 2, 'Orden', 'primero');
  });
  await keeper.getByLabel('Archivo .xlsx o .json').setInputFiles(file);
  await press(keeper, 'Ver qué cambiaría');
  expect(await said()).toMatch(/No se guardó nada\.[^]*Árbol!E3[^]*Aquí va un número entero; se halló el texto «primero»/);
  expect(await keeper.getByRole('button', { name: 'Guardar estos cambios' }).count()).toBe(0);
  await clean(keeper);
});

test('a file without errors shows what would change, and does it when it is confirmed', async () => {
  await open('/importar');
  const file = await changed(keeper, 'Libro de Excel (.xlsx)', (sheets) => {
    set(sheets['Árbol']!, 2, 'Enunciado del plan', 'Las municipalidades gastan a tiempo.');
    const row: CellValue[] = sheets.Indicadores![0]!.map(() => null);
    sheets.Indicadores!.push(row);
    const cells = { 'Indicador': 'I1', 'Componente': 'obras', 'Dentro de': 'R1', 'Definición': 'obras', 'Versión de la definición': 1, 'Nombre': 'Obras terminadas', 'Tipo de valor': 'cantidad', 'Unidad': 'obra', 'Sentido': 'más es mejor', 'En el tiempo': 'último', 'Entre lugares': 'suma', 'Base de la meta': 'nivel', 'Nombre del componente': 'Obras', 'Nombre de la unidad, si es nueva': 'obras', 'Nombre de la unidad en inglés': 'works' };
    for (const [header, value] of Object.entries(cells)) set(sheets.Indicadores!, 1, header, value);
    sheets.Responsables!.push(['I1', 'oficina', 'ejecutor', null, 'plan', 'Oficina de prueba']);
    sheets.Valores!.push([null, 'I1', 'obras', 'meta', null, null, null, '2027-12', 'informado', 40]);
  });
  await keeper.getByLabel('Archivo .xlsx o .json').setInputFiles(file);
  await press(keeper, 'Ver qué cambiaría');
  expect(await said()).toMatch(/4 cambios[^]*Árbol!J3[^]*Resultado de eficiencia\.[^]*Las municipalidades gastan a tiempo\./);
  await press(keeper, 'Guardar estos cambios');
  expect(await said()).toContain('Los cambios se guardaron.');
  await open();
  expect(await said()).toMatch(/Se importó un archivo · versión \d+/);
  await open('/importar');
});

test('what is taken and brought back without a change says so', async () => {
  await open('/importar');
  const [download] = await Promise.all([keeper.waitForEvent('download'), keeper.getByRole('link', { name: 'Datos en JSON (yupay-plan@1)' }).click()]);
  await keeper.getByLabel('Archivo .xlsx o .json').setInputFiles({ name: `${PLAN}.json`, mimeType: 'application/json', buffer: await readFile(await download.path()) });
  await press(keeper, 'Ver qué cambiaría');
  expect(await said()).toContain('El archivo dice lo mismo que el plan');
});

async function openPeriod(): Promise<void> {
  await open();
  for (const [label, value] of [['Código', 'a2026'], ['Nombre', 'Avance a junio 2026'], ['Desde (AAAA-MM)', '2026-01'], ['Hasta (AAAA-MM)', '2026-06']] as const) await keeper.getByLabel(label, { exact: true }).fill(value);
  await press(keeper, 'Abrir el periodo');
}

test('somebody without an account answers from a link on a phone, and it is marked so', async () => {
  await openPeriod();
  await open('/enlaces');
  await clean(keeper);
  await keeper.getByLabel('Organización', { exact: true }).selectOption('oficina');
  await press(keeper, 'Hacer el enlace');
  const link = (await keeper.locator('section code').first().innerText()).trim();
  expect(await keeper.getByLabel('Texto para enviar por WhatsApp o correo').inputValue()).toContain(link);
  await phone.goto(link);
  await clean(phone);
  await phone.getByLabel('Valor', { exact: true }).fill('ocho');
  await press(phone, 'Guardar');
  expect([await said(phone), await phone.getByLabel('Valor', { exact: true }).inputValue()]).toEqual([expect.stringContaining('no se guardó'), 'ocho']);
  await phone.getByLabel('Valor', { exact: true }).fill('8');
  await press(phone, 'Guardar');
  expect(await said(phone)).toContain('Se guardó 1 valor.');
  await open('/entrega/1');
  expect(await said()).toContain('Dicho por enlace personal.');
  expect((await keeper.request.get(`${site.address}/responder/${'x'.repeat(43)}`)).status()).toBe(404);
});

test('a sheet that somebody returned is entered after a look at it, and marked so', async () => {
  await open('/entrega/1/planilla');
  await clean(keeper);
  const bad = await changed(keeper, 'Planilla de Excel (.xlsx)', ({ Entrega }) => set(Entrega!, 1, 'Valor', 'muchas'));
  await keeper.getByLabel('Planilla devuelta (.xlsx)').setInputFiles(bad);
  await press(keeper, 'Ver qué diría');
  expect(await said()).toMatch(/Entrega!K2 Aquí va un número; se halló el texto «muchas»/);
  const file = await changed(keeper, 'Planilla de Excel (.xlsx)', ({ Entrega }) => set(Entrega!, 1, 'Valor', 9));
  await keeper.getByLabel('Planilla devuelta (.xlsx)').setInputFiles(file);
  await press(keeper, 'Ver qué diría');
  await press(keeper, 'Guardar estos cambios');
  expect(await said()).toContain('Los cambios se guardaron.');
  await open('/entrega/1');
  expect(await said()).toMatch(/Dicho por planilla, ingresada por la secretaría\.[^]*9/);
});

test('whoever has the link hands it in, and it opens nothing once it is withdrawn', async () => {
  await press(phone, 'Presentar a revisión');
  expect(await said(phone)).toContain('Recibido.');
  await open('/enlaces');
  await keeper.getByRole('button', { name: /^Retirar el enlace/ }).click();
  expect((await phone.goto(phone.url()))?.status()).toBe(404);
});

test('the report is written over the plan’s own Word template, and a bad one is refused with what is wrong in it', async () => {
  const address = `${site.address}/panel/plan/plan-alianza-2013-2014/plantilla`;
  const docx = async (text: string) => Buffer.from(await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] })));
  const bring = async (text: string) => {
    await keeper.getByLabel('Plantilla de Word (.docx) (español)').setInputFiles({ name: 'plantilla.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: await docx(text) });
    await press(keeper, 'Probarla y usarla: español');
  };
  await keeper.goto(address);
  await clean(keeper);
  await bring('{#secciones} sin cerrar');
  expect(await said()).toMatch(/La plantilla de Word no se puede usar/);
  await bring('Membrete de prueba: {titulo}');
  expect(await said()).toContain('El informe usa la plantilla de este plan.');
  const report = async () => new PizZip(await (await keeper.request.get(`${site.address}/plan/plan-alianza-2013-2014/informe.docx`)).body()).file('word/document.xml')!.asText();
  expect(await report()).toContain('Membrete de prueba: Informe de monitoreo de resultados');
  await press(keeper, 'Volver a la de Yupay: español');
  await keeper.getByText('El informe usa la plantilla de Yupay.').nth(1).waitFor();
  await expect.poll(report).not.toContain('Membrete de prueba');
});
