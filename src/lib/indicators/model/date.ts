/** A date as precisely as its source says it: `2014`, `2014-05` or `2014-05-31`. */
export type DateText = string & { readonly __date: unique symbol };

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

// Asked for every value of a plan: arithmetic, for a date object each time costs more than all the rest of reading it.
const lastOfMonth = (year: number, month: number): number => (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : DAYS[month - 1]!);

/** Null when the text is no date of the calendar, 1900–2199. */
export function dateText(text: string): DateText | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > lastOfMonth(year, month)) return null;
  return text as DateText;
}

/** `2014-05` begins on `2014-05-01`. */
export function firstDay(date: DateText): DateText {
  return (date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date) as DateText;
}

/** `2014-05` ends on `2014-05-31`. */
export function lastDay(date: DateText): DateText {
  if (date.length === 4) return `${date}-12-31` as DateText;
  if (date.length === 7) return `${date}-${lastOfMonth(Number(date.slice(0, 4)), Number(date.slice(5)))}` as DateText;
  return date;
}

/** Whether two dates may be the same day, each as vague as it is. */
export function datesMeet(a: DateText, b: DateText): boolean {
  return firstDay(a) <= lastDay(b) && firstDay(b) <= lastDay(a);
}

const dayNumber = (date: DateText): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Whole days from the end of one date to the end of another: June 2013 to May 2014 is 335. */
export function daysBetween(from: DateText, to: DateText): number {
  return dayNumber(lastDay(to)) - dayNumber(lastDay(from));
}

/** Calendar months from one date to another; null where either is but a year. */
export function monthsBetween(from: DateText, to: DateText): number | null {
  if (from.length === 4 || to.length === 4) return null;
  const months = (date: DateText): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(to) - months(from);
}
