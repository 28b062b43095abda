import type { WideDetected } from '../reading.ts';
import { headerKey, type Dataset, type DatasetColumn, type WideRecipe } from '../recipe.ts';

export interface WideColumn {
  /** Name that the column carries inside DuckDB; the header's cell, trimmed. */
  readonly header: string;
  readonly duckType: string;
}

export interface WideColumns {
  /** Every column of the file, in its order. */
  readonly columns: readonly WideColumn[];
  /** SELECT list that gives the dataset's columns in the dataset's order. */
  readonly select: string;
  /**
   * More options of `read_csv`, beginning with a comma. A blank or a single space is no value; but in the year and the
   * month it must be refused, not taken for null.
   */
  readonly options: string;
  /** How many ¥ of a row were mended, as an SQL expression over the file's columns, to be counted as `yen-por-enie`. */
  readonly yenCount: string;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const LAST_YEAR = 2100;
const FIRST_YEAR = 1990;

/**
 * The years of the recipe and the months as an ENUM: any other text becomes one of DuckDB's rejects, with its line and
 * its column, instead of a wrong number or a silent null.
 */
function enumOf(column: DatasetColumn, recipe: WideRecipe): string {
  const [from, to] = recipe.years;
  const first = from ?? FIRST_YEAR;
  const values =
    column.type === 'year'
      ? Array.from({ length: (to ?? LAST_YEAR) - first + 1 }, (_, index) => String(first + index))
      : Array.from({ length: 13 }, (_, month) => [String(month), ...(month < 10 ? [`0${month}`] : [])]).flat();
  return `ENUM(${values.map(literal).join(', ')})`;
}

const isDated = (column: DatasetColumn): boolean => column.type === 'year' || column.type === 'month';

/** The header cells that a dataset column is made of, as they stand in this file. */
function cellsOf(spellings: readonly string[], byKey: ReadonlyMap<string, string>): string[] {
  const found = spellings.map((spelling) => spelling.split('+').map((part) => byKey.get(headerKey(part)))).find((parts) => parts.every((part) => part !== undefined));
  if (!found) throw new Error(`the header was recognised without ${spellings.join(' or ')}`);
  return found as string[];
}

function duckType(column: DatasetColumn | undefined, recipe: WideRecipe): string {
  if (column === undefined) return 'VARCHAR';
  if (isDated(column)) return enumOf(column, recipe);
  return column.type === 'money' ? 'DECIMAL(18,2)' : 'VARCHAR';
}

/**
 * Names that carry a place or a person's wording, where DOS's Ñ turned into ¥ (DATA §2.8). Looking for it in every name
 * would cost 8 % of the load's speed; a trim of every text, without the guards below, would double its time.
 */
const MENDED = new Set([
  'ejecutora_nombre', 'provincia_ejecutora_nombre', 'distrito_ejecutora_nombre', 'meta_nombre', 'producto_proyecto_nombre', 'actividad_accion_obra_nombre',
]);

/** A name without blanks around it and with its Ñ, copied only where it needs it. */
function tidy(column: DatasetColumn, cell: string): string {
  const mends = MENDED.has(column.name);
  const guard = `prefix(${cell}, ' ') or suffix(${cell}, ' ')${mends ? ` or contains(${cell}, '¥')` : ''}`;
  const mended = mends ? `replace(${cell}, '¥', 'Ñ')` : cell;
  return `case when ${guard} then nullif(trim(${mended}), '') else ${cell} end`;
}

/** A code with its leading zeros; a longer one is left whole, for cutting it would make another code. */
function padded(cell: string, width: number): string {
  return `case when strlen(${cell}) = ${width} then ${cell} else lpad(trim(${cell}), cast(greatest(${width}, strlen(trim(${cell}))) as integer), '0') end`;
}

function expression(column: DatasetColumn, cells: readonly string[]): string {
  const quoted = cells.map(identifier);
  if (quoted.length > 1) return quoted.map((part) => `(${padded(part, 2)})`).join(' || ');
  const cell = quoted[0]!;
  switch (column.type) {
    case 'year':
    case 'month':
      return `cast(cast(${cell} as varchar) as integer)`;
    case 'money':
      return cell;
    case 'text':
      return tidy(column, cell);
    default:
      return column.name === 'sec_ejec' ? padded(cell, 6) : cell;
  }
}

function sqlType(column: DatasetColumn): string {
  return { year: 'integer', month: 'integer', money: 'decimal(18,2)' }[column.type as string] ?? 'varchar';
}

/** Which dataset column each header cell feeds, for its type. */
function usersOf(dataset: Dataset, recipe: WideRecipe, byKey: ReadonlyMap<string, string>): Map<string, DatasetColumn> {
  const users = new Map<string, DatasetColumn>();
  for (const column of dataset.columns) {
    const spellings = recipe.source[column.name] ?? null;
    const cells = spellings === null ? [] : cellsOf(spellings, byKey);
    if (cells.length === 1) users.set(cells[0]!, column);
  }
  return users;
}

/**
 * How DuckDB reads a wide file: explicit types for every header cell, never sniffed, and the SELECT list that makes the
 * dataset. Rounding to the céntimo is half away from zero, as DuckDB's cast to DECIMAL does.
 */
export function wideColumns(detected: WideDetected): WideColumns {
  const { recipe, header } = detected;
  const { dataset } = recipe;
  const names = header.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const byKey = new Map(names.map((name) => [headerKey(name), name]));
  const users = usersOf(dataset, recipe, byKey);
  const columns = names.map((name) => ({ header: name, duckType: duckType(users.get(name), recipe) }));
  const select = dataset.columns.map((column) => {
    const spellings = recipe.source[column.name] ?? null;
    const value = spellings === null ? `cast(null as ${sqlType(column)})` : expression(column, cellsOf(spellings, byKey));
    return `${value} as ${identifier(column.name)}`;
  });
  const mended = [...users].filter(([, column]) => MENDED.has(column.name)).map(([name]) => `coalesce(cast(contains(${identifier(name)}, '¥') as integer), 0)`);
  const dated = [...users].filter(([, column]) => isDated(column)).map(([name]) => literal(name));
  return {
    columns,
    select: select.join(', '),
    options: `, nullstr=['', ' '], force_not_null=[${dated.join(', ')}]`,
    yenCount: mended.length > 0 ? mended.join(' + ') : '0',
  };
}
