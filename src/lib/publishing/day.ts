import type { Language } from '#lib/kernel/errors.ts';

const inWords = (locale: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Made once: making one costs more than a chart. */
const FORMATS: Readonly<Record<Language, Intl.DateTimeFormat>> = { es: inWords('es-PE'), en: inWords('en-GB') };

/** "15 de julio de 2016" for `2016-07-15`; a year alone stays as it is. */
export function dayInWords(day: string, language: Language): string {
  if (day.length !== 10) return day;
  return FORMATS[language].format(new Date(`${day}T00:00:00Z`));
}
