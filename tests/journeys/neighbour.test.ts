import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { addRecording, publishRecording } from '#lib/publishing/audio/keep.ts';
import { launchBrowser } from '../setup/browser.ts';
import { closing } from '../setup/closing.ts';
import { keeperOf } from '../setup/keeper.ts';
import { untilKept, untilStored } from '../setup/kept-pages.ts';
import { write } from '../setup/load.ts';
import { serve, type Served } from '../setup/served.ts';
import { oggOpus } from '../setup/sound.ts';

const toClose = closing();
/** A neighbour of San Marcos opens, on a phone and a slow network, what somebody sent her by WhatsApp. */
let site: Served;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const asked: string[] = [];

/** 3G as browsers' own tools define it: 400 ms, 400 kbit/s. */
const THREE_G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

beforeAll(async () => {
  [site, browser] = toClose(await Promise.all([serve(), launchBrowser()]));
  await record();
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  context.on('request', (request) => asked.push(request.url()));
  page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', THREE_G);
}, 120_000);

/** The message that the page of San Marcos hands to WhatsApp, as whoever receives it reads it. */
async function message(): Promise<string> {
  const html = await (await fetch(`${site.address}/lugar/021014`)).text();
  return decodeURIComponent(/href="https:\/\/wa\.me\/\?text=([^"]+)"/.exec(html)![1]!);
}

const SOUND = oggOpus(250);

/** Somebody recorded the sentence of San Marcos in the Quechua of its region: here, five seconds of silence. */
async function record(): Promise<void> {
  const app = await site.state.open();
  const file = write(site.state.folder, 'voz.opus', SOUND);
  const { id } = await addRecording(keeperOf(app), file, 'voz.opus', { lugar: '021014', variedad: 'quechua-ancash', texto: 'San Marcos recibió canon minero.', palabras: 'Silencio de prueba.', traduccion: 'persona', traductor: 'Docente bilingüe', voz: 'si' });
  await publishRecording(keeperOf(app), id);
  await app.close();
}

/** Whether the player of the page gets anywhere. */
const plays = () => page.evaluate(async () => {
  const audio = document.querySelector('audio')!;
  audio.muted = true;
  await audio.play();
  for (let n = 0; n < 200 && audio.currentTime === 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  audio.pause();
  return audio.currentTime > 0;
});

/** Words of the sentence that money gives a meaning of its own, and the entry that explains each. */
const EXPLAINED: Readonly<Record<string, string>> = { canon: 'canon', minero: 'canon', presupuesto: 'pim', gastó: 'devengado' };
/** Words that need nobody's help. */
const EVERYDAY = new Set(['san', 'marcos', 'recibió', 'millones', 'de', 'en', 'por', 'habitante', 'cada', 'soles', 's', 'su']);

test('the link of the message opens the page of San Marcos on a slow network, with the same sentence', async () => {
  const text = await message();
  const address = /https?:\/\/\S+$/.exec(text)![0];
  expect(new URL(address).pathname).toBe('/lugar/021014');
  await page.goto(address);
  expect(await page.locator('h1').innerText()).toBe('San Marcos');
  for (const said of await page.locator('.say').allInnerTexts()) expect(text).toContain(said.replaceAll('\u00a0', ' '));
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}, 60_000);

test('every word of the sentence is an everyday one or is explained on the page and in the glossary', async () => {
  const sentence = (await page.locator('.say').allInnerTexts()).join(' ').toLowerCase();
  const words = new Set(sentence.match(/\p{L}+/gu));
  expect([...words].filter((word) => !EVERYDAY.has(word) && !(word in EXPLAINED))).toEqual([]);
  const glossary = await (await fetch(`${site.address}/glosario`)).text();
  for (const [word, id] of Object.entries(EXPLAINED)) {
    expect(words.has(word), word).toBe(true);
    const entry = page.locator('.terms div').filter({ has: page.locator(`a[href="/glosario#${id}"]`) });
    expect((await entry.locator('dd').innerText()).length, word).toBeGreaterThan(40);
    expect(glossary, word).toContain(`id="${id}"`);
  }
  expect(await page.locator('main').innerText()).toMatch(/Por habitante: el canon del año entre la población/);
}, 60_000);

test('she plays what the page says in the Quechua of Áncash, and is told that nobody tested it in the field', async () => {
  expect(await page.locator('#escuchar').innerText()).toMatch(/Quechua de Áncash: 5 s, \d+ kB[\s\S]*Sin prueba de campo\./);
  expect(await plays()).toBe(true);
}, 60_000);

test('she takes the quiz: each answer is hidden until she asks, and is one of the options', async () => {
  const questions = page.locator('.quiz > li');
  expect(await questions.count()).toBe(3);
  for (const question of await questions.all()) {
    const answer = question.locator('details p');
    expect(await answer.isVisible()).toBe(false);
    const options = await question.locator('.options li').allInnerTexts();
    await question.locator('summary').tap();
    expect(await answer.isVisible()).toBe(true);
    const told = await answer.innerText();
    expect(options.filter((option) => told.startsWith(`${option}.`)).length).toBe(1);
  }
}, 60_000);

test('she follows "¿es verdad?" to the receipt in plain words, and with no signal still reads both', async () => {
  await untilKept(page);
  await untilStored(page, 'yupay-audio-1', (paths) => expect(paths).toContain(`/audio/${sha256(SOUND)}`));
  const link = page.locator('.proof a').first();
  const receipt = (await link.getAttribute('href'))!;
  await link.tap();
  await page.waitForURL(`**${receipt}`);
  const plain = async () => {
    expect(await page.locator('h1').innerText()).toContain('¿Es verdad?');
    const told = await page.locator('main').innerText();
    for (const words of ['San Marcos', 'verify']) expect(told).toContain(words);
    expect(told).not.toMatch(/undefined|null|NaN/);
  };
  await plain();
  await untilKept(page);
  await context.setOffline(true);
  await page.goto(`${site.address}/lugar/021014`);
  expect(await page.locator('.say').first().innerText()).toContain('canon minero');
  expect(await plays()).toBe(true);
  await page.locator('.proof a').first().tap();
  await page.waitForURL(`**${receipt}`);
  await plain();
  await context.setOffline(false);
}, 90_000);

test('in all of it nobody asked who she is, nothing was left on her phone to follow her, and nobody else was told', async () => {
  await page.goto(`${site.address}/lugar/021014`);
  expect(await page.locator('input[type=password], input[type=email], a[href*="/panel"]').count()).toBe(0);
  expect(await context.cookies()).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(site.address))).toEqual([]);
});
