import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { addRecording, publishRecording, withdrawRecording } from '#lib/publishing/audio/keep.ts';
import type { Application } from '#lib/publishing/application.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { keeperOf } from '../setup/keeper.ts';
import { untilKept, untilStored } from '../setup/kept-pages.ts';
import { load, write } from '../setup/load.ts';
import { problemsOf } from '../setup/problems.ts';
import { serve, type Served } from '../setup/served.ts';
import { mp3, oggOpus } from '../setup/sound.ts';
import { untilRead } from '../setup/until-read.ts';

const toClose = closing();
let site: Served;
let browser: Browser;
let app: Application;
let operator: BrowserContext;
beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  app = toClose(await site.state.open());
  operator = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  const page = await operator.newPage();
  await page.goto(site.panel);
  await page.close();
}, 120_000);

const SOUND = oggOpus(400);
const ADDRESS = `/audio/${sha256(SOUND)}`;
const THREE_G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const html = async (path: string) => (await fetch(site.address + path)).text();

const played = (page: Page, address: string) => page.evaluate(async (src) => {
  const audio = document.querySelector<HTMLAudioElement>(`audio[src="${src}"]`)!;
  audio.muted = true;
  await audio.play();
  for (let n = 0; n < 200 && audio.currentTime === 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  audio.pause();
  return { duration: audio.duration, moved: audio.currentTime > 0, error: audio.error?.code ?? null };
}, address);

test('without a recording no page says anything of one', async () => {
  for (const path of ['/lugar/021014', '/lugar/02', '/en/lugar/180106']) expect(await html(path)).not.toMatch(/<audio|id="escuchar"/);
  expect(JSON.parse(await html('/lugar/021014.json'))).not.toHaveProperty('grabaciones');
  expect(JSON.parse(await html('/api/v1/lugares/021014/grabaciones'))).toEqual({ grabaciones: [] });
});

test('the operator enters a recording without JavaScript, hears it before anybody else, and publishes it', async () => {
  const page = await operator.newPage();
  await page.goto(`${site.address}/panel/audios?lugar=021014`);
  expect(await page.locator('blockquote').innerText()).toContain('San Marcos recibió');
  await page.setInputFiles('#audio', write(site.state.folder, 'voz.opus', SOUND));
  await page.selectOption('#variedad', 'quechua-ancash');
  await page.fill('#palabras', 'Silencio de prueba.');
  await page.selectOption('#traduccion', 'persona');
  await page.fill('#traductor', 'Docente bilingüe');
  await page.check('input[name=voz]');
  await page.fill('#prueba-fecha', '2026-11-02');
  await page.fill('#prueba-lugar', 'Huari');
  await page.fill('#prueba-personas', '9');
  await page.fill('#prueba-mal', '<b>canon</b>');
  await page.getByRole('button', { name: 'Guardar como borrador' }).click();
  expect(await page.locator('main').innerText()).toMatch(/guardada como borrador[\s\S]*Quechua de Áncash: 8 s, 2 kB[\s\S]*borrador/);
  expect((await fetch(site.address + ADDRESS)).status).toBe(404);
  expect((await fetch(`${site.address}/panel${ADDRESS.replace('audio', 'audios')}`)).status).toBe(403);
  expect((await page.request.get(`${site.address}/panel${ADDRESS.replace('audio', 'audios')}`)).status()).toBe(200);
  await page.getByRole('button', { name: /^Publicar/ }).click();
  expect(await page.locator('main ol').innerText()).toContain('publicada');
  await untilRead(`${site.address}/lugar/021014`, (text) => text.includes(ADDRESS));
  await page.close();
}, 60_000);

test('the page says its language, length, weight, translator and test, what it says in writing, and its receipts; nothing loads until it is played', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  expect(await problemsOf(page, site.address, '/lugar/021014', { script: true, status: 200 })).toEqual([]);
  const said = await page.locator('#escuchar').innerText();
  for (const words of ['Quechua de Áncash: 8 s, 2 kB', 'Tradujo: Docente bilingüe.', 'Probada con 9 personas el 2 de noviembre de 2026, en Huari.', '<b>canon</b>']) expect(said).toContain(words);
  expect(await page.locator('#escuchar audio').getAttribute('preload')).toBe('none');
  expect(await page.locator('#escuchar [lang=qu]').textContent()).toBe('Silencio de prueba.');
  const receipt = (await page.locator('#escuchar .proof a').first().getAttribute('href'))!;
  expect((await fetch(site.address + receipt)).status).toBe(200);
  // The keeper asks for it later, with the page in hand; the page itself does not.
  expect(asked.indexOf(ADDRESS) === -1 || asked.indexOf(ADDRESS) > asked.indexOf('/lugar/021014')).toBe(true);
  expect(await problemsOf(page, site.address, '/en/lugar/021014', { script: true, status: 200 })).toEqual([]);
  expect(await page.locator('#escuchar').innerText()).toContain('Áncash Quechua');
  await context.close();
}, 60_000);

