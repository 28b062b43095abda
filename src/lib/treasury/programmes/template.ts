import { parseScaled } from '#lib/kernel/decimal.ts';
import { VALUE_DECIMALS } from '#lib/kernel/progress.ts';
import { searchKey } from '#lib/kernel/text.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { neededText } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { FactRow, FileFormat, RawRecord, RowRecipe, Tally } from '#lib/provenance/recipe.ts';
import { DESEMPENO_PROGRAMAS } from './dataset.ts';
import { kindOf } from './kinds.ts';
import { repeatedLines } from '../repeated-lines.ts';

const SERIES = 'desempeno-programas';

/** Four digits; a spreadsheet eats the leading zeros. 9001 and 9002 are no programmes and have no results. */
function programmeOf(cells: Cells, tally: Tally): string | null {
  const text = (cells.text('PROGRAMA') ?? '').replace(/\.0+$/, '');
  if (!/^\d{1,4}$/.test(text)) return cells.refuse(`«${text.slice(0, 60)}» no es un código de programa presupuestal, cuatro cifras (columna PROGRAMA)`, `"${text.slice(0, 60)}" is not a code of a budget programme, four digits (column PROGRAMA)`);
  const code = text.padStart(4, '0');
  if (code !== text) tally('ceros-repuestos');
  return kindOf(code) === 'programa' ? code : cells.refuse(`${code} no es un programa con resultados, sino acciones centrales o asignaciones que no son programas`, `${code} is not a programme with results, but central actions or allocations that are no programme`);
}

const keyOf = ({ cells }: RawRecord): string => [(cells['PROGRAMA'] ?? '').trim().padStart(4, '0'), searchKey(cells['INDICADOR'] ?? ''), (cells['ANIO'] ?? '').trim()].join('|');

const repeated = repeatedLines(keyOf);

/** A value of the indicator as it is written; null when blank. */
function value(cells: Cells, column: string): string | null {
  const text = cells.decimal(column, 'punto');
  if (text !== null && parseScaled(text, VALUE_DECIMALS)!.rounded) return cells.refuse(`«${text}» pasa de ${VALUE_DECIMALS} decimales (columna ${column})`, `"${text}" has more than ${VALUE_DECIMALS} decimals (column ${column})`);
  return text;
}

/** A value and the year that it is of: without its year a value says nothing. */
function dated(cells: Cells, name: 'BASE' | 'META'): { readonly year: string | null; readonly value: string | null } {
  const amount = value(cells, `${name}_VALOR`);
  const year = cells.text(`${name}_ANIO`);
  if (year === null && amount !== null) cells.refuse(`el valor no dice de qué año es (columna ${name}_ANIO)`, `the value does not say its year (column ${name}_ANIO)`);
  return { year: year === null ? null : cells.year(`${name}_ANIO`), value: amount };
}

/** Baseline, then measurement; the target after the baseline. Years of four digits compare as text. */
function checkOrder(cells: Cells, base: string | null, target: string | null, year: string | null): void {
  if (base !== null && year !== null && year < base) cells.refuse(`el año medido, ${year}, es anterior al de la línea de base, ${base}`, `the measured year, ${year}, is before the baseline’s, ${base}`);
  if (base !== null && target !== null && target < base) cells.refuse(`el año de la meta, ${target}, es anterior al de la línea de base, ${base}`, `the target’s year, ${target}, is before the baseline’s, ${base}`);
}

/** A file of one programme replaces what was loaded of that programme; a file of several, the former file of several. */
function seriesByProgramme(facts: readonly FactRow[]): string {
  const programmes = new Set(facts.map(({ programa }) => programa));
  return programmes.size === 1 ? `${SERIES}-${facts[0]!['programa']}` : SERIES;
}

const FREE = ['INDICADOR', 'UNIDAD', 'FUENTE', 'VERIFICACION'] as const;

const read: RowRecipe['read'] = (record, context, tally) => {
  // Programmes and indicators may be called after somebody; a number of identity names neither.
  const personal = personalRefusal(record, FREE, 'PROGRAMA_NOMBRE') ?? personalRefusal(record, [], 'INDICADOR_NOMBRE');
  if (personal) return personal;
  const cells = new Cells(record, tally);
  return cells.facts(() => {
    if (repeated.isRepeated(context, record.line)) cells.refuse('el mismo indicador y año vienen más de una vez en el archivo', 'the same indicator and year come more than once in the file');
    const anio = cells.year('ANIO');
    const [base, target] = [dated(cells, 'BASE'), dated(cells, 'META')];
    checkOrder(cells, base.year, target.year, anio);
    return [{
      anio, programa: programmeOf(cells, tally), programa_nombre: neededText(cells, 'PROGRAMA_NOMBRE'), indicador: neededText(cells, 'INDICADOR'), indicador_nombre: neededText(cells, 'INDICADOR_NOMBRE'),
      unidad: neededText(cells, 'UNIDAD'), base_anio: base.year, base_valor: base.value, meta_anio: target.year, meta_valor: target.value, valor: value(cells, 'VALOR'),
      fuente: neededText(cells, 'FUENTE'), verificacion: neededText(cells, 'VERIFICACION'),
    }];
  });
};

const template = (id: string, format: FileFormat, es: string, en: string): RowRecipe => ({
  way: 'rows', id, version: 1, dataset: DESEMPENO_PROGRAMAS, format, es, en,
  publisher: 'Quien reunió la lista; cada fila nombra su fuente',
  years: [2007, null],
  precedence: 10,
  maxBytes: 16_000_000,
  personalWords: PERSONAL_WORDS,
  required: [
    ['programa'], ['programa_nombre'], ['indicador'], ['indicador_nombre'], ['unidad'], ['base_anio', 'base_año'], ['base_valor'], ['meta_anio', 'meta_año'], ['meta_valor'], ['anio', 'año'], ['valor'],
    ['fuente'], ['verificacion', 'verificación'],
  ],
  optional: [],
  survey: repeated.survey,
  // Both formats are one series: whoever corrects a workbook with a CSV replaces it.
  series: (_context, facts) => seriesByProgramme(facts),
  read,
});

/** Our own template, typed in by a person who names the document of each row. Numbers with a point and no grouping. */
export const DESEMPENO_PLANTILLA = template('desempeno-programas-plantilla', 'csv', 'Desempeño de programas presupuestales (plantilla de Yupay)', 'Performance of budget programmes (Yupay template)');
export const DESEMPENO_LIBRO = template('desempeno-programas-libro', 'xlsx', 'Desempeño de programas presupuestales (plantilla de Yupay, libro de Excel)', 'Performance of budget programmes (Yupay template, Excel workbook)');

export const PROGRAMME_RECIPES: readonly RowRecipe[] = [DESEMPENO_PLANTILLA, DESEMPENO_LIBRO];
