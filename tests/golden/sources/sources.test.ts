import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { PLACES_RECIPES } from '#lib/places/recipes/index.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import { linesAt } from '#lib/provenance/reading/structure.ts';
import { wideColumns } from '#lib/provenance/reading/wide.ts';
import type { Detected, RowDetected, WideDetected } from '#lib/provenance/reading.ts';
import { TREASURY_RECIPES } from '#lib/treasury/recipes/index.ts';

/**
 * Each folder holds `entrada.*` (invented, but for single facts), optionally `opciones.json`, and `esperado.json`: what
 * reading it gives. YUPAY_GOLDEN=write records the present answer, to be read before it is committed.
 */
const HERE = import.meta.dirname;
const RECIPES = [...TREASURY_RECIPES, ...PLACES_RECIPES];

interface Answer {
  recipe: string;
  series: string;
  encoding: string;
  delimiter: string | null;
  context: Record<string, string>;
  facts: unknown[];
  rejections: { line: number; byteOffset: number | null; reason: string }[];
  tally: Record<string, number>;
}

async function readRowFile(detected: RowDetected, path: string): Promise<Pick<Answer, 'series' | 'facts' | 'rejections' | 'tally'>> {
  const facts: Record<string, string | null>[] = [];
  const rejections: Answer['rejections'] = [];
  const tally: Record<string, number> = {};
  for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'fact') facts.push({ linea: String(item.line), ...item.fact });
    else if (item.kind === 'tally') tally[item.what] = (tally[item.what] ?? 0) + item.times;
    else {
      expect(item.rejection.reasonEn).not.toBe('');
      rejections.push({ line: item.rejection.line, byteOffset: item.rejection.byteOffset, reason: item.rejection.reason });
    }
  }
  return { series: detected.recipe.series?.(detected.context, facts) ?? detected.recipe.id, facts, rejections, tally };
}

async function readWideFile(detected: WideDetected, path: string): Promise<Pick<Answer, 'series' | 'facts' | 'rejections' | 'tally'>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const { columns, select, options, yenCount } = wideColumns(detected);
  const types = columns.map(({ header, duckType }) => `'${header}': '${duckType.replaceAll("'", "''")}'`).join(', ');
  const source = `read_csv('${path}', header=true, auto_detect=false, delim='${detected.delimiter}', quote='"', escape='"', strict_mode=true, store_rejects=true, rejects_limit=0, columns={${types}}${options})`;
  const rows = (await connection.runAndReadAll(`select ${select}, ${yenCount} as enies from ${source}`)).getRowObjectsJson();
  const yen = rows.reduce((sum, { enies }) => sum + Number(enies), 0);
  const rejects = (await connection.runAndReadAll('select line_byte_position - 1 as inicio, min(error_type::varchar) as error, min(column_name) as columna from reject_errors group by all order by inicio')).getRowObjectsJson();
  const places = await linesAt(path, rejects.map(({ inicio }) => Number(inicio)));
  return {
    series: detected.recipe.id,
    facts: rows.map(({ enies: _, ...fact }) => Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== null && !/^(1|NOMBRE .*|0\.00)$/.test(String(value))))),
    rejections: rejects.map(({ inicio, error, columna }, index) => ({ line: places[index]!.line, byteOffset: Number(inicio), reason: error === 'CAST' ? `${error} ${columna}` : String(error) })),
    tally: yen > 0 ? { 'yen-por-enie': yen } : {},
  };
}

async function read(folder: string): Promise<Answer> {
  const name = readdirSync(join(HERE, folder)).find((file) => file.startsWith('entrada'))!;
  const path = join(HERE, folder, name);
  const settings = join(HERE, folder, 'opciones.json');
  const detected: Detected = await detect(path, RECIPES, existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {});
  const { recipe, encoding, delimiter, context } = detected;
  const content = recipe.way === 'wide' ? await readWideFile(detected as WideDetected, path) : await readRowFile(detected as RowDetected, path);
  return { recipe: recipe.id, encoding, delimiter, context: { ...context }, ...content };
}

/** One fact a line, so that a difference is read at a glance. */
function print(answer: Answer): string {
  const list = (items: unknown[]) => (items.length === 0 ? '[]' : `[\n    ${items.map((item) => JSON.stringify(item)).join(',\n    ')}\n  ]`);
  const members = Object.entries(answer).map(([name, value]) => `  ${JSON.stringify(name)}: ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

const folders = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

describe('golden sources', () => {
  it('covers every layout that is not a shipped table', () => {
    const covered = new Set(folders.map((folder) => (JSON.parse(readFileSync(join(HERE, folder, 'esperado.json'), 'utf8')) as Answer).recipe));
    const wanted = RECIPES.map(({ id }) => id).filter((id) => !id.startsWith('hechos-'));
    expect(wanted.filter((id) => !covered.has(id))).toEqual([]);
  });

  it.each(folders)('reads %s into the facts, rejections and repairs expected', async (folder) => {
    const answer = await read(folder);
    const expected = join(HERE, folder, 'esperado.json');
    if (process.env.YUPAY_GOLDEN === 'write') writeFileSync(expected, print(answer));
    expect(print(answer)).toBe(readFileSync(expected, 'utf8'));
  });
});
