import type { RawRecord } from '#lib/provenance/recipe.ts';
import { readDay } from './day.ts';

/** A day that comes more than a year after every other is a slip of whoever typed it. */
const LONE_MS = 366 * 86_400_000;

/** The rule, for the methods page and the documents. */
export const CUTOFF_RULE = {
  es: 'Estos archivos no dicen su fecha de corte. Se toma el último día en que alguien registró algo (registro, viabilidad, declaración, cierre o avance): el corte verdadero no es anterior. Un día que se adelanta más de un año a todos los demás, o que pasa el año que el propio archivo dice, se toma por error de tipeo.',
  en: 'These files do not say their cut-off. It is taken from the last day on which somebody registered something (registration, viability, statement, closure or progress): the true cut-off is not earlier. A day more than a year ahead of every other, or past the year that the file itself states, is taken for a typing slip.',
} as const;

/** The last of some days, lone slips ahead of the rest left out; null when there is none. */
export function lastDay(days: Iterable<string>): string | null {
  const sorted = [...days].sort();
  for (let index = sorted.length - 1; index > 0; index -= 1) {
    if (Date.parse(sorted[index]!) - Date.parse(sorted[index - 1]!) <= LONE_MS) return sorted[index]!;
  }
  return sorted[0] ?? null;
}

/**
 * First pass of a snapshot: finds `corte` among the columns in which people register what they did. With `yearColumn`,
 * what lies past the newest year of that column is left out.
 */
export function cutoffSurvey(columns: readonly string[], yearColumn: string | null): { see: (record: RawRecord) => void; context: () => Readonly<Record<string, string>> } {
  const days = new Set<string>();
  let year = '';
  return {
    see: ({ cells }) => {
      for (const column of columns) {
        const reading = readDay(cells[column] ?? '');
        if (reading.ok && reading.value !== null) days.add(reading.value);
      }
      const told = yearColumn === null ? '' : (cells[yearColumn] ?? '').trim();
      if (/^(19|20)\d{2}$/.test(told) && told > year) year = told;
    },
    context: (): Readonly<Record<string, string>> => {
      const last = lastDay([...days].filter((day) => year === '' || day.slice(0, 4) <= year));
      return last === null ? {} : { corte: last };
    },
  };
}
