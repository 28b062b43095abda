import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { POBLACION } from '../datasets.ts';

/** Population estimates by district and year. Half persons are the source's own interpolation and stay. */
export const POBLACION_DISTRITAL: RowRecipe = {
  way: 'rows',
  id: 'poblacion-distrital',
  version: 1,
  dataset: POBLACION,
  format: 'csv',
  publisher: 'INEI',
  es: 'Población por distrito y año',
  en: 'Population by district and year',
  years: [1993, null],
  precedence: 10,
  maxBytes: 64_000_000,
  required: [['ubigeo'], ['population', 'poblacion', 'población'], ['year', 'anio', 'año']],
  optional: [],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const population = cells.decimal('POPULATION', 'punto');
      if (population?.startsWith('-')) cells.refuse('la población es negativa', 'the population is negative');
      return [{ anio: cells.year('YEAR'), ubigeo: cells.district('UBIGEO'), poblacion: population }];
    });
  },
};
