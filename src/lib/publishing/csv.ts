import { STATE, type Fact } from './view.ts';

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One CSV cell. A cell that a spreadsheet would run as a formula gets a leading apostrophe, unless it is a plain number
 * (a negative amount is one); quotes are doubled (RFC 4180).
 */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The byte order mark makes a spreadsheet read the accents; lines end as RFC 4180 says. */
export function csv(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

export const FACT_COLUMNS = ['parte', 'concepto', 'anio', 'valor', 'unidad', 'estado', 'motivo', 'recibo', 'celda', 'formato'] as const;

/** Every number of a page with its receipt and cell. */
export function factsCsv(facts: readonly Fact[]): string {
  return csv(
    FACT_COLUMNS,
    facts.map(({ part, concept, year, unit, figure }) => [
      part, concept, year, figure.value, unit, STATE[figure.state], figure.reason, figure.code, figure.cell, figure.format,
    ]),
  );
}