test('it is served by stretches and as itself, and listed by the place’s JSON and the API', async () => {
  const answer = await fetch(site.address + ADDRESS, { headers: { range: 'bytes=0-3' } });
  expect([answer.status, await answer.text(), answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([206, 'OggS', 'audio/ogg', 'nosniff']);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const outside = await fetch(site.address + ADDRESS, { headers: { range: `bytes=${SOUND.length}-` } });
  expect([outside.status, outside.headers.get('cache-control')]).toEqual([416, 'no-store']);
  expect(sha256(Buffer.from(await (await fetch(site.address + ADDRESS)).arrayBuffer()))).toBe(sha256(SOUND));
  const listed = JSON.parse(await html('/api/v1/lugares/021014/grabaciones')).grabaciones;
  expect(listed).toEqual([expect.objectContaining({ variedad: 'quechua-ancash', vigente: true, bytes: SOUND.length, prueba: expect.objectContaining({ personas: 9, probada: true }) })]);
  expect(JSON.parse(await html('/lugar/021014.json')).grabaciones).toEqual(listed);
});

test('what is taken away carries no recording: parts to embed, cards, the sheet', async () => {
  for (const path of ['/lugar/021014/incrustar', '/incrustar/lugar/021014/cien-soles', '/lugar/021014/texto.txt']) expect(await html(path), path).not.toMatch(/bilingüe|Silencio de prueba|<audio|escuchar/);
  expect((await fetch(`${site.address}/incrustar/lugar/021014/escuchar`)).status).toBe(404);
});

test('a neighbour plays it over 3G, and again with no signal', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', THREE_G);
  await page.goto(`${site.address}/lugar/021014`);
  expect(await played(page, ADDRESS)).toMatchObject({ moved: true, error: null, duration: expect.closeTo(8, 0) });
  await untilKept(page);
  await untilStored(page, 'yupay-audio-1', (paths) => expect(paths).toContain(ADDRESS));
  await context.setOffline(true);
  await page.goto(`${site.address}/lugar/021014`);
  expect(await played(page, ADDRESS)).toMatchObject({ moved: true, error: null });
  const middle = await page.evaluate(async (src) => {
    const answer = await fetch(src, { headers: { range: 'bytes=4-7' } });
    return [answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength];
  }, ADDRESS);
  expect(middle).toEqual([206, `bytes 4-7/${SOUND.length}`, 4]);
  await context.setOffline(false);
  await context.close();
}, 90_000);

test('once the figures change it plays no longer as today’s; withdrawn, it is gone from the page, its address and the phone', async () => {
  const spare = await addRecording(keeperOf(app), write(site.state.folder, 'voz.mp3', mp3(200)), 'voz.mp3', { lugar: '180106', variedad: 'castellano', texto: 'Torata recibió canon.', voz: 'si' });
  await publishRecording(keeperOf(app), spare.id);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await untilRead(`${site.address}/lugar/180106`, (text) => text.includes(`/audio/${spare.sha256}`));
  await page.goto(`${site.address}/lugar/180106`);
  expect(await page.locator('#escuchar').innerText()).toMatch(/Escuche este resumen[\s\S]*Leído en castellano, sin traducción\.[\s\S]*Sin prueba de campo\./);
  expect(await played(page, `/audio/${spare.sha256}`)).toMatchObject({ moved: true, error: null });
  await untilStored(page, 'yupay-audio-1', (paths) => expect(paths).toHaveLength(1));
  const header = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';
  await load(app, write(site.state.folder, 'canon.csv', `${header}\n2020,180106,301486,M,1234.00,2345.00,100.00,2\n`));
  await untilRead(`${site.address}/lugar/180106`, (text) => text.includes('cuenta cifras anteriores'));
  await page.goto(`${site.address}/lugar/180106`);
  expect(await page.locator('#escuchar audio').isVisible()).toBe(false);
  expect(await page.locator('#escuchar h2').innerText()).toBe('Grabaciones de este resumen con cifras anteriores');
  await page.locator('#escuchar summary').first().click();
  expect(await page.locator('#escuchar').innerText()).toMatch(/cuenta cifras anteriores \(datos al [^)]+\): «Torata recibió S\/ 22\.1 millones/);
  await withdrawRecording(keeperOf(app), spare.id, 'cambiaron las cifras', true);
  await untilRead(`${site.address}/lugar/180106`, (text) => !text.includes('<audio'));
  expect((await fetch(`${site.address}/audio/${spare.sha256}`)).status).toBe(404);
  await page.goto(`${site.address}/lugar/180106`);
  await untilStored(page, 'yupay-audio-1', (paths) => expect(paths).toEqual([]));
  await context.close();
}, 90_000);

