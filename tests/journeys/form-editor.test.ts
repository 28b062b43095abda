import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { modelOf } from '#lib/surveys/intake/form-version.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(site.panel);
}, 120_000);

const said = () => page.locator('main').innerText();
const go = (path: string) => page.goto(`${site.address}/panel/formularios${path}`);
const press = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const edit = (label: string) => page.getByRole('link', { name: `Cambiar: ${label}` }).click();
const headings = () => page.locator('ol.hits h3').allInnerTexts();

async function add(type: string, text: string, name: string, options = ''): Promise<void> {
  await page.getByLabel('Qué es').selectOption(type);
  await page.getByLabel('Lo que se lee a la persona').fill(text);
  await page.getByLabel('Nombre corto').fill(name);
  await page.getByLabel('Opciones nuevas, una por línea').fill(options);
  await press('Agregar al formulario');
  expect(await page.getByRole('status').innerText()).toBe('Guardado.');
}

test('a form is written from nothing on a phone without script: questions, choices, a group and their order', async () => {
  await go('/nuevo');
  await page.getByLabel('Título').fill('El agua del barrio');
  await page.getByLabel('Identificador').fill('agua-barrio');
  await press('Crear el formulario');
  await add('select_one', '¿Tiene agua en casa?', 'agua', 'si = Sí\nno = No');
  await add('integer', '¿Cuántas horas al día?', 'horas');
  await add('begin group', 'Su hogar', 'hogar');
  await press('Subir: Su hogar');
  await press('Bajar: ¿Cuántas horas al día?');
  expect(await headings()).toEqual(['El agua del barrio', '¿Tiene agua en casa?', 'Su hogar', '¿Cuántas horas al día?']);
  await press('Subir: ¿Cuántas horas al día?');
  expect(await said()).toContain('número entero · horas · dentro de 1');
});

test('a skip and a constraint are put together without XPath, and shown again as they were', async () => {
  await edit('¿Cuántas horas al día?');
  await page.getByLabel('Pregunta 1').selectOption('agua');
  await page.getByRole('group', { name: 'Se pregunta solo si' }).getByLabel('Valor 1').fill('Sí');
  const rule = page.getByRole('group', { name: 'La respuesta vale solo si' });
  await rule.getByLabel('Comparación 1').selectOption('mayor-igual');
  await rule.getByLabel('Valor 1').fill('0');
  await rule.getByLabel('Comparación 2').selectOption('menor-igual');
  await rule.getByLabel('Valor 2').fill('24');
  await page.getByLabel('Mensaje si no vale').fill('Un día tiene 24 horas.');
  await press('Guardar');
  expect(await page.getByRole('group', { name: 'Se pregunta solo si' }).getByLabel('Valor 1').inputValue()).toBe('si');
  expect(JSON.stringify(await modelOf(app.pool, 'agua-barrio', '1'))).toContain("${agua} = 'si'");
  expect(JSON.stringify(await modelOf(app.pool, 'agua-barrio', '1'))).toContain('. >= 0 and . <= 24');
});

test('what would break the form is told with its row, nothing is kept and what was written stays', async () => {
  await page.getByText('Más: cálculo').click();
  await page.getByLabel('Aclaración').fill('Ayer');
  await page.getByLabel('Cálculo').fill('${no_existe} + 1');
  await press('Guardar');
  expect(await page.getByRole('alert').innerText()).toMatch(/no_existe[\s\S]*\(survey, fila 5\)/);
  expect([await page.getByLabel('Aclaración').inputValue(), await page.getByLabel('Cálculo').inputValue()]).toEqual(['Ayer', '${no_existe} + 1']);
  expect(JSON.stringify(await modelOf(app.pool, 'agua-barrio', '1'))).not.toContain('Ayer');
});

