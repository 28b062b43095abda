import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { cleanEvidence } from '#lib/indicators/instruments/evidence.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { becomeMember } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PORTAL = 'portal-transparencia/2021';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

/** Observers are on a phone, and without JavaScript. */
async function visitor(width: number, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const member = async (operator: Page, address: string, role: string, width: number, script = true) =>
  becomeMember(await visitor(width, script), `Persona de prueba, ${role}`, operator, site.address, { address, role });

const go = (page: Page, address: string) => page.goto(`${site.address}${address}`);
const said = (page: Page) => page.locator('main').innerText();
const item = (page: Page, id: string) => page.locator(`[id="i-${id}-1"]`);

async function begin(page: Page, observer: string): Promise<number> {
  await go(page, '/panel/fichas');
  await page.getByLabel('Instrumento y versión').selectOption(PORTAL);
  await page.getByLabel('Ubigeo de la municipalidad, si lo es').fill('200701');
  await page.getByLabel(/^Quién observa/).fill(observer);
  await page.getByLabel(/^Fecha de lo observado/).fill('2026-03-02');
  await page.getByRole('button', { name: 'Empezar', exact: true }).click();
  return Number(/\/ficha\/(\d+)/.exec(page.url())![1]);
}

async function answer(page: Page, id: string, choice: string): Promise<void> {
  await item(page, id).getByLabel(choice, { exact: true }).check();
  await item(page, id).getByRole('button', { name: /^Guardar/ }).click();
}

const step = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
const PHOTO = Buffer.concat([
  Buffer.from([0xff, 0xd8]), segment(0xe1, Buffer.from('Exif\0\0MM GPS -5.19 -80.63')), segment(0xdb, Buffer.alloc(65, 1)), segment(0xc0, Buffer.from([8, 0, 30, 0, 40, 1, 1, 0x11, 0])),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 3, 0xff, 0xd9]),
]);
const CLEAN = createHash('sha256').update(cleanEvidence(PHOTO).bytes).digest('hex');

async function upload(page: Page, id: string, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await item(page, id).locator('summary', { hasText: 'Foto o PDF' }).click();
  await item(page, id).locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await item(page, id).getByRole('button', { name: /^Subir evidencia/ }).click();
}

let first: Page;
let second: Page;
let reviewer: Page;
let editor: Page;
let copy: number;

test('an observer on a phone without JavaScript begins a copy, and each item is kept by itself', async () => {
  const operator = await visitor(1280);
  await operator.goto(site.panel);
  first = await member(operator, 'observa@ejemplo.pe', 'reporter', 360, false);
  second = await member(operator, 'observa2@ejemplo.pe', 'reporter', 360);
  reviewer = await member(operator, 'revisa@ejemplo.pe', 'reviewer', 1280);
  editor = await member(operator, 'edita@ejemplo.pe', 'editor', 1280);
  copy = await begin(first, 'Observatorio A');
  await answer(first, 'personal', 'Parcial');
  expect(await item(first, 'personal').getByRole('status').innerText()).toBe('Guardado.');
  await go(first, `/panel/ficha/${copy}`);
  expect(await item(first, 'personal').getByLabel('Parcial', { exact: true }).isChecked()).toBe(true);
  expect(await said(first)).toContain('1 de 11 ítems respondidos');
  await first.getByRole('group', { name: /Presupuesto/ }).getByLabel('No se pudo ver').check();
  await item(first, 'presupuesto').getByRole('button', { name: /^Guardar/ }).click();
  expect(await item(first, 'presupuesto').innerText()).toContain('Ahora dice: No se pudo ver');
}, 90_000);

test('the form is clean on a phone, in both languages', async () => {
  for (const address of ['/panel/fichas', `/panel/ficha/${copy}`, `/en/panel/ficha/${copy}`]) expect(await problemsOf(second, site.address, address, { script: true, status: 200 }), address).toEqual([]);
}, 60_000);

test('two people in one copy: the later sees both answers and may keep either', async () => {
  await go(second, `/panel/ficha/${copy}`);
  await answer(first, 'personal', 'Completo');
  await answer(second, 'personal', 'Ausente');
  expect(await item(second, 'personal').getByRole('alert').innerText()).toMatch(/Otra persona respondió[\s\S]*La otra persona dejó: Completo/);
  expect(await item(second, 'personal').getByLabel('Ausente', { exact: true }).isChecked()).toBe(true);
  await answer(second, 'personal', 'Parcial');
  expect(await item(second, 'personal').innerText()).toContain('Ahora dice: Parcial');
}, 60_000);

