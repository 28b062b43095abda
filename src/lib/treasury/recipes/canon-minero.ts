import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { CANON_MINERO } from '../datasets.ts';

/** "01-300078": the district's number in an older numbering, then the municipality's SEC_EJEC (DATA §3). */
const CODE = /^\d{2}-(\d{6})$/;

/**
 * Canon minero of 110 producing districts, 2004–2020: latin-1, `;`, CRLF, 748 codes without their leading zero, 24
 * blanks that are "not reported", half persons. The human development columns are of another source and are not kept.
 */
export const CANON_MINERO_DISTRITOS: RowRecipe = {
  way: 'rows',
  id: 'canon-minero-distritos',
  version: 1,
  dataset: CANON_MINERO,
  format: 'csv',
  publisher: 'MEF',
  es: 'Canon minero de los distritos productores',
  en: 'Mining canon of producing districts',
  years: [2004, 2020],
  precedence: 10,
  maxBytes: 64_000_000,
  required: [['AÑO'], ['CODIGO'], ['MUNICIPALIDAD'], ['UBIGEO'], ['CANON MINERO'], ['POBLACION'], ['TOTAL DE TRANSFERENCIAS']],
  optional: [['DISTRITO'], ['PROVINCIA'], ['REGION'], ['AÑOS DE EDUCACION'], ['ESPERANZA DE VIDA'], ['IDH'], ['INGRESO FAMILIAR'], ['METODOS DE EXPLOTACION'], ['POBLACION 18 AÑOS']],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const code = cells.text('CODIGO') ?? '';
      const executor = CODE.exec(code)?.[1] ?? cells.refuse(`«${code.slice(0, 60)}» no es un código de municipalidad`, `"${code.slice(0, 60)}" is not a municipality code`);
      const canon = cells.money('CANON_MINERO', 'punto');
      if (canon === null) tally('canon-en-blanco');
      return [
        {
          anio: cells.year('ANIO'),
          ubigeo: cells.district('UBIGEO'),
          sec_ejec: executor,
          municipalidad: cells.name('MUNICIPALIDAD'),
          canon,
          total_transferencias: cells.money('TOTAL_DE_TRANSFERENCIAS', 'punto'),
          poblacion: cells.decimal('POBLACION', 'punto'),
          linea_original: String(record.line),
        },
      ];
    });
  },
};