test('a second language is a column of its own, told how much it says and that nobody tried it', async () => {
  await go('/agua-barrio/editar/idiomas');
  await press('Agregar esta variedad: Quechua de Áncash (qu)');
  const section = page.getByRole('region', { name: 'Quechua de Áncash (qu)' });
  expect(await section.innerText()).toMatch(/0 de 7 textos\.[\s\S]*Sin prueba de campo/);
  await section.getByText('Registro de traducción y prueba').click();
  await section.getByLabel('Prueba de campo: fecha').fill('2026-10-02');
  await section.getByLabel('Prueba de campo: lugar').fill('Un caserío de prueba');
  await section.getByLabel('Prueba de campo: cuántas personas').fill('12');
  await section.getByRole('button', { name: 'Guardar registro' }).click();
  expect(await section.innerText()).toContain('personas: 12; lugar: Un caserío de prueba');
  await go('/agua-barrio/editar');
  await edit('¿Tiene agua en casa?');
  await page.getByRole('group', { name: 'Quechua de Áncash (qu)' }).getByLabel('Lo que se lee').fill('[agua en quechua]');
  await press('Guardar');
  await go('/agua-barrio/editar');
  expect(await said()).toContain('Quechua de Áncash (qu): 1 de 7 textos');
});

test('the preview asks as the public form does, in any language, and sends nothing', async () => {
  await go('/agua-barrio/editar/vista');
  await page.getByLabel('Idioma').selectOption('Quechua de Áncash (qu)');
  await press('Cambiar');
  expect(await page.getByRole('region', { name: 'Pantalla de un teléfono' }).innerText()).toContain('[agua en quechua]');
  await page.getByLabel('Sí').check();
  await press('Siguiente');
  await page.getByLabel('¿Cuántas horas al día?').fill('30');
  await press('Siguiente');
  expect(await said()).toContain('Un día tiene 24 horas.');
  await page.getByLabel('¿Cuántas horas al día?').fill('3');
  await press('Siguiente');
  expect(await said()).toContain('aquí se enviaría');
  expect((await app.pool.query('select count(*)::int as n from envio')).rows[0].n).toBe(0);
});

test('the options of a question follow the answer to another: a column of their own, a filter, and no Excel', async () => {
  await go('/agua-barrio/editar');
  await add('select_one', '¿De qué zona?', 'zona', 'alta = La alta\nbaja = La baja');
  await go('/agua-barrio/editar');
  await add('select_one', '¿De qué barrio?', 'barrio', 'centro = Centro\nrio = El río\npuente = El puente');
  await go('/agua-barrio/editar');
  await edit('¿De qué barrio?');
  await page.getByLabel('Otra columna de las opciones').fill('zona');
  await press('Guardar opciones');
  for (const [code, zone] of [['centro', 'alta'], ['rio', 'baja'], ['puente', 'baja']]) await page.getByLabel(`«zona» del código ${code}`).fill(zone!);
  await press('Guardar opciones');
  await page.getByText('Lista de opciones: barrio').click();
  await page.getByLabel('Mostrar solo las opciones que cumplen').fill('zona = ${zona}');
  await press('Guardar');
  expect(await page.getByRole('status').innerText()).toBe('Guardado.');
  await go('/agua-barrio/editar/vista');
  await page.getByLabel('Sí').check();
  await press('Siguiente');
  await page.getByLabel('¿Cuántas horas al día?').fill('3');
  await press('Siguiente');
  await page.getByLabel('La baja').check();
  await press('Siguiente');
  const phone = page.getByRole('region', { name: 'Pantalla de un teléfono' });
  expect(await phone.getByRole('group', { name: '¿De qué barrio?' }).getByRole('radio').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).labels?.[0]?.innerText.trim()))).toEqual(['El río', 'El puente']);
  await go('/agua-barrio/editar');
  for (const label of ['¿De qué barrio?', '¿De qué zona?']) {
    await edit(label);
    await page.locator('summary', { hasText: 'Quitar del formulario' }).click();
    await press('Quitar del formulario');
  }
});

