import type { Browser, Page } from 'playwright-core';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { Collect, messageOf } from '../setup/collect.ts';
import { becomeMember } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
let page: Page;
/** Of the enumerator, with the key that is good now. */
let phone: Collect;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(site.panel);
}, 60_000);

const said = () => page.locator('main').innerText();
const go = (path: string) => page.goto(`${site.address}${path}`);

/** A questionnaire of three questions; `type` is of the second one. */
async function workbook(version: string, type = 'integer', media = ''): Promise<Buffer> {
  const sheets = [
    { name: 'survey', rows: [['type', 'name', 'label', 'media::image'], ['text', 'barrio', '¿En qué barrio vive?', media], [type, 'edad', '¿Qué edad tiene?', ''], ['select_one si_no', 'oyo', '¿Oyó hablar del canon?', '']] },
    { name: 'choices', rows: [['list_name', 'name', 'label'], ['si_no', 'si', 'Sí'], ['si_no', 'no', 'No']] },
    { name: 'settings', rows: [['form_title', 'form_id', 'version'], ['Encuesta inventada', 'inventada', version]] },
  ];
  return Buffer.from(await writeXlsx({ sheets }));
}

async function bring(buffer: Buffer, name = 'inventada.xlsx'): Promise<void> {
  await go('/panel/formularios');
  await page.getByLabel('Libro XLSForm (.xlsx)').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer });
  await page.getByRole('button', { name: 'Subir y revisar' }).click();
}

const step = (name: RegExp) => page.getByRole('button', { name }).click();
const interview = (at: number) => ({ xml: `<data id="inventada" version="2"><barrio>x</barrio><edad>40</edad><oyo>si</oyo><meta><instanceID>uuid:00000000-0000-4000-8000-00000000000${at}</instanceID></meta></data>` });
/** What the panel shows once for a phone: addresses, name and password. */
const codesOf = async (enumerator: string) => (await page.locator('section', { has: page.getByRole('heading', { name: `Para el teléfono de ${enumerator}` }) }).locator('code').allInnerTexts()).map((code) => code.trim());

test('a workbook is refused at its cell, kept as a draft, published with its files, and given back as it came', async () => {
  await bring(await workbook('1', 'entero'));
  expect(await said()).toContain('El formulario no se guardó');
  expect(await page.getByRole('region', { name: 'Hay que corregir' }).locator('tbody tr').first().locator('td').allInnerTexts()).toEqual(['survey', '3', 'type', expect.stringContaining('entero')]);
  await bring(Buffer.from('no es un libro'), 'x.xlsx');
  expect(await page.getByRole('alert').innerText()).toContain('archivo-');
  const first = await workbook('1', 'integer', 'casa.png');
  await bring(first);
  expect(await said()).toContain('Se guardó el borrador de «inventada», versión 1');
  await step(/^Publicar/);
  expect(await page.getByRole('alert').innerText()).toContain('casa.png');
  await page.getByText('Agregar un archivo').click();
  await page.getByLabel(/^Imagen, audio/).setInputFiles({ name: 'casa.png', mimeType: 'image/png', buffer: Buffer.from('imagen') });
  await page.getByRole('button', { name: 'Subir archivo' }).click();
  await step(/^Publicar/);
  expect(await said()).toContain('Versión 1: publicada');
  await bring(await workbook('1', 'decimal'));
  expect(await page.getByRole('alert').innerText()).toContain('formulario-publicado');
  await bring(await workbook('2', 'decimal', 'casa.png'));
  expect(await said()).toMatch(/Versión 2: borrador[\s\S]*Archivos: casa\.png/);
  await step(/^Publicar: .* 2$/);
  for (const path of ['/panel/formularios', '/en/panel/formularios', '/panel/encuestadores', '/en/panel/encuestadores', '/panel']) expect(await problemsOf(page, site.address, path, { script: true, status: 200 }), path).toEqual([]);
  const downloaded = await page.request.get(`${site.address}/panel/formularios/archivo.xml?formulario=inventada&version=2`);
  expect([downloaded.status(), downloaded.headers()['content-disposition'], (await downloaded.text()).includes('¿Qué edad tiene?')]).toEqual([200, 'attachment; filename="inventada-2.xml"', true]);
  const again = await page.request.get(`${site.address}/panel/formularios/archivo.xlsx?formulario=inventada&version=1`);
  expect((await again.body()).equals(first)).toBe(true);
});

