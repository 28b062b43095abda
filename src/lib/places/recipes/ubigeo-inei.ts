import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { DISTRITOS } from '../datasets.ts';

/** INEI's registry of districts with their capitals: `;`, byte order mark, accents in the header. */
export const UBIGEO_INEI: RowRecipe = {
  way: 'rows',
  id: 'ubigeo-inei',
  version: 1,
  dataset: DISTRITOS,
  format: 'csv',
  publisher: 'INEI',
  es: 'Ubigeo del INEI con capitales y coordenadas',
  en: 'INEI place codes with capitals and coordinates',
  years: [null, null],
  precedence: 10,
  maxBytes: 32_000_000,
  required: [['departamento'], ['provincia'], ['distrito'], ['ubigeo'], ['capital_legal'], ['categoría'], ['altitud'], ['latitud'], ['longitud']],
  // The population column has no year, so it is not kept: a number of persons without a date is no fact.
  optional: [['población']],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => [
      {
        ubigeo: cells.district('UBIGEO'),
        departamento: cells.name('DEPARTAMENTO'),
        provincia: cells.name('PROVINCIA'),
        distrito: cells.name('DISTRITO'),
        capital: cells.name('CAPITAL_LEGAL'),
        categoria: cells.text('CATEGORIA'),
        altitud: cells.decimal('ALTITUD', 'punto'),
        latitud: cells.decimal('LATITUD', 'punto'),
        longitud: cells.decimal('LONGITUD', 'punto'),
        sec_ejec: null,
        municipalidad: null,
        reniec: null,
        sunat: null,
      },
    ]);
  },
};