test('hostile files are refused with a clear word, and a photograph loses where it was taken', async () => {
  const tries: readonly (readonly [string, string, Buffer, RegExp])[] = [
    ['portada.jpg', 'image/jpeg', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(2_000)]), /solo se reciben fotos JPG/],
    ['dibujo.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /solo se reciben fotos JPG/],
    ['enorme.jpg', 'image/jpeg', Buffer.concat([PHOTO, Buffer.alloc(13 * 1024 ** 2)]), /12 MB/],
  ];
  for (const [name, type, bytes, word] of tries) {
    await go(second, `/panel/ficha/${copy}`);
    await upload(second, 'personal', name, type, bytes);
    expect(await second.getByRole('alert').innerText(), name).toMatch(word);
  }
  await go(second, `/panel/ficha/${copy}`);
  await upload(second, 'personal', 'foto.jpg', 'image/jpeg', PHOTO);
  expect(await item(second, 'personal').innerText()).toContain(`Evidencia guardada: ${CLEAN.slice(0, 12)}`);
  const kept = await second.request.get(`${site.address}/panel/ficha/${copy}/evidencia/${CLEAN}`);
  expect(kept.headers()['content-security-policy']).toContain('sandbox');
  expect((await kept.body()).includes(Buffer.from('GPS'))).toBe(false);
  expect((await fetch(`${site.address}/evidencia/${CLEAN}`)).status).toBe(404);
}, 90_000);

test('nobody without the right reviews or publishes, and a stranger sees no draft', async () => {
  await go(first, `/panel/ficha/${copy}`);
  await step(first, 'Presentar');
  expect(await said(first)).toContain('presentada, por revisar');
  expect(await first.getByRole('button', { name: 'Dar por revisada' }).count()).toBe(0);
  expect((await fetch(`${site.address}/panel/ficha/${copy}/evidencia/${CLEAN}`)).status).toBe(403);
  const posted = await first.request.post(`${site.address}/panel/ficha/${copy}`, { form: { accion: 'publicar' }, headers: { origin: site.address } });
  expect([403, 409]).toContain(posted.status());
}, 60_000);

test('it is returned, mended, reviewed and published, and everybody reads it with its receipt and its evidence', async () => {
  await go(reviewer, `/panel/ficha/${copy}`);
  await reviewer.getByLabel(/^Comentario/).fill('Falta mirar las contrataciones.');
  await step(reviewer, 'Devolver');
  await go(first, `/panel/ficha/${copy}`);
  await answer(first, 'contrataciones', 'Completo');
  await step(first, 'Presentar');
  await go(reviewer, `/panel/ficha/${copy}`);
  await reviewer.getByLabel(/Miré los archivos/).check();
  await step(reviewer, 'Dar por revisada');
  await go(editor, `/panel/ficha/${copy}`);
  await step(editor, 'Publicar');
  await go(editor, '/ficha/portal-transparencia/muni-200701');
  const page = await said(editor);
  expect(page).toMatch(/Observatorio A/);
  expect(page).toMatch(/Puntos obtenidos de los aplicables: 1\.5 de 2 \(75\.0.%\)/);
  expect(page).not.toContain('Persona de prueba');
  expect((await fetch(`${site.address}/evidencia/${CLEAN}`)).status).toBe(200);
}, 90_000);

test('a second observer stands beside the first, with their agreement, and a third copy settles them without touching either', async () => {
  const other = await begin(second, 'Observatorio B');
  await answer(second, 'personal', 'Parcial');
  await answer(second, 'contrataciones', 'Ausente');
  await step(second, 'Presentar');
  await go(reviewer, `/panel/ficha/${other}`);
  await step(reviewer, 'Dar por revisada');
  await go(editor, `/panel/ficha/${other}`);
  await step(editor, 'Publicar');
  await go(editor, '/ficha/portal-transparencia');
  const both = await said(editor);
  for (const word of [/Observatorio A · .*2026/, /Observatorio B · .*2026/, /1\.5 de 2/, /0\.5 de 2/, /Acuerdo entre observadores/]) expect(both).toMatch(word);
  await go(reviewer, `/panel/ficha/${other}`);
  await reviewer.getByLabel(/^Quién observa/).fill('Mesa de conciliación');
  await reviewer.getByLabel('Por qué se concilia así').fill('Se volvió a mirar el portal con ambos.');
  await reviewer.getByRole('button', { name: /^Conciliar con la ficha/ }).click();
  expect(await item(reviewer, 'contrataciones').innerText()).toMatch(/Observatorio A\): Completo[\s\S]*Observatorio B\): Ausente/);
}, 90_000);

test('the public pages are clean on a phone in both languages, and are taken in every form', async () => {
  const reader = await visitor(360);
  for (const address of ['/fichas', '/ficha/portal-transparencia', '/ficha/portal-transparencia/muni-200701', '/ficha/pefa', '/ficha/pefa-plan-accion/papel']) {
    for (const language of ['', '/en']) expect(await problemsOf(reader, site.address, `${language}${address}`, { script: true, status: 200 }), address).toEqual([]);
    for (const format of ['json', 'csv', 'xlsx', 'pdf']) expect((await fetch(`${site.address}${address}.${format}`)).status, `${address}.${format}`).toBe(200);
  }
  const rows = (await (await fetch(`${site.address}/api/v1/fichas/portal-transparencia/resultados`)).json()) as { resultados: { medida: string; observador: string }[] };
  expect(rows.resultados.filter(({ medida }) => medida === 'puntaje').map(({ observador }) => observador)).toEqual(['Observatorio A', 'Observatorio B']);
  for (const address of ['/ficha/nada', '/ficha/portal-transparencia/nadie', '/api/v1/fichas/nada/items', `/evidencia/${'0'.repeat(64)}`]) expect((await fetch(site.address + address)).status, address).toBe(404);
}, 120_000);
