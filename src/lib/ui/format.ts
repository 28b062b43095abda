/**
 * Prints a cell's exact decimal text for a person, in Peru's Spanish (comma for thousands, point for decimals) or in
 * English. No float is ever made: the text is scaled as a bigint and rounded half-up once. `verify` prints a cell again
 * with this same function and compares (DESIGN §5), so a change here changes what is printed everywhere.
 */
import { divideHalfUp, formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import type { Language } from '#lib/kernel/errors.ts';

export type NumberFormat =
  | 'soles'
  | 'soles-enteros'
  | 'soles-cortos'
  | 'dolares'
  | 'dolares-enteros'
  | 'dolares-cortos'
  | 'por-habitante'
  | 'porcentaje'
  | 'puntos'
  | 'de-cada-100'
  | 'personas-de-100'
  | 'personas'
  | 'entero'
  | 'anio'
  | 'indice'
  | 'puntaje'
  | 'decimal'
  | 'texto';

/** What can be printed: a provenance figure is one. */
export interface Printable {
  readonly value: string | null;
  readonly state: 'reported' | 'not_reported' | 'not_applicable' | 'suppressed';
  readonly format: NumberFormat;
}

/** A figure ready for a page: the printable value with the receipt's printed code and its cell. */
export interface ShownFigure extends Printable {
  readonly reason: string | null;
  readonly receipt: string;
  /** The receipt's code as printed: its first twelve hex digits, more where two would collide. */
  readonly code: string;
  readonly cell: string;
}

/** Keeps an amount and its unit on one line. */
const NBSP = '\u00a0';
const MINUS = '\u2212';
const MILLION: Readonly<Record<Language, string>> = { es: 'millones', en: 'million' };

/** `"–"` is no data, `"n. a."` does not apply; both are never zero (METHODS §0.2). */
export const NO_DATA = '–';
export const NOT_APPLICABLE: Readonly<Record<Language, string>> = { es: `n.${NBSP}a.`, en: `n/a` };
export const SUPPRESSED: Readonly<Record<Language, string>> = { es: 'reservado', en: 'suppressed' };

/** Rounds half-up to `decimals` places and groups thousands: `("30591944.5", 0)` is `"30,591,945"`. Null if not a number. */
export function grouped(value: string, decimals: number): string | null {
  const scaled = parseScaled(value, decimals);
  return scaled === null ? null : group(formatScaled(scaled.units, decimals));
}

function group(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction] = (negative ? decimal.slice(1) : decimal).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  return negative && /[1-9]/.test(text) ? MINUS + text : text;
}

type Sign = 'S/' | 'US$';

/** Puts the minus before the currency sign: `−S/ 1,200`. */
function withSign(text: string | null, sign: Sign = 'S/'): string | null {
  if (text === null) return null;
  return text.startsWith(MINUS) ? `${MINUS}${sign}${NBSP}${text.slice(1)}` : `${sign}${NBSP}${text}`;
}

function millions(value: string): string | null {
  const fraction = value.split('.')[1]?.length ?? 0;
  const exact = parseScaled(value, fraction);
  return exact === null ? null : group(formatScaled(divideHalfUp(exact.units, 10n ** BigInt(fraction + 5)), 1));
}

/** Whole soles from a thousand up, céntimos below: a canon of S/ 3.59 exists (DATA §5) and is not S/ 4. */
function smallSoles(value: string, centsBelow: bigint): string | null {
  const cents = parseScaled(value, 2);
  if (cents === null) return null;
  const size = cents.units < 0n ? -cents.units : cents.units;
  return size < centsBelow * 100n && size % 100n !== 0n ? grouped(value, 2) : grouped(value, 0);
}

function shortMoney(value: string, language: Language, sign: Sign = 'S/'): string | null {
  const whole = parseScaled(value, 0);
  if (whole === null) return null;
  const size = whole.units < 0n ? -whole.units : whole.units;
  if (size < 1_000_000n) return withSign(smallSoles(value, 1000n), sign);
  return `${withSign(millions(value), sign)}${NBSP}${MILLION[language]}`;
}

function percent(value: string, language: Language): string | null {
  const text = grouped(value, 1);
  return text === null ? null : language === 'es' ? `${text}${NBSP}%` : `${text}%`;
}

const PRINTERS: Readonly<Record<NumberFormat, (value: string, language: Language) => string | null>> = {
  'soles': (value) => withSign(grouped(value, 2)),
  'soles-enteros': (value) => withSign(grouped(value, 0)),
  'soles-cortos': (value, language) => shortMoney(value, language),
  'dolares': (value) => withSign(grouped(value, 2), 'US$'),
  'dolares-enteros': (value) => withSign(grouped(value, 0), 'US$'),
  'dolares-cortos': (value, language) => shortMoney(value, language, 'US$'),
  'por-habitante': (value) => withSign(smallSoles(value, 10n)),
  'porcentaje': percent,
  'puntos': (value) => grouped(value, 1),
  'de-cada-100': (value) => grouped(value, 0),
  'personas-de-100': (value) => grouped(value, 0),
  'personas': (value) => grouped(value, 0),
  'entero': (value) => grouped(value, 0),
  'anio': (value) => value,
  'indice': (value) => value.replace(/^-/, MINUS),
  'puntaje': (value) => grouped(value, 1),
  'decimal': (value) => grouped(value, value.split('.')[1]?.length ?? 0),
  'texto': (value) => value,
};

export const isNumberFormat = (name: string): name is NumberFormat => Object.hasOwn(PRINTERS, name);

/** Prints exact decimal text. A text that is not a number is printed as it is, never as another number. */
export function formatValue(value: string, format: NumberFormat, language: Language): string {
  return PRINTERS[format](value, language) ?? value;
}

/** Prints a figure, or the mark of its absence. The reason for an absence is printed by the page, once. */
export function formatFigure(figure: Printable, language: Language): string {
  if (figure.state === 'not_applicable') return NOT_APPLICABLE[language];
  if (figure.state === 'suppressed') return SUPPRESSED[language];
  if (figure.state === 'not_reported' || figure.value === null) return NO_DATA;
  return formatValue(figure.value, figure.format, language);
}
