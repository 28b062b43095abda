import type { Language } from '#lib/kernel/errors.ts';

const inWords = (locale: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Made once: making one costs more than a chart. */
const FORMATS: Readonly<Record<Language, Intl.DateTimeFormat>> = { es: inWords('es-PE'), en: inWords('en-GB') };

/** "15 de julio de 2016" for `2016-07-15`; a year alone stays as it is. */
export function dayInWords(day: string, language: Language): string {
  if (day.length !== 10) return day;
  return FORMATS[language].format(new Date(`${day}T00:00:00Z`));
}

const monthInWords = (locale: string) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const MONTHS: Readonly<Record<Language, Intl.DateTimeFormat>> = { es: monthInWords('es-PE'), en: monthInWords('en-GB') };

/** "mayo de 2014" for `2014-05`, "15 de julio de 2016" for a whole day, the year alone for a year. */
export const dateInWords = (date: string, language: Language): string => (date.length === 7 ? MONTHS[language].format(new Date(`${date}-01T00:00:00Z`)) : dayInWords(date, language));
