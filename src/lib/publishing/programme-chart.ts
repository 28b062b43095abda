import type { QuadrantChart, QuadrantPoint } from '#lib/ui/chart/quadrant.ts';
import { formatFigure } from '#lib/ui/format.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { approximate, shown, text, type Answer } from './answer.ts';
import type { Phrase, ShownFigure } from './phrase.ts';
import type { Block, TableRow } from './view.ts';

/** The rate of execution of a programme in a year, or null where no spending is loaded. */
export type Spending = (programme: string, year: string) => ShownFigure | null;

export interface IndicatorRows {
  readonly performance: Answer;
  /** Rows of the answer to show, in order. */
  readonly rows: readonly number[];
  readonly spending: Spending;
  readonly language: Language;
  readonly t: Messages;
}

/** One indicator in the table and, where both its percentages are known, in the square. */
export interface Indicator {
  readonly row: number;
  /** Number that ties the mark in the square to the line of the table; null when it is not drawn. */
  readonly mark: string | null;
  readonly progress: ShownFigure;
  readonly spending: ShownFigure | null;
  readonly outside: boolean;
}

const percentage = (figure: ShownFigure | null): number | null => (figure === null ? null : approximate(figure.value));
const isOutside = (value: number): boolean => value < 0 || value > 100;

/** Progress with the reason that the answer itself gives. */
const progressOf = (answer: Answer, row: number) => shown(answer, row, 'avance_pct', 'porcentaje', text(answer, row, 'avance_motivo') ?? 'sin-dato');

/** The rows in order; those of `drawnYear` with both percentages are numbered, one after another. */
export function indicatorsOf({ performance, rows, spending }: IndicatorRows, drawnYear: string): Indicator[] {
  let last = 0;
  return rows.map((row) => {
    const year = text(performance, row, 'anio') ?? '';
    const [progress, spent] = [progressOf(performance, row), spending(text(performance, row, 'programa') ?? '', year)];
    const [x, y] = [percentage(spent), percentage(progress)];
    const drawn = year === drawnYear && x !== null && y !== null;
    if (drawn) last += 1;
    return { row, mark: drawn ? String(last) : null, progress, spending: spent, outside: drawn && (isOutside(x) || isOutside(y)) };
  });
}

/** The square of the numbered indicators; no block when there is none. */
export function quadrantBlock(indicators: readonly Indicator[], title: string, { performance, language, t }: IndicatorRows): Block[] {
  const words = t.programmes.performance;
  const points = indicators.flatMap(({ row, mark, progress, spending }): QuadrantPoint[] => {
    if (mark === null || spending === null) return [];
    const named = { n: mark, nombre: text(performance, row, 'indicador_nombre') ?? '', gasto: formatFigure(spending, language), avance: formatFigure(progress, language) };
    return [{ mark, title: fill(words.point, named), x: percentage(spending)!, y: percentage(progress)! }];
  });
  if (points.length === 0) return [];
  const codes = [...new Set(indicators.flatMap(({ mark, progress, spending }) => (mark === null ? [] : [spending!.code, progress.code])))];
  const chart: QuadrantChart = { id: 'gasto-y-desempeno', title, description: words.description, points, words: { x: words.x, y: words.y, corners: words.corners, receipt: t.charts.receipt }, codes };
  return [{ kind: 'quadrant', chart }, { kind: 'prose', quiet: true, phrases: [[words.legend]] }];
}

function headOf(performance: Answer, { row, mark }: Indicator, first: Phrase, t: Messages): Phrase {
  const words = t.programmes.performance;
  const said = (column: string) => text(performance, row, column) ?? words.noYear;
  return [mark === null ? '' : `${mark}. `, ...first, `${said('indicador_nombre')} (${fill(words.dated, { unidad: said('unidad'), base: said('base_anio'), meta: said('meta_anio') })})`];
}

function cellsOf(performance: Answer, { row, progress, spending }: Indicator): TableRow['cells'] {
  const own = (column: string, reason: string) => shown(performance, row, column, 'decimal', reason);
  return [
    own('base_valor', 'sin-linea-de-base'), own('meta_valor', 'sin-meta'), own('valor', 'sin-medicion'), progress,
    shown(performance, row, 'parte_de_meta_pct', 'porcentaje', text(performance, row, 'parte_motivo') ?? 'sin-dato'), spending,
  ];
}

/** What a line says before its indicator, and where it leads: a programme in the list of all, a year in a programme's own. */
export interface LineHead {
  readonly first: Phrase;
  readonly href?: string;
}

/** Every indicator with both definitions of how far it went, and beside them what its programme spent in the same year. */
export function indicatorTable(indicators: readonly Indicator[], caption: string, { performance, t }: IndicatorRows, headFor: (row: number) => LineHead): Block {
  const words = t.programmes.performance;
  const { columns: c, units } = words;
  return {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-indicadores', caption, head: words.head, folded: false,
      columns: [
        { key: 'base_valor', label: c.base, unit: units.own }, { key: 'meta_valor', label: c.target, unit: units.own }, { key: 'valor', label: c.value, unit: units.own },
        { key: 'avance_pct', label: c.progress, unit: '%' }, { key: 'parte_de_meta_pct', label: c.share, unit: '%' }, { key: 'avance_del_gasto', label: c.spending, unit: '%' },
      ],
      rows: indicators.map((indicator) => {
        const said = (column: string) => text(performance, indicator.row, column) ?? '';
        const { first, ...link } = headFor(indicator.row);
        return {
          head: headOf(performance, indicator, first, t), ...link,
          year: said('anio'), subject: `${said('programa')} ${said('indicador')} ${said('indicador_nombre')}`.trim(),
          cells: cellsOf(performance, indicator), ...(indicator.spending === null ? { note: words.noSpending } : indicator.outside ? { note: words.outside } : {}),
        };
      }),
    },
  };
}
