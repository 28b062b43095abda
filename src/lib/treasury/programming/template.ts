import { centimos } from '#lib/kernel/money.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { checkKnown, dayCell, neededText, seriesByDepartment } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { FileFormat, RawRecord, RowRecipe } from '#lib/provenance/recipe.ts';
import { repeatedLines } from '../repeated-lines.ts';
import { RECURSOS_DISPONIBLES } from './dataset.ts';

const SERIES = 'recursos-disponibles';
/** A programme covers three or four years; a longer window is a slip. */
const LONGEST = 10;

const trimmed = ({ cells }: RawRecord, column: string): string => (cells[column] ?? '').trim();
const keyOf = (record: RawRecord): string => [trimmed(record, 'ANIO'), trimmed(record, 'UBIGEO').padStart(6, '0'), trimmed(record, 'SEC_EJEC').padStart(6, '0'), trimmed(record, 'DESDE'), trimmed(record, 'HASTA')].join('|');
const repeated = repeatedLines(keyOf);

interface Named {
  readonly ubigeo: string | null;
  readonly sec_ejec: string | null;
}

/** A municipality by its place, by its SIAF code, or by both: then the registry must know both as one. */
function municipality(cells: Cells): Named {
  const [place, unit] = [cells.text('UBIGEO'), cells.text('SEC_EJEC')];
  if (place === null && unit === null) cells.refuse('no dice de qué municipalidad es: ubigeo y sec_ejec están vacíos', 'does not say which municipality it is of: ubigeo and sec_ejec are empty');
  const ubigeo = place === null ? null : cells.district('UBIGEO');
  if (ubigeo !== null) checkKnown(cells, ubigeo);
  return { ubigeo, sec_ejec: unit === null ? null : cells.executor('SEC_EJEC') };
}

/** First and last year, both included. */
function spanOf(cells: Cells): { readonly desde: string | null; readonly hasta: string | null } {
  const [desde, hasta] = [cells.year('DESDE'), cells.year('HASTA')];
  if (desde !== null && hasta !== null && (hasta < desde || Number(hasta) - Number(desde) >= LONGEST)) cells.refuse(`de ${desde} a ${hasta} no es un periodo de programación`, `from ${desde} to ${hasta} is no period of a programme`);
  return { desde, hasta };
}

function available(cells: Cells): string | null {
  const text = cells.money('MONTO', 'punto');
  if (text === null) return cells.refuse('la columna MONTO está vacía', 'the column MONTO is empty');
  return centimos(text)! < 0n ? cells.refuse(`el monto «${text}» es negativo`, `the amount "${text}" is negative`) : text;
}

/** A day that a spreadsheet kept as a day arrives with its midnight. */
const withDay = (record: RawRecord): RawRecord => ({ ...record, cells: { ...record.cells, FECHA: trimmed(record, 'FECHA').replace(/T00:00:00(\.000)?Z$/, '') } });

const read: RowRecipe['read'] = (record, context, tally) => {
  const personal = personalRefusal(record, ['DOCUMENTO']);
  if (personal) return personal;
  const cells = new Cells(withDay(record), tally);
  return cells.facts(() => {
    if (repeated.isRepeated(context, record.line)) cells.refuse('la misma municipalidad y periodo vienen más de una vez en el archivo', 'the same municipality and period come more than once in the file');
    const fecha = dayCell(cells, 'FECHA', tally);
    if (fecha === null) cells.refuse('la columna FECHA está vacía', 'the column FECHA is empty');
    return [{
      anio: cells.year('ANIO'), ...municipality(cells), ...spanOf(cells), pmi_anio_1: cells.text('PMI_ANIO_1') === null ? null : cells.year('PMI_ANIO_1'),
      monto: available(cells), documento: neededText(cells, 'DOCUMENTO'), fecha,
    }];
  });
};

const template = (id: string, format: FileFormat, es: string, en: string): RowRecipe => ({
  way: 'rows', id, version: 1, dataset: RECURSOS_DISPONIBLES, format, es, en,
  publisher: 'La municipalidad, según el documento que nombra cada fila',
  years: [2013, null],
  precedence: 10,
  maxBytes: 16_000_000,
  personalWords: PERSONAL_WORDS,
  required: [['anio', 'año'], ['ubigeo'], ['sec_ejec'], ['desde'], ['hasta'], ['pmi_anio_1', 'pmi_año_1'], ['monto'], ['documento'], ['fecha']],
  optional: [],
  survey: repeated.survey,
  // Both formats are one series. Rows named by their SIAF code alone tell no department.
  series: (_context, facts) => (facts.every(({ ubigeo }) => ubigeo !== null) ? seriesByDepartment(SERIES, facts, 'ubigeo') : SERIES),
  read,
});

/** Our own template, typed in by a person who names the document of each row. Amounts with a point and no grouping. */
export const RECURSOS_PLANTILLA = template('recursos-disponibles-plantilla', 'csv', 'Recursos disponibles de la programación multianual (plantilla de Yupay)', 'Resources available for multi-year programming (Yupay template)');
export const RECURSOS_LIBRO = template('recursos-disponibles-libro', 'xlsx', 'Recursos disponibles de la programación multianual (plantilla de Yupay, libro de Excel)', 'Resources available for multi-year programming (Yupay template, Excel workbook)');

export const PROGRAMMING_RECIPES: readonly RowRecipe[] = [RECURSOS_PLANTILLA, RECURSOS_LIBRO];
