import { parseScaled } from '#lib/kernel/decimal.ts';
import { tidy } from '#lib/kernel/text.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { neededText } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RawRecord, RowRecipe } from '#lib/provenance/recipe.ts';
import { INDICE_PRECIOS } from './dataset.ts';
import { INDEX_DECIMALS } from './real-soles.ts';

/** An index above zero with no more decimals than the arithmetic keeps; a longer one would have to be rounded. */
function index(cells: Cells): string | null {
  const text = cells.decimal('INDICE', 'punto');
  const value = text === null ? null : parseScaled(text, INDEX_DECIMALS);
  if (value === null || value.units <= 0n || value.rounded) {
    return cells.refuse(`«${text ?? ''}» no es un índice mayor que cero, con un máximo de ${INDEX_DECIMALS} decimales`, `"${text ?? ''}" is not an index above zero, with at most ${INDEX_DECIMALS} decimals`);
  }
  return text;
}

/** First pass: years that come twice, and the bases of the file, for indices of two bases cannot be compared. */
function survey() {
  const years = new Map<string, number>();
  const bases = new Set<string>();
  return {
    see: ({ cells }: RawRecord) => {
      const year = tidy(cells['ANIO'] ?? '');
      years.set(year, (years.get(year) ?? 0) + 1);
      if (bases.size < 2) bases.add(tidy(cells['BASE'] ?? '').toLowerCase());
    },
    context: () => ({ repetidos: [...years].filter(([year, times]) => times > 1 && /^\d{4}$/.test(year)).map(([year]) => year).join(' '), bases: String(bases.size) }),
  };
}

/**
 * Our own template: `anio;indice;base;publicador;fuente`, the index with a point. One file is one series: all its rows
 * have the same base, and it replaces what was loaded of its years.
 */
export const INDICE_PRECIOS_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: 'indice-precios-plantilla',
  version: 1,
  dataset: INDICE_PRECIOS,
  format: 'csv',
  publisher: 'Quien reunió la lista; cada fila nombra a su publicador',
  es: 'Índice de precios por año (plantilla de Yupay)',
  en: 'Price index by year (Yupay template)',
  years: [1990, null],
  precedence: 10,
  maxBytes: 1_000_000,
  personalWords: PERSONAL_WORDS,
  required: [['anio', 'año'], ['indice', 'índice'], ['base'], ['publicador', 'publisher'], ['fuente']],
  optional: [],
  survey,
  read: (record, context, tally) => {
    const personal = personalRefusal(record, ['BASE', 'PUBLICADOR', 'FUENTE']);
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const anio = cells.year('ANIO');
      if (context['bases'] !== '1') cells.refuse('el archivo mezcla índices de distinta base', 'the file mixes indices of different bases');
      if (anio !== null && (context['repetidos'] ?? '').split(' ').includes(anio)) cells.refuse(`el año ${anio} se repite en el archivo`, `the year ${anio} is repeated in the file`);
      return [{ anio, indice: index(cells), base: neededText(cells, 'BASE'), publicador: neededText(cells, 'PUBLICADOR'), fuente: neededText(cells, 'FUENTE') }];
    });
  },
};
