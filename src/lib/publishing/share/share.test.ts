import { beforeAll, expect, test } from 'vitest';
import type { Services } from '#lib/publishing/services.ts';
import { placeView } from '#lib/publishing/view-load.ts';
import { cardSvg } from '#lib/ui/chart/card.ts';
import { fixtureServices } from '../../../../tests/fixtures/services.ts';
import { pdf } from '../http/pdf.ts';
import { png } from '../http/png.ts';
import { figuresOf, plainText } from '../phrase.ts';
import { shareText } from './links.ts';
import { placeCard } from './place-card.ts';
import { SHEET_LAYOUT } from './sheet-typst.ts';
import { placeSheet } from './sheet.ts';

let services: Services;
beforeAll(async () => {
  services = await fixtureServices();
}, 60_000);

const ORIGIN = 'https://yupay.example';
const view = (code: string, language: 'es' | 'en' = 'es') => placeView(services, code, language, ORIGIN);
const sheetPdf = async (code: string, forma: string, language: 'es' | 'en' = 'es') => Buffer.from(await pdf(SHEET_LAYOUT, { datos: JSON.stringify(placeSheet(await view(code, language), '2026-11-21')), forma })).toString('latin1');
const pages = (file: string) => Number(/\/Count (\d+)/.exec(file)?.[1]);

test.each(['180106', '060108', '021014', '18', '1801'])('the cards of %s weigh less than 100 kB and carry the receipts of what they say', async (code) => {
  const model = await view(code);
  for (const shape of ['ancha', 'cuadrada'] as const) {
    const svg = cardSvg(placeCard(model, shape));
    const picture = Buffer.from(await png(svg));
    expect([picture.subarray(1, 4).toString(), picture.length < 100_000]).toEqual(['PNG', true]);
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual(shape === 'ancha' ? [1200, 630] : [1080, 1080]);
    for (const figure of model.lead.slice(0, 2).flatMap(figuresOf)) expect(svg).toContain(figure.code);
  }
});

test('a card says nothing that its page does not', async () => {
  const model = await view('180106');
  const card = placeCard(model, 'ancha');
  expect([card.finding, card.second]).toEqual(model.lead.slice(0, 2).map((text) => plainText(text, 'es')));
  expect(card.hundred?.caption).toContain('78');
  expect(card.address).toBe('yupay.example/lugar/180106');
});

test('a message holds the finding and the address, and no follower of anybody', async () => {
  const { address, lead, language, origin } = await view('180106');
  const text = shareText({ address, lead, language, origin });
  expect(text).toMatch(/^Torata recibió S\/ .+ de canon minero en 2020.+: https:\/\/yupay\.example\/lugar\/180106$/);
  expect([text.includes('\u00a0'), new URL(text.split(' ').at(-1)!).search]).toEqual([false, '']);
});

test.each(['180106', '060108', '021014', '140101', '230302'])('the sheet of %s is one page and its leaflet two', async (code) => {
  expect([pages(await sheetPdf(code, 'hoja')), pages(await sheetPdf(code, 'volante'))]).toEqual([1, 2]);
  expect([pages(await sheetPdf(code, 'hoja', 'en')), pages(await sheetPdf(code, 'volante', 'en'))]).toEqual([1, 2]);
}, 60_000);

test('what a source wrote is set as words, never as orders to the typesetter', async () => {
  const model = { ...(await view('180106')), heading: '#panic("x") $a$ *b* \\ @c <d>' };
  const file = Buffer.from(await pdf(SHEET_LAYOUT, { datos: JSON.stringify(placeSheet(model, '2026-11-21')), forma: 'hoja' }));
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a sheet carries the QR of its page, its receipts, and the reason of each part that is missing', async () => {
  const sheet = placeSheet(await view('060108'), '2026-11-21');
  expect(sheet.qr).toMatch(/^<svg/);
  expect(sheet.proof).toMatch(/[0-9a-f]{12}/);
  expect(sheet.missing.length).toBeGreaterThan(0);
  expect(sheet.years!.notes.join(' ')).toContain('2023');
});
