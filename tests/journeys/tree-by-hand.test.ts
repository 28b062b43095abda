import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PLAN = 'plan-a-mano';
const EDITOR = `/panel/plan/${PLAN}/editor`;
const toClose = closing();
let site: Served;
let browser: Browser;
let context: BrowserContext;
let keeper: Page;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  context = toClose(await browser.newContext({ viewport: { width: 1280, height: 1000 }, hasTouch: true, reducedMotion: 'reduce' }));
  context.setDefaultTimeout(10_000);
  keeper = await context.newPage();
  await keeper.goto(site.panel);
  await keeper.goto(`${site.address}/panel/planes/nuevo`);
  for (const [label, value] of [['Título', 'Plan a mano'], ['Código, para su dirección', PLAN], ['Desde (AAAA-MM)', '2026-01'], ['Hasta (AAAA-MM)', '2027-12'], ['Organización titular (código)', 'comite'], ['Nombre de la organización, si es nueva', 'Comité de prueba']] as const) await keeper.getByLabel(label, { exact: true }).fill(value);
  await keeper.getByLabel('Empieza como').selectOption({ index: await planOfResults() });
  await keeper.getByLabel('Título', { exact: true }).press('Enter');
  await keeper.waitForURL(`**/panel/plan/${PLAN}**`);
}, 60_000);

/** Where the list of templates has the one with an objective and its three results. */
async function planOfResults(): Promise<number> {
  const options = await keeper.getByLabel('Empieza como').locator('option').allInnerTexts();
  return options.findIndex((one) => /^plan de/i.test(one));
}

const open = (page: Page = keeper) => page.goto(site.address + EDITOR);
const grip = (id: string, page: Page = keeper) => page.locator(`[data-arbol] > li[data-id="${id}"] .grip`);
const line = (id: string, page: Page = keeper) => page.locator(`[data-arbol] > li[data-id="${id}"]`);
const says = (page: Page = keeper) => page.locator('#arbol-dice');
/** The tree as a list of codes, with a dash a level. */
const tree = (page: Page = keeper) => page.locator('[data-arbol] > li').evaluateAll((items) => items.map((item) => '-'.repeat(Number((item as HTMLElement).dataset.depth)) + (item as HTMLElement).dataset.id).join(' '));
const focused = (page: Page = keeper) => page.evaluate(() => document.activeElement?.closest('li')?.dataset.id);

interface Spot { readonly x: number; readonly y: number }

async function spot(of: Locator, share: number): Promise<Spot> {
  const { x, y, width, height } = (await of.boundingBox())!;
  return { x: x + width / 2, y: y + height * share };
}

/** How many forms the page sent. */
function sentBy(page: Page): () => number {
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  return () => sent;
}

async function grab(id: string, over: string, share: number): Promise<void> {
  await keeper.locator('#arbol').evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  const from = await spot(grip(id), 0.5);
  await keeper.mouse.move(from.x, from.y);
  await keeper.mouse.down();
  const to = await spot(line(over), share);
  await keeper.mouse.move(to.x, to.y, { steps: 5 });
}

test('a statement is dragged before another and into it, and what it would do is drawn and said', async () => {
  await open();
  expect(await tree()).toBe('O1 -R1 -R2 -R3');
  await grab('R3', 'R1', 0.1);
  expect([await line('R1').getAttribute('class'), await says().innerText()]).toEqual([expect.stringContaining('lands-antes'), expect.stringMatching(/^Soltar aquí: antes de .*eficiencia/)]);
  const scroll = await keeper.evaluate(() => scrollY);
  await keeper.mouse.up();
  await expect.poll(() => tree()).toBe('O1 -R3 -R1 -R2');
  await expect.poll(() => says().innerText()).toMatch(/^Se movió: .*diálogo.* dentro de .*, en el puesto 1 de 3\.$/);
  expect([await focused(), await keeper.evaluate(() => scrollY)]).toEqual(['R3', scroll]);
  await grab('R3', 'R2', 0.5);
  expect(await line('R2').getAttribute('class')).toContain('lands-dentro');
  await keeper.mouse.up();
  await expect.poll(() => tree()).toBe('O1 -R1 -R2 --R3');
  await keeper.reload();
  expect(await tree()).toBe('O1 -R1 -R2 --R3');
});

