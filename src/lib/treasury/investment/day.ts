/** What a date cell says: a day `AAAA-MM-DD`, nothing (null), or something that is no date. */
export type DayReading = { readonly ok: true; readonly value: string | null } | { readonly ok: false };

const NOTHING: DayReading = { ok: true, value: null };
const UNREADABLE: DayReading = { ok: false };

/** An hour after the day: `18:22:01`, `18:22:01.000`, `04:02:50 p.m.`, `T00:00:00Z`. It is dropped: facts are dated by the day. */
const HOUR = String.raw`(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[ap]\.?\s*m\.?)?)?`;
const ISO = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${HOUR}$`, 'i');
const PERUVIAN = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${HOUR}$`, 'i');

function day(year: string, month: string, date: string): DayReading {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return exists && year >= '1900' && year <= '2199' ? { ok: true, value: text } : UNREADABLE;
}

/**
 * Reads `2014-04-22 00:00:00`, `2014-04-22`, `05/08/2019 04:02:50 p.m.` (day first) or `5/8/2019`; a blank or a dash is
 * nothing. A real project lost nearly all its dates to a reader that knew one of them (DATA §2.6).
 */
export function readDay(text: string): DayReading {
  const trimmed = text.replace(/[\s\u00a0]+/gu, ' ').trim();
  if (trimmed === '' || trimmed === '-') return NOTHING;
  const iso = ISO.exec(trimmed);
  if (iso) return day(iso[1]!, iso[2]!, iso[3]!);
  const peruvian = PERUVIAN.exec(trimmed);
  return peruvian ? day(peruvian[3]!, peruvian[2]!, peruvian[1]!) : UNREADABLE;
}

/** Reads a month written `201512`, or `201512.0` by a program that took it for a number: `2015-12`. */
export function readMonth(text: string): DayReading {
  const trimmed = text.trim();
  if (trimmed === '') return NOTHING;
  const match = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(?:\.0+)?$/.exec(trimmed);
  return match ? { ok: true, value: `${match[1]}-${match[2]}` } : UNREADABLE;
}

/** Whole months from one day to a later one: from 15 January to 14 July are five. Negative when the second comes first. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number];
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
}
