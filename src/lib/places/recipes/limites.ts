import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import { GEOMETRY } from '#lib/provenance/reading/geojson.ts';
import type { FactRow, RawRecord, RejectedRow, RowRecipe, Tally } from '#lib/provenance/recipe.ts';
import { LIMITES } from '../datasets.ts';

const BASE = {
  way: 'rows',
  version: 1,
  dataset: LIMITES,
  format: 'geojson',
  publisher: 'INEI',
  years: [null, null],
  precedence: 10,
  // Parsed whole in memory, so the limit is also the ceiling of what it may cost.
  maxBytes: 64 * 1024 * 1024,
  optional: [],
} as const;

/** "LEY 27415"; a dash is how the source says that it knows none. */
function norm(cells: Cells): string | null {
  const parts = [cells.text('DCTO'), cells.text('LEY')].filter((part) => part !== null && !/^-+$/.test(part));
  return parts.length === 0 ? null : parts.join(' ');
}

function boundary(record: RawRecord, tally: Tally, level: string, code: string, name: string, length: number): readonly FactRow[] | RejectedRow {
  const cells = new Cells(record, tally);
  return cells.facts(() => {
    const place = cells.text(code) ?? '';
    if (place.length !== length || ubigeo(place) === null) cells.refuse(`«${place.slice(0, 60)}» no es un ubigeo de ${level}`, `"${place.slice(0, 60)}" is not a code of its level`);
    const geometry = record.cells[GEOMETRY] ?? '';
    if (geometry === '') tally('sin-geometria');
    return [{ nivel: level, ubigeo: place, nombre: cells.name(name), norma: norm(cells), fecha: cells.text('FECHA'), geometria: geometry === '' ? null : geometry }];
  });
}

/** District boundaries; eight of the 2016 file have no geometry and stay without one. */
export const LIMITES_DISTRITOS: RowRecipe = {
  ...BASE,
  id: 'limites-distritos',
  es: 'Límites de distritos',
  en: 'District boundaries',
  required: [['IDDIST'], ['NOMBDIST']],
  series: () => 'limites-distritos',
  read: (record, _context, tally) => boundary(record, tally, 'distrito', 'IDDIST', 'NOMBDIST', 6),
};

/** Department boundaries. */
export const LIMITES_DEPARTAMENTOS: RowRecipe = {
  ...BASE,
  id: 'limites-departamentos',
  es: 'Límites de departamentos',
  en: 'Department boundaries',
  required: [['FIRST_IDDP'], ['NOMBDEP']],
  series: () => 'limites-departamentos',
  read: (record, _context, tally) => boundary(record, tally, 'departamento', 'FIRST_IDDP', 'NOMBDEP', 2),
};
