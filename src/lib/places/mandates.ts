import document from '../../../facts/mandatos.json' with { type: 'json' };

/** A general municipal mandate of four years; the office changes hands on `desde`. */
export interface GeneralMandate {
  /** First and last day, `AAAA-MM-DD`. */
  readonly desde: string;
  readonly hasta: string;
  /** Year of the election. */
  readonly eleccion: string;
  readonly norma: string;
  readonly fuente: string;
  readonly verified_by: string | null;
  readonly certeza: string;
}

/** How an office came to be held, or ceased to be (issue §4). */
export const MANDATE_KINDS = ['elegido', 'encargado', 'vacancia', 'revocatoria'] as const;
export type MandateKind = (typeof MANDATE_KINDS)[number];

/** The general mandates that ship with the project (`facts/mandatos.json`), oldest first. */
export const GENERAL_MANDATES: readonly GeneralMandate[] = document.mandatos;

/** The days on which a new general mandate begins between two years, both included: where a series shows its line. */
export function mandateChanges(fromYear: number, toYear: number, mandates: readonly GeneralMandate[] = GENERAL_MANDATES): readonly GeneralMandate[] {
  return mandates.filter(({ desde }) => {
    const year = Number(desde.slice(0, 4));
    return fromYear <= year && year <= toYear;
  });
}

/** The general mandate in course on a day; null outside the table. It says nothing of who held the office. */
export function mandateOn(day: string, mandates: readonly GeneralMandate[] = GENERAL_MANDATES): GeneralMandate | null {
  return mandates.find(({ desde, hasta }) => desde <= day && day <= hasta) ?? null;
}