test('an enumerator’s phone is set up once, takes the form, sends, and is refused after its key is withdrawn', async () => {
  await go('/panel/encuestadores');
  await page.getByLabel('Código').fill('e-7');
  await page.getByRole('button', { name: 'Crear' }).click();
  const codes = await codesOf('E-7');
  expect(await page.getByRole('img', { name: /Código QR/ }).locator('svg').count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const former = new Collect(codes[0]!);
  const [form] = await former.forms();
  expect([form!.id, form!.version]).toEqual(['inventada', '2']);
  expect((await former.raw('GET', form!.form)).body).toContain('¿Oyó hablar del canon?');
  expect((await former.raw('GET', form!.manifest!)).body).toContain('casa.png');
  const trial = new Collect(codes[2]!);
  expect(await trial.forms()).toEqual([]);
  expect((await former.send(interview(1))).status).toBe(201);
  const typed = new Collect(codes[3]!, { user: codes[4]!, password: codes[5]! });
  expect((await typed.send(interview(1))).status).toBe(201);
  await go('/panel/encuestadores');
  expect(await said()).toContain('1 envío');
  expect(await page.content()).not.toContain(codes[5]!);
  await step(/^Retirar: E-7/);
  expect([(await former.send(interview(2))).status, (await typed.send(interview(2))).status]).toEqual([403, 403]);
  await page.getByRole('button', { name: /^Dar otra clave: E-7/ }).click();
  phone = toClose(new Collect((await codesOf('E-7'))[0]!));
  expect([(await phone.send(interview(2))).status, (await former.send(interview(3))).status]).toEqual([201, 403]);
  for (const one of [former, trial, typed]) one.close();
});

test('a form that is no longer offered takes what was begun with it, and once closed takes nothing', async () => {
  await go('/panel/formularios');
  await step(/^Dejar de ofrecer: .* 2$/);
  expect(await said()).toMatch(/Versión 2: por cerrar, todavía recibe envíos[\s\S]*Versión 1: por cerrar/);
  expect([await phone.forms(), (await phone.send(interview(3))).status]).toEqual([[], 201]);
  await step(/^Cerrar: no recibir más: .* 2$/);
  expect(await said()).toMatch(/Versión 2: cerrada[\s\S]*Versión 1: cerrada/);
  const refused = await phone.send(interview(4));
  expect([refused.status, messageOf(refused)]).toEqual([409, expect.stringContaining('se cerró y ya no recibe respuestas')]);
});

test('whoever keeps no surveys is told who does, and a form of another site changes nothing', async () => {
  const stranger = await browser.newPage();
  await stranger.goto(`${site.address}/panel/formularios`);
  expect(stranger.url()).toContain('/panel/entrar');
  const reader = await becomeMember(stranger, 'Persona que lee', page, site.address, { address: 'lee@ejemplo.pe', role: 'reader' });
  for (const path of ['formularios', 'encuestadores']) {
    expect((await reader.goto(`${site.address}/panel/${path}`))?.status(), path).toBe(403);
    expect(await reader.locator('main').innerText(), path).toMatch(/llevar encuestas[\s\S]*P9[\s\S]*edición o administración[\s\S]*sin-permiso/);
  }
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const make = (code: string, origin: string) => fetch(`${site.address}/panel/encuestadores`, { method: 'POST', headers: { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' }, body: `accion=crear&codigo=${code}`, redirect: 'manual' });
  expect((await make('E-66', 'https://ajeno.example')).status).toBe(403);
  expect((await make('E-67', site.address)).status).toBeLessThan(400);
  await go('/panel/encuestadores');
  expect(await said()).toContain('E-67');
  expect(await said()).not.toContain('E-66');
});
