import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentWords, numbersSaid, readAmountWords, readDateWords, readLabelledWords, readQuantityWords, spellingKey } from './wording.ts';

interface Vector { readonly text: string; readonly expected: number | string | Record<string, unknown> }
const vectors = (JSON.parse(readFileSync('tests/fixtures/oracles/seed-vectors.json', 'utf8')) as { seed_001: { parse_vectors: Vector[] } }).seed_001.parse_vectors;

/** Reads a cell as its own expectation says: a date, an amount, labelled counts, an approximate one or a plain one. */
function read(text: string): Vector['expected'] | null {
  const amount = readAmountWords(text);
  if (amount !== null) return { amount: Number(amount.amount), currency: amount.currency, ...(amount.rounded ? { rounded: true } : {}) };
  const date = readDateWords(text);
  if (date !== null) return date;
  const labelled = readLabelledWords(text);
  if (labelled !== null) return Object.fromEntries(Object.entries(labelled).map(([key, value]) => [key, Number(value)]));
  const quantity = readQuantityWords(text);
  if (quantity === null) return null;
  return quantity.approximate ? { value: Number(quantity.value), approximate: true } : Number(quantity.value);
}

describe('a cell of a printed plan', () => {
  it('has thirteen vectors', () => expect(vectors).toHaveLength(13));
  it.each(vectors)('«$text» is read as the oracle says', ({ text, expected }) => expect(read(text)).toEqual(expected));

  it('is not guessed at when it says no number', () => {
    for (const text of ['', 'en ejecución', '17 de 24', '1,23', '--5', '1e9', 'GR: 0 y otros']) expect([readQuantityWords(text), readLabelledWords(text)]).toEqual([null, null]);
    expect(readDateWords('31 de abril 2014')).toBeNull();
    expect(readAmountWords('compromiso de inversión')).toBeNull();
    expect(readAmountWords('US$ 1,260,303.21 al mes')).toEqual({ amount: '1260303.21', currency: 'USD', rounded: false });
  });

  it('gives back any whole number written with commas', () => {
    fc.assert(fc.property(fc.nat(2_000_000_000), (n) => readQuantityWords(n.toLocaleString('en-US'))?.value === String(n)));
  });

  it('is read whatever it holds, without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => {
      for (const reader of [readAmountWords, readDateWords, readQuantityWords, readLabelledWords, numbersSaid, contentWords]) reader(text);
    }));
  });
});

describe('prose', () => {
  it('says its numbers in digits and in words, and no year, date, address nor heading', () => {
    const text = 'En el **resultado 5**, a mayo del 2014, tres regiones y 1,250 personas (60.5%) de 2013; ver http://a.pe/7 y el anexo N° 2.';
    expect(numbersSaid(text)).toEqual([{ value: '3', percent: false }, { value: '1250', percent: false }, { value: '60.5', percent: true }]);
  });

  it('has the same words however it is hyphenated, accented or capitalised', () => {
    expect(contentWords('Dos planes multi- anuales de los gobiernos sub-nacionales, vía web')).toEqual(contentWords('2 planes multianuales de gobiernos subnacionales; via Web'));
    expect(contentWords('al menos 50%')).not.toEqual(contentWords('al menos 5%'));
    expect(spellingKey('Cuzco')).toBe(spellingKey('cusco'));
  });
});
