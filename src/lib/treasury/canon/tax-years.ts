import { inForce, LAW, type Certainty, type LawTable } from '../law/parameters.ts';

/** A part of what was transferred in a calendar year, by the tax it comes from. */
export interface TaxYearPart {
  /** Fiscal year whose income tax is being shared out. */
  readonly taxYear: number;
  /** First and last month of the transfer year in which this part is paid. */
  readonly months: readonly [number, number];
}

export interface TaxYears {
  readonly transferYear: number;
  readonly mode: 'cuotas' | 'pago-anual' | 'desconocido';
  readonly parts: readonly TaxYearPart[];
  readonly certeza: Certainty | null;
  readonly es: string;
  readonly en: string;
}

/**
 * Which year's tax a transfer year pays (METHODS §4.1: year t transfer ≠ year t production). Since 2007 the one payment
 * of year t is for the tax of t−1. Before, twelve instalments ran from July to June, so a calendar year holds the last
 * six of one tax year and the first six of the next; that pairing is our reading and is marked as believed.
 */
export function taxYearsOf(transferYear: number, law: LawTable = LAW): TaxYears {
  const rule = inForce('canon-minero.entrega', `${transferYear}-12-31`, law);
  if (rule === null) return unknown(transferYear);
  return rule.value.modo === 'pago-anual' ? yearly(transferYear, rule.certeza, law) : instalments(transferYear, rule.value.mes);
}

function unknown(transferYear: number): TaxYears {
  return {
    transferYear, mode: 'desconocido', parts: [], certeza: null,
    es: `No tenemos la regla de entrega del canon de ${transferYear}.`,
    en: `We hold no rule for how the canon of ${transferYear} was paid.`,
  };
}

function instalments(transferYear: number, firstMonth: number): TaxYears {
  return {
    transferYear, mode: 'cuotas', certeza: 'B',
    parts: [{ taxYear: transferYear - 2, months: [1, firstMonth - 1] }, { taxYear: transferYear - 1, months: [firstMonth, 12] }],
    es: `Hasta 2006 el canon llegaba en doce cuotas, de julio a junio: las de enero a junio de ${transferYear} serían del impuesto de ${transferYear - 2}, y las de julio a diciembre, del de ${transferYear - 1} (por confirmar).`,
    en: `Up to 2006 the canon came in twelve instalments, from July to June: those of January to June ${transferYear} would be from the tax of ${transferYear - 2}, and those of July to December from that of ${transferYear - 1} (to be confirmed).`,
  };
}

function yearly(transferYear: number, certeza: Certainty, law: LawTable): TaxYears {
  const before = inForce('canon-minero.entrega', `${transferYear - 1}-12-31`, law);
  const advance = inForce('canon-minero.adelanto', `${transferYear}-12-31`, law);
  const changed = before !== null && before.value.modo === 'cuotas';
  const es = [`Lo transferido en ${transferYear} viene del impuesto a la renta de ${transferYear - 1}.`];
  const en = [`What was transferred in ${transferYear} comes from the income tax of ${transferYear - 1}.`];
  if (changed) {
    es.push('Ese año cambió la forma de pago: puede incluir también las últimas cuotas anteriores (por confirmar).');
    en.push('The way of paying changed that year: it may also hold the last of the earlier instalments (to be confirmed).');
  }
  if (advance !== null) {
    es.push('Ese año hubo un adelanto hacia enero: puede juntar más de un pago.');
    en.push('There was an advance around January that year: it may hold more than one payment.');
  }
  return { transferYear, mode: 'pago-anual', parts: [{ taxYear: transferYear - 1, months: [1, 12] }], certeza: changed || advance ? 'B' : certeza, es: es.join(' '), en: en.join(' ') };
}