test('where a statement may not go is drawn and said, and nothing is sent', async () => {
  const sent = sentBy(keeper);
  await grab('R2', 'R3', 0.5);
  expect([await line('R3').getAttribute('class'), await says().innerText()]).toEqual([expect.stringContaining('lands-no'), 'Aquí no: un enunciado no puede ir dentro de sí mismo.']);
  await keeper.mouse.up();
  expect(await says().innerText()).toBe('No se movió nada.');
  await grab('R1', 'R2', 0.1);
  expect(await says().innerText()).toBe('Ya está ahí: no se movió.');
  await keeper.mouse.up();
  await grab('R3', 'R1', 0.1);
  await keeper.keyboard.press('Escape');
  await keeper.mouse.up();
  expect([await says().innerText(), sent(), await tree(), await keeper.locator('.dragged, .lands-antes').count()]).toEqual(['No se movió nada.', 0, 'O1 -R1 -R2 --R3', 0]);
});

test('a drop that a page would not send is refused by the plan itself', async () => {
  const visto = await line('R2').locator('[name=visto]').inputValue();
  const post = (form: Record<string, string>) => keeper.request.post(site.address + EDITOR, { form: { accion: 'mover', visto, ...form }, headers: { accept: 'text/html', origin: site.address } });
  const cycle = await post({ clave: 'R2', como: 'dentro', junto: 'R3' });
  expect([cycle.status(), await cycle.text()]).toEqual([422, expect.stringMatching(/vuelve sobre sí mismo/)]);
  expect((await post({ clave: 'R2', como: 'encima', junto: 'R3' })).status()).toBe(400);
  await keeper.reload();
  expect(await tree()).toBe('O1 -R1 -R2 --R3');
});

test('keys move the statement that has the focus, one press after the other, and other keys do what they do', async () => {
  await grip('R3').focus();
  await keeper.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => tree()).toBe('O1 -R1 -R2 -R3');
  expect(await focused()).toBe('R3');
  await keeper.keyboard.press('Alt+ArrowUp');
  await keeper.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => tree()).toBe('O1 -R3 -R1 -R2');
  await keeper.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => says().innerText()).toBe('Ya está ahí: no se movió.');
  await keeper.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => tree()).toBe('O1 -R1 -R3 -R2');
  await keeper.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => tree()).toBe('O1 -R1 --R3 -R2');
  await expect.poll(() => says().innerText()).toMatch(/dentro de .*eficiencia.*, en el puesto 1 de 1\.$/);
  const sent = sentBy(keeper);
  await keeper.keyboard.press('ArrowDown');
  await keeper.keyboard.press('Control+Alt+ArrowUp');
  await keeper.getByRole('button', { name: /^Subir: .*transparencia/ }).focus();
  await keeper.keyboard.press('Alt+ArrowUp');
  expect([sent(), await tree()]).toEqual([0, 'O1 -R1 --R3 -R2']);
});

test('a finger drags on a narrow screen', async () => {
  await keeper.setViewportSize({ width: 360, height: 800 });
  expect(await problemsOf(keeper, site.address, EDITOR, { script: true, status: 200 })).toEqual([]);
  const finger: CDPSession = await context.newCDPSession(keeper);
  const touch = (type: string, at: Spot | null) => finger.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: at === null ? [] : [at] });
  // Away from the edges of the screen, where the page would go on under the finger.
  await line('R1').evaluate((item) => scrollTo(0, scrollY + item.getBoundingClientRect().top - 100));
  const scroll = await keeper.evaluate(() => scrollY);
  await touch('touchStart', await spot(grip('R3'), 0.5));
  const to = await spot(line('R1'), 0.1);
  await touch('touchMove', { ...to, y: to.y + 40 });
  await touch('touchMove', to);
  await expect.poll(() => line('R1').getAttribute('class').then(String)).toContain('lands-antes');
  await touch('touchEnd', null);
  await expect.poll(() => tree()).toBe('O1 -R3 -R1 -R2');
  expect(await keeper.evaluate(() => scrollY)).toBe(scroll);
  await keeper.setViewportSize({ width: 1280, height: 1000 });
});

