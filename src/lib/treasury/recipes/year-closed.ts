import { centimos } from '#lib/kernel/money.ts';
import { readMoney, type NumberDialect } from '#lib/provenance/reading/numbers.ts';
import type { RawRecord } from '#lib/provenance/recipe.ts';

/**
 * Share of PIM accrued by all the municipalities of a file below which its last year cannot have been closed. The
 * closed years 2012–2022 and 2024 lie between 0.634 (2020, the pandemic) and 0.769; 2025, cut in March, has 0.109.
 */
export const CLOSED_FROM_PERCENT = 60n;

/** The rule, for the methods page. */
export const CLOSED_RULE = {
  es: 'Cuando un archivo no dice la fecha de la consulta, su último año se toma por no cerrado si el devengado de todas sus municipalidades no llega a 60 de cada 100 soles del PIM: ningún año cerrado entre 2012 y 2024 bajó de 63.',
  en: 'When a file does not say the date of the query, its last year is taken as not closed if what all its municipalities accrued is below 60 of every 100 soles of the PIM: no closed year from 2012 to 2024 fell below 63.',
} as const;

interface Columns {
  readonly year: string;
  readonly pim: string;
  readonly devengado: string;
  readonly dialect: NumberDialect;
}

/** Adds up a file and tells in `context.anio_parcial` its last year when that one cannot have been closed. */
export function yearSurvey(columns: Columns): { see: (record: RawRecord) => void; context: () => Readonly<Record<string, string>> } {
  const totals = new Map<string, { pim: bigint; devengado: bigint }>();
  const amount = (text: string | undefined): bigint => {
    const reading = readMoney(text ?? '', columns.dialect);
    return reading.ok && reading.value !== null ? (centimos(reading.value) ?? 0n) : 0n;
  };
  return {
    see: ({ cells }) => {
      const year = (cells[columns.year] ?? '').trim();
      const total = totals.get(year) ?? { pim: 0n, devengado: 0n };
      total.pim += amount(cells[columns.pim]);
      total.devengado += amount(cells[columns.devengado]);
      if (/^\d{4}$/.test(year)) totals.set(year, total);
    },
    context: () => {
      const last = [...totals.keys()].sort().at(-1);
      if (last === undefined) return {};
      const { pim, devengado } = totals.get(last)!;
      return devengado * 100n < pim * CLOSED_FROM_PERCENT ? { anio_parcial: last } : {};
    },
  };
}