test('its workbook, downloaded and brought back, is the same form', async () => {
  const kept = async () => (await app.pool.query(`select subida from formulario_version where formulario = 'agua-barrio' and version = '1'`)).rows[0].subida as Date;
  const [since, before] = [await kept(), await modelOf(app.pool, 'agua-barrio', '1')];
  const book = await (await page.request.get(`${site.address}/panel/formularios/archivo.xlsx?formulario=agua-barrio&version=1`)).body();
  await go('');
  await page.getByLabel('Libro XLSForm (.xlsx)').setInputFiles({ name: 'otra.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: book });
  await press('Subir y revisar');
  expect((await kept()).getTime()).toBeGreaterThan(since.getTime());
  expect(await modelOf(app.pool, 'agua-barrio', '1')).toEqual(before);
});

test('a change of what was published opens the next version and asks whether it is the same question', async () => {
  await press(/^Publicar: El agua del barrio 1$/);
  await go('/agua-barrio');
  expect(await page.getByRole('region', { name: 'Libro de códigos' }).innerText()).toMatch(/Quechua de Áncash \(qu\): Probada el[\s\S]*Español \(es\): Sin prueba de campo/);
  await go('/agua-barrio/editar');
  expect(await said()).toContain('el primer cambio abre el borrador de la versión 2');
  await edit('¿Tiene agua en casa?');
  await page.getByRole('group', { name: 'Español (es)' }).getByLabel('Lo que se lee').fill('¿Tiene agua potable en casa, todos los días del año y a toda hora?');
  await press('Guardar');
  await page.getByLabel('No, ahora pregunta otra cosa').check();
  await press('Guardar con esa respuesta');
  expect(await page.getByRole('status').innerText()).toBe('Guardado.');
  expect(JSON.stringify((await modelOf(app.pool, 'agua-barrio', '2')).nodes)).toContain('"series":"agua.v2"');
  expect(JSON.stringify((await modelOf(app.pool, 'agua-barrio', '1')).nodes)).not.toContain('potable');
});

test('whoever edits beside somebody else is told, and keeps what was written', async () => {
  const other = await page.context().newPage();
  await other.goto(`${site.address}/panel/formularios/agua-barrio/editar`);
  await other.getByRole('textbox', { name: 'Título' }).fill('Otro título');
  await go('/agua-barrio/editar');
  await page.getByRole('button', { name: 'Duplicar: Su hogar' }).click();
  await other.getByRole('button', { name: 'Guardar título y versión' }).click();
  expect(await other.getByRole('alert').innerText()).toContain('formulario-cambiado');
  expect(await other.getByRole('textbox', { name: 'Título' }).inputValue()).toBe('Otro título');
  await other.getByRole('button', { name: 'Guardar título y versión' }).click();
  expect(await other.locator('h1').innerText()).toBe('Otro título');
  await other.close();
});

test('a question on voting intention is told at once, and a copy of the form goes its own way', async () => {
  await go('/nuevo');
  await page.getByLabel('Título').fill('Copia');
  await page.getByLabel('Identificador').fill('copia');
  await page.getByLabel('Empezar de').selectOption('agua-barrio');
  await press('Crear el formulario');
  await add('text', '¿Por quién va a votar por alcalde?', 'voto');
  expect(await said()).toContain('Pregunta por la intención de voto');
  expect((await headings()).length).toBe(7);
  const holdsVoting = async (form: string, version: string) => JSON.stringify(await modelOf(app.pool, form, version)).includes('va a votar');
  expect([await holdsVoting('copia', '1'), await holdsVoting('agua-barrio', '2')]).toEqual([true, false]);
});

test('the pages pass the accessibility rules, at 360 pixels and wide', async () => {
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const own = await context.newPage();
    await own.goto(site.panel);
    for (const path of ['nuevo', 'agua-barrio/editar', 'agua-barrio/editar/3', 'agua-barrio/editar/5', 'agua-barrio/editar/idiomas', 'agua-barrio/editar/vista']) for (const language of ['', '/en']) {
      expect(await problemsOf(own, site.address, `${language}/panel/formularios/${path}`, { script: true, status: 200 }), path).toEqual([]);
    }
    await context.close();
  }
}, 60_000);
