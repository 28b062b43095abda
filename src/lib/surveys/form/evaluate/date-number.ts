const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MS = 86_400_000;

/** Peru has kept one hour all year round since 1994: five hours behind Greenwich. */
const LIMA = '-05:00';

/** Days since 1970, with the part of the day, of a date or a moment written as ISO 8601; null when the text is neither. */
export function dateNumber(text: string): number | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [, , month, day, hour, , , zone] = found;
  if (Number(month) > 12 || Number(day) > 31) return null;
  const moment = Date.parse(hour === undefined ? text : zone === undefined ? text + LIMA : text);
  if (Number.isNaN(moment)) return null;
  // A day is a whole number wherever it is read; a moment counts from its day in Lima, as the phone's clock does.
  return hour === undefined ? moment / DAY_MS : (moment - 5 * 3_600_000) / DAY_MS;
}

/** Part of the day that a time of the clock is; null when the text is none. */
export function timeNumber(text: string): number | null {
  const found = TIME.exec(text);
  return found === null ? null : (Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0)) / 86_400;
}

/** The day that a number of days since 1970 falls on, `AAAA-MM-DD`; null outside of what a calendar holds. */
export function dateText(days: number): string | null {
  return Number.isFinite(days) && Math.abs(days) < 3e6 ? new Date(Math.floor(days) * DAY_MS).toISOString().slice(0, 10) : null;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A moment as a phone in Peru writes it, with its zone. */
export function momentText(moment: Date): string {
  return `${new Date(moment.getTime() - 5 * 3_600_000).toISOString().slice(0, 23)}${LIMA}`;
}

/** The moment that such a text says; null for another text. */
export function momentOf(text: string): Date | null {
  const days = text.includes('T') ? dateNumber(text) : null;
  return days === null ? null : new Date(Math.round(days * DAY_MS) + 5 * 3_600_000);
}

const PATTERNS: Readonly<Record<string, (moment: Date, locale: string) => string>> = {
  Y: (moment) => String(moment.getUTCFullYear()).padStart(4, '0'),
  y: (moment) => two(moment.getUTCFullYear() % 100),
  m: (moment) => two(moment.getUTCMonth() + 1),
  n: (moment) => String(moment.getUTCMonth() + 1),
  b: (moment, locale) => moment.toLocaleDateString(locale, { month: 'short', timeZone: 'UTC' }),
  d: (moment) => two(moment.getUTCDate()),
  e: (moment) => String(moment.getUTCDate()),
  H: (moment) => two(moment.getUTCHours()),
  h: (moment) => String(moment.getUTCHours()),
  M: (moment) => two(moment.getUTCMinutes()),
  S: (moment) => two(moment.getUTCSeconds()),
  3: (moment) => String(moment.getUTCMilliseconds()).padStart(3, '0'),
  a: (moment, locale) => moment.toLocaleDateString(locale, { weekday: 'short', timeZone: 'UTC' }),
};

/** `format-date` and `format-date-time` of OpenRosa: `%Y-%m-%d` and its letters. A letter that it does not know stays as written. */
export function formatDate(text: string, pattern: string, locale = 'es-PE'): string {
  const days = dateNumber(text) ?? (text.trim() === '' ? null : Number(text));
  if (days === null || !Number.isFinite(days)) return '';
  const moment = new Date(Math.round(days * DAY_MS));
  return pattern.replace(/%([A-Za-z0-9])/g, (whole, letter: string) => (Object.hasOwn(PATTERNS, letter) ? PATTERNS[letter]!(moment, locale) : whole));
}
