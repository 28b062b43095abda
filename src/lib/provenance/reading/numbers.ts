import { formatScaled, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';

/**
 * Five ways of writing a number in one country (DATA §5). Each recipe names the one that its source uses; a text that
 * another dialect would read otherwise is refused, never guessed.
 *
 * - `punto`: 1234.5
 * - `coma-miles`: 1,234.5
 * - `punto-miles`: 1.234,5
 * - `espacio-decimal`: 1234 5 (INFObras writes a blank where the point should be)
 */
export type NumberDialect = 'punto' | 'coma-miles' | 'punto-miles' | 'espacio-decimal';

/** `value` null means that the source leaves the cell empty ("S/ -" included): not reported, which is not zero. */
export type NumberReading = { readonly ok: true; readonly value: DecimalText | null } | { readonly ok: false };

export type MoneyReading =
  | { readonly ok: true; readonly value: DecimalText | null; readonly rounded: boolean }
  | { readonly ok: false };

const SHAPES: Record<NumberDialect, RegExp> = {
  'punto': /^-?(?:\d+(?:\.\d+)?|\.\d+)$/,
  'coma-miles': /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/,
  'punto-miles': /^-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/,
  'espacio-decimal': /^-?\d+(?: \d+)?$/,
};

/** Texts that are a thousand in one dialect and a fraction in another: money never has exactly three decimals. */
const AMBIGUOUS: Record<NumberDialect, RegExp | null> = {
  'punto': /^-?[1-9]\d{0,2}\.\d{3}$/,
  'coma-miles': /^-?[1-9]\d{0,2}\.\d{3}$/,
  'punto-miles': /^-?[1-9]\d{0,2},\d{3}$/,
  'espacio-decimal': /^-?[1-9]\d{0,2} \d{3}$/,
};

/** Longest text taken for a number; longer ones are noise or an attack. */
const LONGEST = 64;
const BLANK = /^[\s\u00a0]+|[\s\u00a0]+$/gu;

function toPlain(text: string, dialect: NumberDialect): string {
  switch (dialect) {
    case 'punto':
      return text;
    case 'coma-miles':
      return text.replaceAll(',', '');
    case 'punto-miles':
      return text.replaceAll('.', '').replace(',', '.');
    case 'espacio-decimal':
      return text.replace(' ', '.');
  }
}

/** The text without blanks around it and without "S/", "S/." before it; null when the source leaves it empty. */
function bare(text: string): string | null {
  const trimmed = text.replace(BLANK, '');
  const amount = trimmed.replace(/^(-?)S\/\.?[\s\u00a0]*/u, '$1');
  return amount === '' || amount === '-' || amount === '–' ? null : amount;
}

/**
 * Reads a number written in one dialect into plain decimal text, digit by digit as the source has it ("52869.00" keeps
 * its zeros, so that a shipped transcription and its original give the same digest). A blank or "S/ -" is null. Refuses
 * (`ok: false`) anything else, exponents and grouping of another dialect included.
 */
export function readNumber(text: string, dialect: NumberDialect): NumberReading {
  const amount = bare(text);
  if (amount === null) return { ok: true, value: null };
  if (amount.length > LONGEST || !SHAPES[dialect].test(amount)) return { ok: false };
  return { ok: true, value: toPlain(amount, dialect) };
}

/**
 * Reads soles into text with two decimals, rounding half-up to the céntimo; `rounded` says that digits were dropped, so
 * that it can be counted (`61281728.949999996` is a float's noise). Refuses what DECIMAL(18,2) cannot hold, and a text
 * with exactly three decimals that could as well be thousands.
 */
export function readMoney(text: string, dialect: NumberDialect): MoneyReading {
  const amount = bare(text);
  if (amount !== null && AMBIGUOUS[dialect]?.test(amount)) return { ok: false };
  const reading = readNumber(text, dialect);
  if (!reading.ok) return reading;
  if (reading.value === null) return { ok: true, value: null, rounded: false };
  const scaled = parseScaled(reading.value, 2);
  if (scaled === null || scaled.units >= 10n ** 18n || scaled.units <= -(10n ** 18n)) return { ok: false };
  return { ok: true, value: formatScaled(scaled.units, 2), rounded: scaled.rounded };
}

/** Reads a percentage, with or without its sign: "80,3%" under `punto-miles` is `"80.3"`. */
export function readPercent(text: string, dialect: NumberDialect): NumberReading {
  return readNumber(text.replace(BLANK, '').replace(/[\s\u00a0]*%$/u, ''), dialect);
}