test('of two people who move statements the later is told, sees the tree as it stands, and loses nothing', async () => {
  const other = await context.newPage();
  await Promise.all([open(), open(other)]);
  await grip('R2', other).focus();
  await other.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => tree(other)).toBe('O1 -R3 -R2 -R1');
  await keeper.getByLabel('Texto', { exact: true }).fill('algo a medio escribir');
  await grip('R3').focus();
  await keeper.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => says().innerText()).toMatch(/^Otra persona cambió el árbol mientras tanto\. No se movió nada/);
  expect([await tree(), await keeper.getByLabel('Texto', { exact: true }).inputValue(), await focused()]).toEqual(['O1 -R3 -R2 -R1', 'algo a medio escribir', 'R3']);
  await keeper.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => tree()).toBe('O1 -R2 -R3 -R1');
  await other.getByRole('button', { name: /^Subir: .*eficiencia/ }).click();
  expect(await other.getByRole('alert').innerText()).toContain('Otra persona cambió el árbol mientras tanto.');
  await other.close();
});

/** Pastes as Excel and Word do: text on the clipboard, whatever has the focus. */
const paste = (text: string) => keeper.evaluate((pasted) => {
  const data = new DataTransfer();
  data.setData('text/plain', pasted);
  return document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test('lines that are pasted on a statement are shown before they are made within it', async () => {
  await open();
  await grip('R3').focus();
  expect(await paste('una sola línea')).toBe(true);
  await keeper.getByRole('link', { name: /^Cambiar: .*diálogo/ }).focus();
  expect(await paste('1\tUna\n2\tDos')).toBe(true);
  await grip('R3').focus();
  expect(await paste('1\tPrimera actividad\n\t1.1\tSu entregable\n2\tSegunda actividad')).toBe(false);
  await keeper.waitForURL('**/importar?revision=*');
  expect(await keeper.locator('main').innerText()).toMatch(/3 cambios[^]*Primera actividad[^]*Su entregable/);
  await keeper.getByRole('button', { name: 'Guardar estos cambios' }).click();
  await open();
  expect(await tree()).toBe('O1 -R2 -R3 --R3.1 ---R3.1.1.1 --R3.2 -R1');
});

test('the page says how in English too, and nothing is wrong with it', async () => {
  expect(await problemsOf(keeper, site.address, `/en${EDITOR}`, { script: true, status: 200 })).toEqual([]);
  expect(await keeper.locator('#arbol-ayuda').innerText()).toContain('Drag "↕ Move"');
  await grip('R1').focus();
  await keeper.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => says().innerText()).toMatch(/^Moved: .* It is now within .*, number 2 of 3\.$/);
});

test('without JavaScript there is nothing to drag, and the buttons move', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const page = await plain.newPage();
  await page.goto(site.address + EDITOR);
  expect([await page.locator('.grip:visible').count(), await page.locator('#arbol-ayuda').isVisible()]).toEqual([0, false]);
  await page.getByRole('button', { name: /^Subir: .*eficiencia/ }).click();
  await page.getByRole('status').getByText('Se guardó.').waitFor();
  expect((await page.locator('[data-arbol] > li > h3').allInnerTexts()).slice(0, 3)).toEqual(['O1 Objetivo general del plan.', '— R1 Resultado de eficiencia.', '— R2 Resultado de transparencia.']);
  await plain.close();
});
