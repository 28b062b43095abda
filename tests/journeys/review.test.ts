import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { madeInterview, publishPerception, sendInterview } from '../setup/interviews.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';

const PHONE = '987000321';

const toClose = closing();
let site: Served;
let app: Application;
let browser: Browser;
let page: Page;
let numbers: number[];

/** The server reads what came by itself; a test only waits for it. */
async function untilRead(): Promise<void> {
  const waiting = async () => (await app.pool.query(`select 1 from envio where estado = 'recibido' union all select 1 from formulario where calidad_pendiente`)).rowCount;
  for (let tries = 0; (await waiting()) !== 0; tries += 1) {
    if (tries > 100) throw new Error('nobody reads what came');
    await sleep(200);
  }
}

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  await publishPerception(app);
  const secret = await app.recordKeys.secret();
  for (const code of ['E-1', 'E-2']) await makeEnumerator(app.pool, secret, OPERATOR, code, null);
  const by = (code: string) => ({ code, forms: null, revoked: false });
  numbers = [];
  for (const [dwelling, age] of [['1', '31'], ['2', '32'], ['3', '33']] as const) numbers.push(await sendInterview(app, { dwelling, age, code: `codigo${dwelling}`, phone: PHONE }, by('E-1')));
  numbers.push(await sendInterview(app, { dwelling: '4', age: '34', answers: { p1: 'nadie' } }, by('E-2')));
  numbers.push(await sendInterview(app, { dwelling: '5', age: '15', phone: PHONE }, by('E-2')));
  const photo = await app.intake.receiveFile(Readable.from([Buffer.from('una foto')]), { name: 'casa.jpg', type: 'image/jpeg' });
  numbers.push((await app.intake.receive({ xml: madeInterview({ dwelling: '6', age: '36' }), files: [photo], incomplete: false, enumerator: null, draft: false })).number);
  await untilRead();
  page = await (await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: true })).newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.panel);
}, 120_000);

const said = () => page.locator('main').innerText();
const go = (path: string) => page.goto(`${site.address}${path}`);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const stateOf = async (number: number) => (await app.pool.query('select estado from envio where numero = $1', [number])).rows[0]!.estado as string;
const actions = async () => (await app.pool.query(`select accion from auditoria where accion like 'envio-%' order by numero`)).rows.map(({ accion }) => accion as string);

test('the queue and a submission read well at every width, in both languages, and hold nobody’s telephone', async () => {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/panel/envios', '/en/panel/envios', `/panel/envios/${numbers[3]}`, `/en/panel/envios/${numbers[4]}`, '/retiro', '/en/retiro']) {
      expect(await problemsOf(page, site.address, path, { script: true, status: 200 }), path).toEqual([]);
      expect(await page.content(), path).not.toContain(PHONE);
    }
  }
});

test('a queue is filtered, and all that is clean is approved at once', async () => {
  await go('/panel/envios');
  expect(await said()).toContain('Percepción del canon y de la municipalidad');
  await page.getByLabel('Alerta', { exact: true }).selectOption('menor-de-edad');
  await press('Mostrar');
  expect(await page.getByRole('region', { name: 'Envíos, primero los que tienen alertas' }).locator('tbody th').allInnerTexts()).toEqual([String(numbers[4])]);
  await go('/panel/envios');
  await press('Aprobar los que no tienen alertas');
  expect(await said()).toContain('Se aprobaron 3 envíos.');
  expect(await Promise.all(numbers.map(stateOf))).toEqual(['aprobado', 'aprobado', 'aprobado', 'por-revisar', 'por-revisar', 'por-revisar']);
  const exported = await (await page.request.get(`${site.address}/panel/formularios/percepcion/respuestas.csv`)).text();
  expect([exported.split('\n').filter((line) => line.includes('U-01')).length, exported.includes(PHONE), exported.includes('codigo1')]).toEqual([3, false, false]);
  await go('/panel/envios');
  const rows = await page.getByRole('region', { name: 'Entrevistas completas de cada encuestador' }).locator('tbody tr').allInnerTexts();
  expect(rows.map((row) => row.split('\t')[0])).toEqual(['E-1', 'sin clave', 'E-2']);
});

test('one with an alert is approved with a note, rejected with a reason, put back, and its history stays', async () => {
  await go(`/panel/envios/${numbers[3]}`);
  expect(await said()).toContain('La respuesta no está entre las opciones');
  await press('Aprobar');
  expect(await page.getByRole('alert').innerText()).toContain('envio-alertas');
  await page.getByLabel('Nota para el equipo').fill('se volvió a llamar');
  await press('Aprobar');
  expect(await stateOf(numbers[3]!)).toBe('aprobado');
  await press('Rechazar');
  expect(await page.getByRole('alert').innerText()).toContain('envio-motivo');
  await page.getByLabel('Motivo del rechazo').selectOption('inventada');
  await press('Rechazar');
  await press('Volver a revisión');
  expect(await said()).toMatch(/aprobado por .*se volvió a llamar[\s\S]*rechazado por .*no ocurrió[\s\S]*vuelto a revisión por/);
  expect((await actions()).slice(-3)).toEqual(['envio-aprobar', 'envio-rechazar', 'envio-devolver']);
});

