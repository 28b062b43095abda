import type { Language } from '#lib/kernel/errors.ts';

const LOCALE: Readonly<Record<Language, string>> = { es: 'es-PE', en: 'en-GB' };

/** "15 de julio de 2016" for `2016-07-15`; a year alone stays as it is. */
export function dayInWords(day: string, language: Language): string {
  if (day.length !== 10) return day;
  return new Intl.DateTimeFormat(LOCALE[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