test('the panel is shut to others, and refuses in words what is no recording and what nobody reviewed', async () => {
  const form = new FormData();
  form.set('audio', new Blob([new Uint8Array(SOUND)]), 'voz.opus');
  for (const origin of [site.address, 'https://ajeno.example']) expect((await fetch(`${site.address}/panel/audios/subir`, { method: 'POST', body: form, headers: { origin } })).status).toBe(403);
  expect((await fetch(`${site.address}/panel/audios/cambiar`, { method: 'POST', body: new URLSearchParams({ id: 'x', accion: 'borrar', motivo: 'x' }), headers: { origin: site.address } })).status).toBe(403);
  const page = await operator.newPage();
  const enter = async (bytes: Buffer, how: string) => {
    await page.goto(`${site.address}/panel/audios?lugar=06`);
    await page.setInputFiles('#audio', write(site.state.folder, 'otra.mp3', bytes));
    await page.selectOption('#variedad', 'quechua-cajamarca');
    await page.fill('#palabras', 'Silencio de prueba.');
    await page.selectOption('#traduccion', how);
    await page.fill('#traductor', 'Docente bilingüe');
    await page.check('input[name=voz]');
    await page.getByRole('button', { name: 'Guardar como borrador' }).click();
    return page.locator('body').innerText();
  };
  expect(await enter(Buffer.from('RIFF0000WAVEfmt '), 'persona')).toContain('un WAV pesa unas diez veces más');
  expect(await enter(mp3(50).subarray(0, 300), 'persona')).toContain('termina antes de tiempo');
  expect(await enter(Buffer.alloc(2_000_000), 'persona')).toContain('1.5 MB');
  expect(await enter(mp3(50), 'maquina')).toMatch(/nadie lo ha revisado, así que no se puede publicar/);
  expect(await page.getByRole('button', { name: /^Publicar.*Cajamarca/ }).count()).toBe(0);
  const { rows } = await app.pool.query(`select id from grabacion where traduccion = 'maquina'`);
  await expect(publishRecording(keeperOf(app), rows[0].id)).rejects.toMatchObject({ code: 'audio-sin-revisar' });
  await page.close();
}, 60_000);

test.each([360, 1280])('the panel of recordings is whole and accessible at %i px, in both languages', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const { issueToken } = await import('#lib/access/operator.ts');
  await page.goto(`${site.address}/panel/cargas?ficha=${await issueToken(app.pool)}`);
  for (const path of ['/panel/audios', '/panel/audios?lugar=021014', '/en/panel/audios?lugar=021014']) expect(await problemsOf(page, site.address, path, { script: true, status: 200 })).toEqual([]);
  await context.close();
}, 60_000);
