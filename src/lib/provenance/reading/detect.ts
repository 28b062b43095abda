import { YupayError } from '#lib/kernel/errors.ts';
import type { Detected } from '../reading.ts';
import type { FileFormat, Recipe } from '../recipe.ts';
import { fileSize, readAt, shownName } from './bytes.ts';
import { CsvTokenizer, type CsvRecord, type Delimiter } from './csv.ts';
import { censusOf, encodingOf, type Encoding } from './encoding.ts';
import { lookAtGeojson } from './geojson.ts';
import { lookAtHtml } from './html.ts';
import { isJson, lookAtJson } from './json.ts';
import { matchHeader, personalCell, type Match } from './match.ts';
import { PREFIX, sniff } from './sniff.ts';
import { lookAtXlsx } from './xlsx.ts';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** How much a match says, to choose among delimiters. */
const RANK: Record<Match['kind'], number> = { match: 4, extra: 3, repeated: 3, missing: 2, unknown: 1 };

/** What a look inside gives, whatever the format. */
export interface Look {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly context: Readonly<Record<string, string>>;
}

/** The limit in bytes of a format before its recipe is known: the largest of its recipes. */
function formatLimit(format: FileFormat, recipes: readonly Recipe[]): number {
  return Math.max(0, ...recipes.filter((recipe) => recipe.format === format).map((recipe) => recipe.maxBytes));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** Turns a match into its recipe, or into the sentence that says why there is none. */
export function recipeOf(match: Match, header: readonly string[], archivo: string): Recipe {
  const shown = header.slice(0, 6).map((cell) => cell.trim().slice(0, 40)).join(', ') + (header.length > 6 ? ', …' : '');
  const personal = 'recipe' in match ? personalCell(match.recipe, header) : undefined;
  if (personal !== undefined) throw new YupayError('datos-personales', { archivo, columna: personal.trim().slice(0, 60) });
  switch (match.kind) {
    case 'match':
      return match.recipe;
    case 'missing':
      throw new YupayError('falta-columna', { archivo, columna: match.column, tipo: match.recipe.es });
    case 'extra':
      throw new YupayError('encabezado-desconocido', { archivo, encabezado: `parece «${match.recipe.es}», pero trae la columna ${match.column.trim().slice(0, 60) || '(sin nombre)'}` });
    case 'repeated':
      throw new YupayError('encabezado-desconocido', { archivo, encabezado: `la columna ${match.column || '(sin nombre)'} está repetida` });
    case 'unknown':
      throw new YupayError('encabezado-desconocido', { archivo, encabezado: shown });
  }
}

/** The first record that is not blank, under one delimiter. */
function firstRecord(prefix: Buffer, delimiter: Delimiter, encoding: Encoding, bom: boolean): CsvRecord | null {
  const start = bom ? 3 : 0;
  const tokenizer = new CsvTokenizer({ delimiter, encoding, startOffset: start });
  for (const record of tokenizer.push(prefix.subarray(start))) if (!record.blank) return record;
  return tokenizer.end().record;
}

interface CsvLook extends Look {
  readonly delimiter: Delimiter;
  readonly newline: 'lf' | 'crlf' | null;
  readonly match: Match;
}

function lookAtCsv(prefix: Buffer, encoding: Encoding, bom: boolean, recipes: readonly Recipe[], archivo: string): CsvLook {
  const looks = DELIMITERS.flatMap((delimiter): CsvLook[] => {
    const record = firstRecord(prefix, delimiter, encoding, bom);
    if (!record?.cells) return [];
    const end = record.byteOffset + Buffer.byteLength(record.raw, encoding === 'utf-8' ? 'utf8' : 'latin1');
    const newline = prefix[end] === 0x0d ? 'crlf' : prefix[end] === 0x0a ? 'lf' : null;
    return [{ header: record.cells, headerLine: record.line, context: {}, delimiter, newline, match: matchHeader(record.cells, 'csv', recipes) }];
  });
  looks.sort((a, b) => RANK[b.match.kind] - RANK[a.match.kind] || b.header.length - a.header.length);
  const best = looks[0];
  if (!best) throw new YupayError('encabezado-desconocido', { archivo, encabezado: 'la primera línea no se puede separar en celdas' });
  return best;
}

function withYear(look: Look, recipe: Recipe, archivo: string, declaredYear: number | undefined): Readonly<Record<string, string>> {
  if (recipe.way !== 'rows' || !recipe.needsYear) return look.context;
  if (declaredYear === undefined) throw new YupayError('falta-anio', { archivo });
  return { ...look.context, anio: String(declaredYear) };
}

async function encodingOfFile(path: string, size: number, archivo: string): Promise<Encoding> {
  const census = await censusOf(path, size);
  const encoding = encodingOf(census);
  if (encoding === 'latin-1' && census.c1 > 0) {
    throw new YupayError('codificacion', { archivo, detalle: 'parece windows-1252 o una página de DOS; guárdelo como UTF-8' });
  }
  return encoding;
}

/**
 * Recognises a file by what it holds: magic bytes, encoding, delimiter and header cells, never its name or extension; `name` is
 * what whoever brought it calls it, for the sentence of a refusal.
 * Throws `archivo-no-existe`, `archivo-vacio`, `archivo-ilegible`, `codificacion`, `encabezado-desconocido`,
 * `falta-columna`, `datos-personales`, `archivo-grande`, `falta-anio`, `bomba-comprimida` or `archivo-cortado`.
 */
export async function detect(path: string, recipes: readonly Recipe[], options: { declaredYear?: number; name?: string } = {}): Promise<Detected> {
  const archivo = options.name ?? shownName(path);
  const size = await fileSize(path);
  const prefix = await readAt(path, 0, PREFIX);
  const { format: seen, bom } = sniff(prefix, archivo);
  const format = seen === 'geojson' && isJson(prefix) ? 'json' : seen;
  const limit = formatLimit(format, recipes);
  if (size > limit) throw new YupayError('archivo-grande', { archivo, limite: megabytes(limit), tipo: format.toUpperCase() });
  const base = { format, bom, delimiter: null, newline: null } as const;
  const finish = (look: Look, match: Match, more: Partial<Detected> & { encoding: Encoding }): Detected => {
    const recipe = recipeOf(match, look.header, archivo);
    if (size > recipe.maxBytes) throw new YupayError('archivo-grande', { archivo, limite: megabytes(recipe.maxBytes), tipo: recipe.es });
    return { ...base, recipe, header: look.header, headerLine: look.headerLine, context: withYear(look, recipe, archivo, options.declaredYear), ...more };
  };
  if (format === 'xlsx') {
    const look = await lookAtXlsx(path, archivo, limit, recipes);
    return finish(look, matchHeader(look.header, format, recipes), { encoding: 'utf-8' });
  }
  const encoding = await encodingOfFile(path, size, archivo);
  if (format === 'csv') {
    const { match, delimiter, newline, ...look } = lookAtCsv(prefix, encoding, bom, recipes, archivo);
    return finish(look, match, { encoding, delimiter, newline });
  }
  const look = format === 'html' ? lookAtHtml(prefix, encoding, archivo) : format === 'json' ? await lookAtJson(path, archivo) : await lookAtGeojson(path, archivo);
  return finish(look, matchHeader(look.header, format, recipes), { encoding });
}
