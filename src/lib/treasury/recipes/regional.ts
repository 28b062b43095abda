import { departmentCode } from '#lib/places/recipes/departments.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { REGIONAL_ANUAL, REGIONAL_MENSUAL } from '../datasets.ts';

const BASE = { way: 'rows', version: 1, format: 'csv', publisher: 'MEF', precedence: 20, maxBytes: 16_000_000 } as const;

/** Name and code of the record's department; refuses a name that is not one. */
function department(cells: Cells): { ubigeo: string | null; departamento: string | null } {
  const name = cells.name('DEPARTAMENTO');
  const code = departmentCode(name ?? '');
  if (code === null) cells.refuse(`«${(name ?? '').slice(0, 60)}» no es un departamento`, `"${(name ?? '').slice(0, 60)}" is not a department`);
  return { ubigeo: code, departamento: name };
}

/** Devengado by department and month. The file says its year nowhere inside. Some cells carry a float's noise. */
export const GASTO_REGIONAL_MENSUAL: RowRecipe = {
  ...BASE,
  id: 'gasto-regional-mensual',
  dataset: REGIONAL_MENSUAL,
  es: 'Gasto mensual por región',
  en: 'Monthly spending by region',
  years: [2004, null],
  needsYear: true,
  required: [['Departamento'], ['Mes'], ['Monto']],
  optional: [],
  read: (record, context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => [{ anio: context.anio ?? null, mes: cells.month('MES'), ...department(cells), devengado: cells.money('MONTO', 'punto') }]);
  },
};

const YEARS = Array.from({ length: 97 }, (_, index) => String(2004 + index));
const YEAR_COLUMN = /^Y_(\d{4})$/;

/** Devengado by department and year, years as columns; the first column, without a name, is a row number. */
export const GASTO_REGIONAL_ANUAL: RowRecipe = {
  ...BASE,
  id: 'gasto-regional-anual',
  dataset: REGIONAL_ANUAL,
  es: 'Gasto anual por región, años en columnas',
  en: 'Yearly spending by region, years as columns',
  years: [2004, null],
  required: [['Departamento'], ['y_2012', ...YEARS.filter((year) => year !== '2012').map((year) => `y_${year}`)]],
  optional: [[''], ...YEARS.map((year) => [`y_${year}`])],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const place = department(cells);
      const years = Object.keys(record.cells).flatMap((name) => YEAR_COLUMN.exec(name)?.[1] ?? []).sort();
      return years.map((anio) => ({ anio, ...place, devengado: cells.money(`Y_${anio}`, 'punto') }));
    });
  },
};
