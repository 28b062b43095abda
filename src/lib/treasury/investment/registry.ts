import { Cells } from '#lib/provenance/reading/cells.ts';
import { headerKey, type FactRow, type RawRecord, type RejectedRow, type RowRecipe, type Tally } from '#lib/provenance/recipe.ts';
import { cutoffSurvey } from './cutoff.ts';
import { INVERSIONES } from './datasets.ts';
import { readDay, readMonth, type DayReading } from './day.ts';
import { cellsOf, FIELDS, type Field } from './fields.ts';
import { coordinates, districtOf } from './place.ts';

const YEAR = ['ANIO_PROCESO', 'ANIO_PROC'] as const;
const PLACE = [['LATITUD'], ['LONGITUD']] as const;

/** Columns in which people register what they did: the last day among them is the cut-off. */
const REGISTERED = ['fecha_registro', 'fecha_viabilidad', 'ultima_declaracion', 'fecha_f9', 'fecha_cierre'];

/** A date that nobody can read is a gap, counted; it does not cost the row its amounts. */
function dated(reading: DayReading, what: string, tally: Tally): string | null {
  if (reading.ok) return reading.value;
  tally(what);
  return null;
}

/** SI, NO, or nothing: any other word is nothing, and counted. */
function yesNo(text: string | null, tally: Tally): string | null {
  if (text === null || /^(SI|SÍ|NO)$/i.test(text)) return text === null ? null : String(text.toUpperCase() !== 'NO');
  tally('si-no-ilegibles');
  return null;
}

function valueOf(field: Field, cells: Cells, record: RawRecord, tally: Tally): string | null {
  const column = headerKey(field.cells[0]!);
  const raw = record.cells[column] ?? '';
  switch (field.kind) {
    case 'texto':
    case 'codigo':
      return cells.text(column);
    case 'nombre':
      return cells.name(column);
    case 'monto':
      return cells.money(column, 'punto');
    case 'numero':
      return cells.decimal(column, 'punto');
    case 'dia':
      return dated(readDay(raw), 'fechas-ilegibles', tally);
    case 'mes':
      return dated(readMonth(raw), 'meses-ilegibles', tally);
    case 'si-no':
      return yesNo(cells.text(column), tally);
  }
}

/** Codes that a program took for numbers lose their `.0`. SEC_EJEC has six digits, or is no code of SIAF and is left as it comes. */
function tidied(fact: Record<string, string | null>): void {
  for (const name of ['cui', 'snip', 'sec_ejec', 'ubigeo_publicado']) fact[name] = fact[name]?.replace(/\.0+$/, '') ?? null;
  if (/^\d{1,6}$/.test(fact['sec_ejec'] ?? '')) fact['sec_ejec'] = fact['sec_ejec']!.padStart(6, '0');
}

/** One line of the registry. Without a CUI the SNIP code names it; without either nothing can be said of it. */
export function readInvestment(kind: string, record: RawRecord, context: Readonly<Record<string, string>>, tally: Tally): readonly FactRow[] | RejectedRow {
  const cells = new Cells(record, tally);
  return cells.facts(() => {
    const fact: Record<string, string | null> = { anio: cells.year('ANIO_PROCESO'), corte: context.corte ?? null, registro: kind };
    for (const field of FIELDS) fact[field.name] = valueOf(field, cells, record, tally);
    tidied(fact);
    if (fact['cui'] === null && fact['snip'] === null) cells.refuse('no trae código único ni código SNIP', 'has neither a unique code nor a SNIP code');
    else if (fact['cui'] !== null && !/^\d{1,8}$/.test(fact['cui']!)) cells.refuse(`«${fact['cui']!.slice(0, 40)}» no es un código único de inversión`, `"${fact['cui']!.slice(0, 40)}" is not a unique investment code`);
    return [{ ...fact, ubigeo: districtOf(fact['ubigeo_publicado'] ?? '', tally), ...coordinates(record.cells['LATITUD'] ?? '', record.cells['LONGITUD'] ?? '', tally) }];
  });
}

interface Registry {
  readonly id: string;
  readonly kind: 'activas' | 'cerradas' | 'desactivadas';
  readonly es: string;
  readonly en: string;
  /** Fields that every file of this kind has and that tell it from its sisters; the others may be missing. */
  readonly fields: readonly string[];
  readonly maxBytes: number;
  /** Columns that some editions of the file carry and that are not kept. */
  readonly passed: readonly string[];
  readonly withheld?: readonly string[];
}

/** A recipe for one of the three files. */
export function registryRecipe({ id, kind, es, en, fields, maxBytes, passed, withheld }: Registry): RowRecipe {
  const required = new Set(fields);
  const survey = () => cutoffSurvey(REGISTERED.map((name) => headerKey(cellsOf(name)[0]!)), 'ANIO_PROCESO');
  return {
    way: 'rows', id, version: 1, dataset: INVERSIONES, format: 'csv', publisher: 'MEF', es, en, years: [2001, null], precedence: 20, maxBytes,
    ...(withheld === undefined ? {} : { withheld }),
    required: [YEAR, ...fields.map(cellsOf), ...PLACE],
    optional: [...FIELDS.filter(({ name }) => !required.has(name)).map(({ cells }) => cells), ...passed.map((cell) => [cell])],
    survey,
    read: (record, context, tally) => readInvestment(kind, record, context, tally),
    // Each cut-off is a series of its own: snapshots stay, and the same cut-off loaded again replaces only itself.
    series: (_, facts) => `${id}:${facts[0]?.['corte'] ?? 'sin-corte'}`,
  };
}
