import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardSvg, type Card } from './card.ts';
import { breakLines, lineWidth } from './lines.ts';

const CARD: Card = {
  width: 1200, height: 630, overline: 'Torata · provincia de Mariscal Nieto, Moquegua', finding: 'Torata recibió S/\u00a022.1\u00a0millones de canon minero en 2020.', second: 'En 2024 gastó 78 de cada 100 soles.',
  hundred: { spent: 78, caption: '78 gastados de cada 100 soles de su presupuesto (PIM, todas las fuentes)' }, proof: '¿Es verdad? Recibo ad6e214c5d25', address: 'yupay.example/lugar/180106', note: 'Soles corrientes',
};

test('lines hold every word once, in order, and none passes the width but a word that alone does', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zñáA-Z0-9.,]{1,12}$/), { minLength: 1, maxLength: 40 }), fc.integer({ min: 80, max: 900 }), (words, width) => {
      const lines = breakLines(words.join(' '), width, 30);
      expect(lines.join(' ')).toBe(words.join(' '));
      for (const line of lines) if (line.includes(' ')) expect(lineWidth(line, 30)).toBeLessThanOrEqual(width);
    }),
  );
});

test('an amount is never parted from its unit', () => {
  for (const width of [150, 250, 350, 500]) expect(breakLines(CARD.finding, width, 40).some((line) => line.includes('S/\u00a022.1\u00a0millones'))).toBe(true);
});

test.each([[1200, 630], [1080, 1080]])('whatever is said, nothing on a card of %i × %i leaves it or covers the foot', (width, height) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 45 }), fc.integer({ min: 0, max: 30 }), fc.boolean(), (first, second, hundred) => {
      const svg = cardSvg({ ...CARD, width, height, finding: 'provincia '.repeat(first).trim(), second: 'soles '.repeat(second).trim(), hundred: hundred ? CARD.hundred : null });
      const rule = Number(/M64 ([\d.]+)H/.exec(svg)![1]);
      const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"/g)].map((match) => match.slice(1).map(Number) as [number, number, number]);
      expect(texts.length).toBeGreaterThan(3);
      for (const [x, y] of texts) expect([x >= 64 && x < width, y > 40 && y <= height]).toEqual([true, true]);
      const body = texts.filter(([, y]) => y < rule);
      // What stands below the rule is the foot's three lines, or two.
      expect(texts.length - body.length).toBeLessThanOrEqual(3);
      for (const [, cy, r] of [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((match) => match.slice(1).map(Number) as [number, number, number])) expect(cy + r).toBeLessThanOrEqual(rule);
    }),
    { numRuns: 60 },
  );
});

test('the grid has as many full coins as soles, a hundred in all', () => {
  const svg = cardSvg(CARD);
  expect([svg.match(/fill="#D55E00"/g)!.length, svg.match(/<circle/g)!.length]).toEqual([78, 100]);
});

test('what a source wrote cannot become markup', () => {
  expect(cardSvg({ ...CARD, overline: '<script>"&' })).toContain('&lt;script&gt;&quot;&amp;');
});
