import { seriesByDepartment } from '#lib/places/recipes/template-cells.ts';
import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { INDICES_CANON } from '../datasets.ts';

/**
 * Our own template for the indices that a ministerial resolution prints (METHODS §4.2): `anio;norma;ubigeo;
 * beneficiario;indice`, the index with its ten decimals and a point, two digits of ubigeo for the regional government.
 */
export const INDICES_CANON_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: 'indices-canon-plantilla',
  version: 1,
  dataset: INDICES_CANON,
  format: 'csv',
  publisher: 'MEF',
  es: 'Índices de distribución del canon (plantilla de Yupay)',
  en: 'Canon distribution indices (Yupay template)',
  years: [2002, null],
  precedence: 20,
  maxBytes: 16_000_000,
  required: [['anio', 'año'], ['norma'], ['ubigeo'], ['beneficiario'], ['indice', 'índice']],
  optional: [],
  // A resolution is often loaded department by department: one must not replace another.
  series: (_context, facts) => seriesByDepartment('indices-canon-plantilla', facts, 'ubigeo'),
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const place = cells.text('UBIGEO') ?? '';
      if (![2, 6].includes(place.length) || ubigeo(place) === null) cells.refuse(`«${place.slice(0, 60)}» no es un ubigeo de distrito ni de departamento`, `"${place.slice(0, 60)}" is not a district or department code`);
      const index = cells.text('INDICE') ?? '';
      if (!/^[01]\.\d{10}$/.test(index) || Number(index) > 1) cells.refuse(`«${index.slice(0, 60)}» no es un índice con diez decimales entre 0 y 1`, `"${index.slice(0, 60)}" is not an index with ten decimals from 0 to 1`);
      return [{ anio: cells.year('ANIO'), norma: cells.text('NORMA'), ubigeo: place, beneficiario: cells.name('BENEFICIARIO'), indice: index }];
    });
  },
};
