import type { DateText } from '#lib/indicators/model/date.ts';

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Lima', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in Peru, where deadlines are kept. */
export const peruDay = (now: Date): DateText => DAY.format(now) as DateText;
