/** Why the two sides of a payment differ (METHODS §7), one word each, as a table of ours writes them. */
export const CAUSES = [
  'desfase', 'flujo-mal-clasificado', 'pago-por-tercero', 'tipo-de-cambio', 'fuera-de-alcance', 'error-de-registro', 'no-reportado', 'bajo-umbral', 'otra',
] as const;

export type Cause = (typeof CAUSES)[number];

/** Its words in both languages, for pages and documents. */
export const CAUSE_WORDS: Readonly<Record<Cause, { readonly es: string; readonly en: string }>> = {
  'desfase': { es: 'desfase: se pagó en un año y se registró en otro', en: 'timing: paid in one year and recorded in another' },
  'flujo-mal-clasificado': { es: 'anotado en otro tipo de pago', en: 'recorded under another revenue stream' },
  'pago-por-tercero': { es: 'pagado por un tercero o por un consorcio', en: 'paid by a third party or a consortium' },
  'tipo-de-cambio': { es: 'tipo de cambio', en: 'exchange rate' },
  'fuera-de-alcance': { es: 'fuera del alcance del informe', en: 'outside the report’s scope' },
  'error-de-registro': { es: 'error de registro', en: 'data entry error' },
  'no-reportado': { es: 'una de las partes no informó', en: 'one of the sides did not report' },
  'bajo-umbral': { es: 'menor que el umbral del informe', en: 'below the report’s threshold' },
  'otra': { es: 'otra causa', en: 'another cause' },
};
