import { fill } from '#lib/platform/messages/index.ts';
import type { FigureFormat, FigureState } from '#lib/provenance/figure.ts';
import { cell } from '#lib/provenance/receipt.ts';
import { text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase, type ShownFigure } from '../phrase.ts';
import { wordOf, type PlanPlace } from './plan-ref.ts';

/** Why a value has no number, by the state that the plan gives it. */
const ABSENT: Readonly<Record<string, { readonly state: FigureState; readonly reason: string }>> = {
  not_reported: { state: 'not_reported', reason: 'sin-informar' },
  not_applicable: { state: 'not_applicable', reason: 'no-se-aplica' },
  suppressed: { state: 'suppressed', reason: 'valor-reservado' },
};

export function planFigure(answer: Answer, row: number, column: string, format: FigureFormat, state: string | null = null): ShownFigure {
  return { ...cell(answer, row, column, format, ABSENT[state ?? ''] ?? { state: 'not_reported', reason: 'no-dicho' }), code: answer.code };
}

/** A derived share; why there is none stands in a column of its own. */
export function shareFigure(answer: Answer, row: number, column: 'parte_meta' | 'recorrido'): ShownFigure {
  const reason = text(answer, row, `${column}_motivo`);
  return { ...cell(answer, row, column, 'porcentaje', { state: 'not_reported', reason: reason === null ? 'no-dicho' : `plan-${reason}` }), code: answer.code };
}

/** A derived share, or in words why there is none. */
export function shareLines(answer: Answer, row: number, column: 'parte_meta' | 'recorrido', { t }: PlanPlace): Phrase[] {
  const figure = shareFigure(answer, row, column);
  return figure.reason === null ? [[figure]] : [[figure], [wordOf(t.motivos, figure.reason)]];
}

/** Columns of one value: `base`, `base_fecha`…, or the bare names where the answer is of one value a row. */
const columnOf = (kind: string | null) => (name: string): string => (kind === null ? name : name === 'valor' ? kind : `${kind}_${name}`);

function mainLine(answer: Answer, row: number, name: (cell: string) => string, { t }: PlanPlace): Phrase {
  const figure = (column: string, format: FigureFormat = 'decimal') => planFigure(answer, row, name(column), format, text(answer, row, name('estado')));
  const has = (column: string) => text(answer, row, name(column)) !== null;
  const of = ` ${t.plans.matrix.of} `;
  if (has('numerador')) return [figure('valor', 'porcentaje'), ' (', figure('numerador'), of, figure('denominador'), ')'];
  if (has('valor')) return has('de') ? [figure('valor'), of, figure('de')] : [figure('valor')];
  return [has('texto') ? figure('texto', 'texto') : figure('valor')];
}

/** A value as lines: the number or the words, then what stands beside it, and last its own date. */
export function valueLines(answer: Answer, row: number, kind: string | null, place: PlanPlace, pinned: string | null): Phrase[] {
  const { language, t } = place;
  const words = t.plans;
  const name = columnOf(kind);
  const said = (column: string) => text(answer, row, name(column));
  const figure = (column: string, format: FigureFormat = 'decimal') => planFigure(answer, row, name(column), format);
  const beside: (Phrase | null)[] = [
    said('en_proceso') === null ? null : [figure('en_proceso'), ` ${words.matrix.inProcess}`],
    said('sin_iniciar') === null ? null : [figure('sin_iniciar'), ` ${words.matrix.notStarted}`],
    said('calificador') === null ? null : [wordOf(words.qualifiers, said('calificador'))],
    said('condicion') === null ? null : [figure('condicion', 'texto')],
    said('nombres') === null ? null : [figure('nombres', 'texto')],
    pinned === null || said('version') === null || said('version') === pinned ? null : phrase(words.matrix.otherVersion, { version: figure('version') }),
    said('fecha') === null ? null : [fill(words.matrix.on, { fecha: dateInWords(said('fecha')!, language) })],
  ];
  return [mainLine(answer, row, name, place), ...beside.filter((line) => line !== null)];
}
