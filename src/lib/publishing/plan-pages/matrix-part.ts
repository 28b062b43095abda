import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { findDefinition } from '../definitions/index.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Matrix, MatrixColumn, MatrixRow } from '../matrix.ts';
import type { Block, Part } from '../view.ts';
import { indicatorAddress, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure, shareLines, valueLines } from './value-lines.ts';

/** Performance first, then the process by its topics, then the levels of a sheet from the nearest to the farthest. */
const ORDER = ['goal', 'objective', 'efficiency', 'transparency', 'dialogue', 'activity', 'deliverable', 'product', 'effect', 'impact', 'result'];

const groupOf = (answer: Answer, row: number): string => text(answer, row, 'etiqueta') ?? text(answer, row, 'nivel')!;

/** The indicator in the reader's language, where the plan has it. */
export const named = (answer: Answer, row: number, column: string, { language }: PlanPlace): string => (language === 'en' ? `${column}_en` : column);

export function lightLines(answer: Answer, row: number, { t }: PlanPlace): Phrase[] {
  const words = t.plans.lights;
  const word: Phrase = [wordOf(words, text(answer, row, 'luz'))];
  const [way, time] = [text(answer, row, 'camino'), text(answer, row, 'transcurrido')];
  return way === null || time === null ? [word] : [word, phrase(words.compared, { camino: planFigure(answer, row, 'camino', 'porcentaje'), transcurrido: planFigure(answer, row, 'transcurrido', 'porcentaje') })];
}

export function matrixColumns({ t }: PlanPlace): MatrixColumn[] {
  const { base, target, actual, path, share, light, answers } = t.plans.matrix.columns;
  return [
    { key: 'base', label: base, unit: null }, { key: 'meta', label: target, unit: null }, { key: 'avance', label: actual, unit: null },
    { key: 'recorrido', label: path, unit: '%' }, { key: 'parte_meta', label: share, unit: '%' }, { key: 'luz', label: light, unit: null }, { key: 'responde', label: answers, unit: null },
  ];
}

export function matrixRow(answer: Answer, row: number, place: PlanPlace): MatrixRow {
  const { plan, language, t } = place;
  const use = text(answer, row, 'uso')!;
  const pinned = text(answer, row, 'version');
  const unit = text(answer, row, named(answer, row, 'unidad', place));
  const several = text(answer, row, 'componente_nombre') !== null;
  return {
    head: [`${use}. `, planFigure(answer, row, named(answer, row, 'indicador', place), 'texto')], href: at(language, indicatorAddress(plan.id, use)),
    under: [
      ...(several ? [[planFigure(answer, row, named(answer, row, 'componente_nombre', place), 'texto'), ...(unit === null ? [] : [` (${unit})`])]] : []),
      ...(text(answer, row, 'contribucion') === 'true' ? [[t.plans.matrix.contribution]] : []),
    ],
    subject: `${use} ${text(answer, row, 'componente')}`,
    cells: [
      valueLines(answer, row, 'base', place, pinned), valueLines(answer, row, 'meta', place, pinned), valueLines(answer, row, 'avance', place, pinned),
      shareLines(answer, row, 'recorrido', place), shareLines(answer, row, 'parte_meta', place), lightLines(answer, row, place),
      [[planFigure(answer, row, 'responsables', 'texto')]],
    ],
  };
}

export function matrixOf(answer: Answer, rows: readonly number[], id: string, caption: string, place: PlanPlace): Matrix {
  return { id, caption, head: place.t.plans.matrix.head, columns: matrixColumns(place), rows: rows.map((row) => matrixRow(answer, row, place)) };
}

/** The words that the matrix needs, as the glossary says them. */
export function matrixTerms({ language }: PlanPlace): Block {
  const items = ['linea-de-base', 'avance-desde-la-linea-de-base', 'parte-de-la-meta', 'luz-de-un-indicador'].map((id) => {
    const { term, text: said } = findDefinition(id)!;
    return { term: term[language], text: said[language], href: at(language, `/glosario#${id}`) };
  });
  return { kind: 'terms', items };
}

/** The matrix, a part for each group of indicators. */
export function matrixParts(answer: Answer, place: PlanPlace): Part[] {
  const words = place.t.plans;
  const groups = [...Map.groupBy(rowsOf(answer), (row) => groupOf(answer, row))].sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
  if (groups.length === 0) return [absentPart(1, 'indicadores', words.matrix.head, words.matrix.none)];
  return groups.map(([group, rows], index) => {
    const title = wordOf(words.groups, group);
    return part(index + 1, `matriz-${group.replaceAll('_', '-')}`, [title], [
      { kind: 'matrix', matrix: matrixOf(answer, rows, `tabla-${group}`, fill(words.matrix.caption, { grupo: title }), place) },
      ...(index === 0 ? [{ kind: 'prose', quiet: true, phrases: [[words.matrix.note]] } as const] : []),
    ]);
  });
}
