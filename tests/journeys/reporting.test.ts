import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { becomeMember } from '../setup/member.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PLAN = 'plan-alianza-2013-2014';
const CELL = 'R7.1';
const KEEP = 'R2.1';

const toClose = closing();
let site: Served;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
}, 60_000);

/** The reporter is on a phone. */
async function visitor(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

const member = async (role: string, width: number, address: string, organisation?: string) =>
  becomeMember(await visitor(width), `Persona de prueba, ${role}`, operator, site.address, { address, role, organisation });

const desk = (page: Page, address = '') => page.goto(`${site.address}/panel/plan/${PLAN}${address}`);
const said = (page: Page) => page.locator('main').innerText();
const cell = (page: Page, use: string) => page.getByRole('group', { name: new RegExp(`^${use.replace('.', '\\.')} `) });

async function fillCell(page: Page, use: string, value: string): Promise<void> {
  await cell(page, use).getByLabel('Valor', { exact: true }).fill(value);
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Waives every contradiction that blocks publication, one form at a time, as a person would. */
async function waiveBlockers(editor: Page): Promise<number> {
  await desk(editor);
  let waived = 0;
  for (let left = editor.locator('#contradicciones ~ ol > li', { hasText: 'impide publicar' }); (await left.count()) > 0; waived += 1) {
    await left.first().locator('summary').click();
    await left.first().getByLabel('Motivo, a la vista de todos').fill('Así lo imprime el documento de 2014.');
    await left.first().getByRole('button', { name: /^Exonerar/ }).click();
  }
  return waived;
}

/** Opens the page again as it stands, and finds nothing wrong with it as a reader meets it. */
async function clean(page: Page): Promise<void> {
  const { pathname } = new URL(page.url());
  expect(await problemsOf(page, site.address, pathname, { script: true, status: 200 })).toEqual([]);
}

let operator: Page;
let reporter: Page;
let reviewer: Page;
let editor: Page;

test('the operator invites who reports, who reviews and who publishes, and the plan asks for a period', async () => {
  operator = await visitor(1280);
  await operator.goto(site.panel);
  await operator.goto(`${site.address}/panel/personas`);
  await operator.getByLabel('Código, como en los planes').fill('ifc');
  await operator.getByLabel('Nombre', { exact: true }).fill('IFC');
  await press(operator, 'Guardar la organización');
  reporter = await member('reporter', 360, 'informa@ejemplo.pe', 'ifc');
  reviewer = await member('reviewer', 1280, 'revisa@ejemplo.pe');
  editor = await member('editor', 1280, 'edita@ejemplo.pe');
  await desk(editor);
  const period = editor.locator('form', { has: editor.getByLabel('Código') });
  for (const [label, value] of [['Código', 'avance-2015'], ['Nombre', 'Avance a junio 2015'], ['Desde (AAAA-MM)', '2014-06'], ['Hasta (AAAA-MM)', '2015-06']] as const) await period.getByLabel(label).fill(value);
  await press(editor, 'Abrir el periodo');
  expect(await said(editor)).toContain('Avance a junio 2015');
}, 90_000);

test('the reporter finds what is asked on a phone; what is wrong is said beside its cell and what is right is kept', async () => {
  await reporter.goto(`${site.address}/panel/planes`);
  await clean(reporter);
  await reporter.getByRole('button', { name: 'Empezar la entrega de IFC, Avance a junio 2015' }).click();
  await clean(reporter);
  await fillCell(reporter, CELL, 'cuarenta');
  await fillCell(reporter, KEEP, '24');
  await press(reporter, 'Guardar');
  expect(await cell(reporter, CELL).getByRole('alert').innerText()).toContain('Aquí va un número');
  expect(await cell(reporter, CELL).getByLabel('Valor', { exact: true }).inputValue()).toBe('cuarenta');
  expect(await said(reporter)).toContain('Se guardó 1 valor.');
  await fillCell(reporter, CELL, '50');
  await press(reporter, 'Guardar');
  expect(await cell(reporter, KEEP).innerText()).toContain('24');
}, 60_000);

test('two windows on one cell: the later one sees both values, and either may be kept', async () => {
  await desk(reporter, '/entrega/1');
  const other = await reporter.context().newPage();
  await other.goto(reporter.url());
  for (const [page, value] of [[other, '51'], [reporter, '52']] as const) {
    await fillCell(page, CELL, value);
    await press(page, 'Guardar');
  }
  expect(await cell(reporter, CELL).getByRole('alert').innerText()).toMatch(/Otra persona cambió este valor[\s\S]*Vigente ahora: 51 /);
  expect(await cell(reporter, CELL).getByLabel('Valor', { exact: true }).inputValue()).toBe('52');
  await cell(reporter, CELL).getByLabel('Dejar el vigente y descartar el mío').check();
  await press(reporter, 'Guardar');
  expect(await cell(reporter, CELL).innerText()).toMatch(/Vigente ahora\s+51 /);
  await fillCell(reporter, CELL, '50');
  await press(reporter, 'Guardar');
  expect(await cell(reporter, CELL).innerText()).toMatch(/Vigente ahora\s+50 /);
  await other.close();
}, 60_000);

test('a locked period says why and who can open it; the operator opens it for one person until a day, for all to see', async () => {
  await desk(editor);
  const form = editor.locator('li', { has: editor.getByRole('heading', { name: 'Avance a junio 2015' }) });
  await form.getByLabel('Motivo, a la vista de todos').fill('El informe está en imprenta.');
  await editor.getByRole('button', { name: 'Cerrar el periodo Avance a junio 2015' }).click();
  await desk(reporter, '/entrega/1');
  expect(await said(reporter)).toMatch(/está cerrado desde[\s\S]*El informe está en imprenta\.[\s\S]*Quien lo cerró puede abrirlo para usted/);
  expect(await reporter.getByRole('button', { name: 'Guardar', exact: true }).count()).toBe(0);
  await desk(operator);
  await clean(operator);
  const own = operator.locator('li', { has: operator.getByRole('heading', { name: 'Avance a junio 2015' }) });
  await own.locator('summary').click();
  await own.getByLabel('Persona', { exact: true }).selectOption({ label: 'Persona de prueba, reporter' });
  await own.getByLabel('Hasta el día (AAAA-MM-DD)').fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
  await own.locator('details').getByLabel('Motivo, a la vista de todos').fill('El acta llegó con atraso.');
  await own.getByRole('button', { name: 'Abrir el periodo Avance a junio 2015 para una persona' }).click();
  await desk(editor);
  expect(await said(editor)).toContain('El acta llegó con atraso.');
  await desk(reporter, '/entrega/1');
  await press(reporter, 'Presentar a revisión');
  expect(await said(reporter)).toContain('presentada, espera revisión');
}, 60_000);

/** Sends a form that the page does not offer, and gives what the answer says. */
async function forced(page: Page, address: string, action: string): Promise<string> {
  await desk(page, address);
  await page.evaluate((wanted) => {
    const form = document.createElement('form');
    form.method = 'POST';
    form.innerHTML = `<input name="accion" value="${wanted}">`;
    document.body.append(form);
    form.submit();
  }, action);
  await page.getByText('sin-permiso').waitFor();
  return said(page);
}

test('whoever may not review or publish is refused and told the rule, who can and how', async () => {
  expect(await reporter.getByRole('button', { name: 'Aprobar' }).count()).toBe(0);
  expect(await forced(reporter, '/entrega/1', 'aprobar')).toMatch(/Revisa y aprueba quien tiene el papel de revisión[\s\S]*Puede quien tiene el papel de revisión o administración[\s\S]*Pídale que lo haga/);
  expect(await forced(reviewer, '', 'publicar')).toMatch(/El plan lo lleva y lo publica la secretaría[\s\S]*edición o administración/);
});

test('the reviewer returns it with a comment, the reporter mends it, and it is approved', async () => {
  await reviewer.goto(`${site.address}/panel/planes`);
  await reviewer.getByRole('link', { name: /^Entrega 1: IFC/ }).click();
  await press(reviewer, 'Devolver');
  expect(await reviewer.getByRole('alert').innerText()).toContain('hace falta un comentario');
  await reviewer.getByLabel('Comentario').fill('Son 49: una repite.');
  await press(reviewer, 'Devolver');
  await desk(reporter, '/entrega/1');
  expect(await said(reporter)).toContain('Son 49: una repite.');
  await fillCell(reporter, CELL, '49');
  await press(reporter, 'Guardar');
  await press(reporter, 'Presentar a revisión');
  await desk(reviewer, '/entrega/1');
  await press(reviewer, 'Aprobar');
  expect(await said(reviewer)).toContain('aprobada, espera publicación');
}, 60_000);

async function publish(): Promise<void> {
  await waiveBlockers(editor);
  await press(editor, 'Publicar lo aprobado');
  expect(await editor.getByRole('status').innerText()).toBe('Hecho.');
}

test('a grave contradiction keeps it from being published until somebody waives it with a reason', async () => {
  await desk(editor);
  await clean(editor);
  await press(editor, 'Publicar lo aprobado');
  expect(await editor.getByRole('alert').innerText()).toMatch(/hay \d+ contradicciones graves sin exonerar/);
  expect(await waiveBlockers(editor)).toBeGreaterThan(0);
  await publish();
}, 120_000);

/** What everybody reads of an indicator. */
async function publicPage(): Promise<Page> {
  const page = await visitor(360);
  await page.goto(`${site.address}/plan/${PLAN}/indicador/${CELL}`);
  return page;
}

test('what was approved is public, with its receipt', async () => {
  const page = await publicPage();
  expect(await said(page)).toContain('49');
  expect(await page.locator('a[href*="/recibo/"]').count()).toBeGreaterThan(0);
});

test('it is corrected with a reason, reviewed like any other, and both values are public', async () => {
  await desk(reporter, '/entrega/1');
  await cell(reporter, CELL).getByRole('link', { name: /^Corregir/ }).click();
  await clean(reporter);
  await cell(reporter, CELL).getByLabel('Valor', { exact: true }).fill('48');
  await cell(reporter, CELL).getByLabel('Motivo de la corrección').fill('Otra institución cerró en mayo.');
  await press(reporter, 'Guardar la corrección');
  await press(reporter, 'Presentar a revisión');
  await desk(reviewer, '/entrega/2');
  await press(reviewer, 'Aprobar');
  await publish();
  const text = await said(await publicPage());
  expect(text).toContain('48');
  expect(text).toContain('49');
  expect(text).toContain('Otra institución cerró en mayo.');
}, 120_000);

test('English pages of the desk say the same', async () => {
  await editor.goto(`${site.address}/en/panel/plan/${PLAN}`);
  expect(await said(editor)).toContain('Publish what was approved');
  await clean(editor);
});
