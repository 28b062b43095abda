import { searchKey } from '#lib/kernel/text.ts';
import { departmentCode } from '#lib/places/recipes/departments.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { neededText } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { CONFLICTOS_MINEROS } from './datasets.ts';

/** Degrees within which Peru lies; what is outside is a mistyped or swapped pair. */
const PERU = { lat: [-18.5, 0.1], lon: [-81.6, -68.5] } as const;

function degrees(cells: Cells, column: 'LAT' | 'LON'): string | null {
  const text = cells.decimal(column, 'punto');
  const [low, high] = column === 'LAT' ? PERU.lat : PERU.lon;
  if (text !== null && (Number(text) < low || Number(text) > high)) cells.refuse(`«${text}» cae fuera del Perú (columna ${column})`, `"${text}" lies outside Peru (column ${column})`);
  return text;
}

function yesOrNo(cells: Cells, column: string): string | null {
  const text = cells.text(column);
  if (text === null) return null;
  const word = searchKey(text);
  if (word === 'si' || word === 'no') return String(word === 'si');
  return cells.refuse(`«${text.slice(0, 60)}» no es «Sí» ni «No» (columna ${column})`, `"${text.slice(0, 60)}" is neither "Sí" nor "No" (column ${column})`);
}

/** "No detalla" is no district. */
function detailed(cells: Cells, column: string): string | null {
  const name = cells.name(column);
  return name !== null && searchKey(name) === 'no detalla' ? null : name;
}

/** A workbook of 81 cases with phase, dialogue and coordinates. It names neither its publisher nor its date. */
export const CONFLICTOS_MINEROS_XLSX: RowRecipe = {
  way: 'rows',
  id: 'conflictos-mineros-xlsx',
  version: 1,
  dataset: CONFLICTOS_MINEROS,
  format: 'xlsx',
  publisher: 'Compilación que no nombra a su autor',
  es: 'Conflictos mineros, libro de Excel',
  en: 'Mining conflicts, Excel workbook',
  years: [null, null],
  precedence: 10,
  maxBytes: 32_000_000,
  personalWords: PERSONAL_WORDS,
  required: [
    ['caso'], ['departamento'], ['provincia'], ['distrito'], ['empresa'], ['tipo'], ['actividad'], ['estado'], ['fase'], ['vio_if'], ['dial_if'], ['competencia'], ['lat'], ['lon'],
  ],
  optional: [['pais']],
  read: (record, _context, tally) => {
    // Cases and companies may be called after somebody; numbers of identity and telephones name nobody's company.
    const personal = personalRefusal(record, ['ESTADO', 'FASE', 'TIPO'], 'CASO') ?? personalRefusal(record, [], 'EMPRESA');
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const country = cells.text('PAIS') ?? 'Peru';
      if (searchKey(country) !== 'peru') cells.refuse(`la fila es de «${country.slice(0, 60)}», no del Perú`, `the row is of "${country.slice(0, 60)}", not of Peru`);
      const department = cells.name('DEPARTAMENTO');
      const code = departmentCode(department ?? '');
      if (code === null) cells.refuse(`«${(department ?? '').slice(0, 60)}» no es un departamento`, `"${(department ?? '').slice(0, 60)}" is not a department`);
      return [{
        ubigeo: code, caso: neededText(cells, 'CASO'), departamento: department, provincia: detailed(cells, 'PROVINCIA'), distrito: detailed(cells, 'DISTRITO'), empresa: cells.name('EMPRESA'),
        tipo: cells.text('TIPO'), actividad: cells.text('ACTIVIDAD'), estado: cells.text('ESTADO'), fase: cells.text('FASE'),
        violencia: yesOrNo(cells, 'VIO_IF'), dialogo: yesOrNo(cells, 'DIAL_IF'), competencia: cells.text('COMPETENCIA'),
        latitud: degrees(cells, 'LAT'), longitud: degrees(cells, 'LON'), linea_original: String(record.line),
      }];
    });
  },
};
