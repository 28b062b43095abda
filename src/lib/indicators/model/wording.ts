import type { DecimalText } from '#lib/kernel/decimal.ts';
import { searchKey, tidy } from '#lib/kernel/text.ts';
import { readNumber } from '#lib/provenance/reading/numbers.ts';
import { dateText, type DateText } from './date.ts';
import { textOf, unitsOf } from './invariants.ts';

const MONTHS = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'setiembre', 'octubre', 'noviembre', 'diciembre'];
const monthOf = (word: string): number => MONTHS.indexOf(word === 'septiembre' ? 'setiembre' : word) + 1;
const MONTH_WORD = `(?:${MONTHS.join('|')}|septiembre)`;
const DATE_WORDS = new RegExp(`\\b(?:(\\d{1,2})\\s+de\\s+)?(${MONTH_WORD})\\s+(?:del?\\s+)?(\\d{4})\\b`, 'iu');

/** The first date that a Spanish text says in words: "22 de mayo 2014", "a enero del 2014". Null when there is none. */
export function readDateWords(text: string): DateText | null {
  const match = DATE_WORDS.exec(text);
  if (match === null) return null;
  const month = String(monthOf(match[2]!.toLowerCase())).padStart(2, '0');
  return dateText(`${match[3]}-${month}${match[1] === undefined ? '' : `-${match[1].padStart(2, '0')}`}`);
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;

/** Decimal text of a number with comma for thousands, without useless zeros. Null when it is not one. */
function plain(text: string): DecimalText | null {
  const read = readNumber(text, 'coma-miles');
  return read.ok && read.value !== null ? textOf(unitsOf(read.value)) : null;
}

export interface AmountWords {
  readonly amount: DecimalText;
  readonly currency: 'PEN' | 'USD';
  /** "104 millones" says no more than millions. */
  readonly rounded: boolean;
}

const PEN = new RegExp(String.raw`S/\.?\s*(${NUMBER})(\s*(?:millones|millón))?|(${NUMBER})(\s*(?:millones|millón))?(?:\s+de)?\s+(?:nuevos\s+)?soles`, 'iu');
const USD = new RegExp(String.raw`US\$\s*(${NUMBER})(\s*(?:millones|millón))?|(${NUMBER})(\s*(?:millones|millón))?(?:\s+de)?\s+dólares`, 'iu');

/** The first amount of money that a text says. Null when it says none. */
export function readAmountWords(text: string): AmountWords | null {
  for (const [currency, shape] of [['PEN', PEN], ['USD', USD]] as const) {
    const match = shape.exec(text);
    const number = match === null ? null : plain(match[1] ?? match[3]!);
    if (match === null || number === null) continue;
    const millions = (match[2] ?? match[4]) !== undefined;
    return { amount: millions ? textOf(unitsOf(number) * 1_000_000n) : number, currency, rounded: millions };
  }
  return null;
}

export interface QuantityWords {
  readonly value: DecimalText;
  readonly approximate: boolean;
}

const APPROXIMATELY = /\b(aproximadamente|aprox|cerca de|alrededor de|unos|unas)\b/iu;

/** A quantity that stands alone, with its sign of percentage or its "about": "94,729", "73.5%", "50 aproximadamente". Null otherwise. */
export function readQuantityWords(text: string): QuantityWords | null {
  const bare = tidy(text.replace(APPROXIMATELY, '')).replace(/\s*%$/u, '');
  const value = plain(bare);
  return value === null ? null : { value, approximate: APPROXIMATELY.test(text) };
}

/** Several labelled quantities in one cell: "GR: 0 GL: 0". Null unless the whole cell is so. */
export function readLabelledWords(text: string): Readonly<Record<string, DecimalText>> | null {
  const pair = new RegExp(String.raw`([\p{L}]+)\s*:\s*(${NUMBER})\s*`, 'uy');
  const found: [string, DecimalText][] = [];
  const whole = tidy(text);
  while (pair.lastIndex < whole.length) {
    const match = pair.exec(whole);
    const value = match === null ? null : plain(match[2]!);
    if (match === null || value === null) return null;
    found.push([match[1]!, value]);
  }
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** "Un" and "una" are articles more often than numbers, so they are not read. */
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  dos: '2', tres: '3', cuatro: '4', cinco: '5', seis: '6', siete: '7', ocho: '8', nueve: '9', diez: '10', once: '11', doce: '12',
};

/** A count in digits or in words: "tres" is "3". */
export const digitsOf = (word: string): string => NUMBER_WORDS[word] ?? word;

/** Numbers that name a thing instead of counting one: "resultado 5", "nota 3". */
const NAMES_A_NUMBER = /(?:resultado|objetivo|anexo|capítulo|nota|figura|cuadro|tabla|artículo|ley|ciclo|n[.°º]+)\s*$/iu;
const IGNORED = new RegExp(String.raw`https?:\S+|www\.\S+|\b${MONTH_WORD}(?:\s+del?)?\s+\d{4}|\b(?:19|20)\d{2}\b`, 'giu');
const COUNTED = new RegExp(String.raw`(?<![\p{L}\d.,])(${NUMBER}|${Object.keys(NUMBER_WORDS).join('|')})(\s*%)?(?![\p{L}\d])`, 'giu');

export interface NumberSaid {
  readonly value: DecimalText;
  readonly percent: boolean;
}

/** The numbers that a prose says of things, in order: no years, no dates, no addresses, no numbers of headings. */
export function numbersSaid(text: string): readonly NumberSaid[] {
  const prose = text.normalize('NFC').replaceAll('*', '').replace(IGNORED, ' ');
  return [...prose.matchAll(COUNTED)].flatMap((match) => {
    const value = plain(digitsOf(match[1]!.toLowerCase()));
    if (value === null || NAMES_A_NUMBER.test(prose.slice(Math.max(0, match.index - 20), match.index))) return [];
    return [{ value, percent: match[2] !== undefined }];
  });
}

/** Words that carry no meaning of their own in Spanish sentences of a plan. */
const SMALL = new Set('a al ante con de del e el en entre es esta este esto han la las lo los mas menos o para por que se si sin sobre su sus u un una uno y ya'.split(' '));

/**
 * The words of a sentence that carry its meaning, without accents or capitals: hyphens at line ends and in compounds are
 * closed, numbers in words are digits, a percentage keeps its sign.
 */
export function contentWords(text: string): readonly string[] {
  const closed = text.normalize('NFC').replace(/(\p{L})-\s*(?=\p{L})/gu, '$1').replace(/(\d)\s*%/gu, '$1porciento');
  return searchKey(closed).split(' ').map(digitsOf).filter((word) => word !== '' && !SMALL.has(word) && (word.length > 1 || /\d/.test(word)));
}

/** One key for spellings that differ in accents, capitals or z for s: "Cuzco" and "Cusco". */
export const spellingKey = (name: string): string => searchKey(name).replaceAll('z', 's');
