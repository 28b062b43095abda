import { tidy } from '#lib/kernel/text.ts';
import { departmentCode } from '#lib/places/recipes/departments.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { FactRow, RawRecord, RowRecipe, Tally } from '#lib/provenance/recipe.ts';
import { DERECHOS_MINEROS } from './datasets.ts';

/** The places of a cell "A / B", each once, in its order. */
export function placesOf(text: string | null): string[] {
  return text === null ? [] : [...new Set(text.split('/').map(tidy).filter((name) => name !== ''))];
}

const DAY = 86_400_000;
/** From 1900 to 2199: milliseconds outside are a unit mistaken. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

/** Milliseconds since 1970, or a day already written, as `AAAA-MM-DD`; null when blank. */
function day(cells: Cells, column: string): string | null {
  const text = cells.text(column);
  if (text === null || /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return text;
  const at = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(at >= FIRST && at < LAST)) return cells.refuse(`«${text.slice(0, 60)}» no es una fecha en milisegundos (columna ${column})`, `"${text.slice(0, 60)}" is not a date in milliseconds (column ${column})`);
  // Lima is five hours behind: the day is Peru's.
  return new Date(Math.floor((at - 5 * 3_600_000) / DAY) * DAY).toISOString().slice(0, 10);
}

function ordinal(cells: Cells): string | null {
  const text = cells.text('OBJECTID') ?? '';
  return /^\d{1,12}$/.test(text) ? text : cells.refuse(`«${text.slice(0, 60)}» no es un OBJECTID`, `"${text.slice(0, 60)}" is not an OBJECTID`);
}

function read(record: RawRecord, _context: Readonly<Record<string, string>>, tally: Tally) {
  const cells = new Cells(record, tally);
  return cells.facts((): FactRow[] => {
    const code = cells.text('CODIGOU') ?? '';
    if (!/^[\w-]{1,20}$/.test(code)) cells.refuse(`«${code.slice(0, 60)}» no es un código de derecho minero`, `"${code.slice(0, 60)}" is not a code of a mining right`);
    const [departments, provinces, districts] = ['DEPA', 'PROVI', 'DISTRI'].map((column) => placesOf(cells.name(column)));
    const unknown = departments!.find((name) => departmentCode(name) === null);
    if (unknown !== undefined) cells.refuse(`«${unknown.slice(0, 60)}» no es un departamento`, `"${unknown.slice(0, 60)}" is not a department`);
    if (districts!.length > 1) tally('derechos-en-varios-lugares');
    const list = (names: readonly string[]) => (names.length === 0 ? null : names.join('; '));
    return [{
      objectid: ordinal(cells), ubigeo: departments!.length === 1 ? departmentCode(departments![0]!) : null, codigo: code, concesion: cells.name('CONCESION'), denuncio: day(cells, 'FEC_DENU'),
      hectareas: cells.decimal('HECTAGIS', 'punto'), estado: cells.text('ESTADO'), estado_nombre: cells.text('D_ESTADO'), sustancia: cells.text('SUSTANCIA'),
      departamentos: list(departments!), provincias: list(provinces!), distritos: list(districts!), distritos_n: districts!.length === 0 ? null : String(districts!.length),
    }];
  });
}

/** Fields of the layer. The holder (TIT_CONCES) may be a person: it is read past, never kept nor shown. */
const LAYER = {
  way: 'rows',
  version: 1,
  dataset: DERECHOS_MINEROS,
  publisher: 'INGEMMET',
  years: [null, null],
  precedence: 20,
  required: [['OBJECTID'], ['CODIGOU'], ['FEC_DENU'], ['CONCESION'], ['HECTAGIS'], ['ESTADO'], ['D_ESTADO'], ['SUSTANCIA'], ['DEPA'], ['PROVI'], ['DISTRI']],
  optional: [],
  withheld: ['TIT_CONCES'],
  open: true,
  read,
} as const;

export const DERECHOS_MINEROS_CSV: RowRecipe = {
  ...LAYER,
  id: 'derechos-mineros-csv',
  format: 'csv',
  es: 'Derechos mineros, capa del catastro en CSV',
  en: 'Mining rights, layer of the cadastre as CSV',
  maxBytes: 256_000_000,
};

/** What the map service answers: at most a thousand rows a page, so each page is a series of its own. */
export const DERECHOS_MINEROS_JSON: RowRecipe = {
  ...LAYER,
  id: 'derechos-mineros-json',
  format: 'json',
  es: 'Derechos mineros, página del servicio de mapas',
  en: 'Mining rights, page of the map service',
  maxBytes: 64_000_000,
  series: (_context, facts) => `derechos-mineros-json-${facts[0]?.['objectid'] ?? '0'}`,
};