test('what points at a person is shown once, to whoever says why, and a file is read with its trace', async () => {
  await go(`/panel/envios/${numbers[0]}`);
  await page.getByLabel('Para qué lo necesita').fill('volver a llamar');
  await press('Mostrar');
  expect(await page.getByRole('region', { name: 'Lo que señala a una persona' }).last().innerText()).toContain(PHONE);
  await go(`/panel/envios/${numbers[0]}`);
  expect(await page.content()).not.toContain(PHONE);
  const [file] = await app.vault.attachments(numbers[5]!);
  const response = await page.request.get(`${site.address}/panel/envios/${numbers[5]}/archivo/${file!.number}`);
  expect([response.status(), await response.text(), response.headers()['content-disposition'], response.headers()['cache-control']?.includes('no-store')]).toEqual([200, 'una foto', `attachment; filename="envio-${numbers[5]}-${file!.number}.jpg"`, true]);
  expect((await page.request.get(`${site.address}/panel/envios/${numbers[0]}/archivo/${file!.number}`)).status()).toBe(404);
  expect((await actions()).slice(-2)).toEqual(['envio-abrir', 'envio-archivo']);
});

test('a minor’s interview is deleted for good', async () => {
  await go(`/panel/envios/${numbers[4]}`);
  await press('Borrar para siempre');
  expect(await said()).toContain('Lo personal se destruyó');
  expect([await stateOf(numbers[4]!), await app.vault.readSubmission(numbers[4]!), (await app.pool.query('select 1 from envio_respuesta where envio = $1', [numbers[4]])).rowCount]).toEqual(['destruido', null, 0]);
});

test('what came broken is looked at as it came by whoever says why, and taken away with its files', async () => {
  const broken = madeInterview({ phone: PHONE }).subarray(0, -20);
  const photo = await app.intake.receiveFile(Readable.from([Buffer.from('otra foto')]), { name: 'casa.jpg', type: 'image/jpeg' });
  const { kind, number } = await app.intake.receive({ xml: broken, files: [photo], incomplete: false, enumerator: null, draft: false });
  expect(kind).toBe('cuarentena');
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of ['/panel/envios', `/panel/envios/aparte/${number}`, `/en/panel/envios/aparte/${number}`]) {
    expect(await problemsOf(page, site.address, path, { script: true, status: 200 }), path).toEqual([]);
    expect(await page.content(), path).not.toContain(PHONE);
  }
  await go('/panel/envios');
  await page.getByRole('link', { name: `Ilegible ${number}` }).click();
  expect(await said()).toContain('XML cortado o mal formado');
  const [file] = await app.vault.attachments(number, 'cuarentena');
  const files = `${site.address}/panel/envios/aparte/${number}/archivo/${file!.number}`;
  expect([await (await page.request.get(files)).text(), (await fetch(files)).status]).toEqual(['otra foto', 403]);
  await page.getByLabel('Para qué lo necesita').fill('digitar lo que se lea');
  await press('Mostrar');
  expect(await said()).toContain(PHONE);
  await go(`/panel/envios/aparte/${number}`);
  expect(await page.content()).not.toContain(PHONE);
  await press('Borrar para siempre');
  expect(await said()).toContain('Lo personal se destruyó');
  expect((await app.pool.query(`select accion, detalle from auditoria where accion like 'envio-%' order by numero desc limit 3`)).rows.toReversed()).toEqual([
    { accion: 'envio-archivo', detalle: { cuarentena: number, archivo: file!.number } }, { accion: 'envio-abrir', detalle: { cuarentena: number, motivo: 'digitar lo que se lea' } }, { accion: 'envio-destruir', detalle: { cuarentena: [number], motivo: 'ilegible' } },
  ]);
  expect([await app.vault.readSubmission(number, 'cuarentena'), (await page.request.get(files)).status()]).toEqual([null, 404]);
  expect(await app.pool.query('select 1 from envio_cuarentena').then(({ rowCount }) => rowCount)).toBe(1);
});

test('without a session nothing of it opens, whatever is asked', async () => {
  for (const path of ['/panel/envios', `/panel/envios/${numbers[0]}`, '/panel/envios/aparte/1']) expect((await fetch(site.address + path, { redirect: 'manual' })).status, path).toBe(303);
  const [file] = await app.vault.attachments(numbers[5]!);
  expect((await fetch(`${site.address}/panel/envios/${numbers[5]}/archivo/${file!.number}`)).status).toBe(403);
  const forged = await page.request.post(`${site.address}/panel/envios/${numbers[0]}`, { form: { accion: 'borrar', motivo: 'pedido' }, headers: { origin: 'https://ajeno.example' } });
  expect([forged.status(), await stateOf(numbers[0]!)]).toEqual([403, 'aprobado']);
  for (const path of ['0', '9e9', '1%27--', '999999']) expect((await page.request.get(`${site.address}/panel/envios/${path}`)).status(), path).toBe(404);
});

test('a person takes back what they answered, without script, and reads the same with a code that is none', async () => {
  const plain = await (await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage();
  const answers: string[] = [];
  for (const code of ['no-es-uno', 'CODIGO 1']) {
    await plain.goto(`${site.address}/retiro`);
    await plain.getByLabel('Su código').fill(code);
    await plain.getByRole('button', { name: 'Borrar lo que respondí' }).click();
    answers.push(await plain.locator('main').innerText());
  }
  expect([answers[0] === answers[1], answers[0]!.includes('Si con este código se respondió una encuesta')]).toEqual([true, true]);
  expect([await stateOf(numbers[0]!), await stateOf(numbers[1]!), await app.vault.readSubmission(numbers[0]!)]).toEqual(['retirado', 'aprobado', null]);
  for (let turn = 0; turn < 4; turn += 1) {
    await plain.goto(`${site.address}/retiro`);
    await plain.getByLabel('Su código').fill('x');
    await plain.getByRole('button', { name: 'Borrar lo que respondí' }).click();
  }
  expect(await plain.getByRole('alert').innerText()).toContain('demasiados-pedidos');
});
