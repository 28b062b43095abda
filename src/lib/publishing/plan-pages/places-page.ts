import { at } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Phrase } from '../phrase.ts';
import type { PageModel, Part } from '../view.ts';
import { indicatorAddress, planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

const of = (answer: Answer, kind: string): number[] => rowsOf(answer).filter((row) => text(answer, row, 'tipo') === kind);

const resultOf = (answer: Answer, row: number): Phrase => [`${text(answer, row, 'codigo_nodo') ?? text(answer, row, 'nodo')}. `, planFigure(answer, row, 'texto_nodo', 'texto')];

function placedPart(answer: Answer, { t }: PlanPlace): Part {
  const words = t.plans.places;
  const rows = of(answer, 'lugar');
  if (rows.length === 0) return absentPart(1, 'lugares', words.title, words.none);
  const { results, uses, orgs, kind } = words.columns;
  return part(1, 'lugares', [words.title], [{ kind: 'matrix', matrix: {
    id: 'tabla-lugares', caption: words.caption, head: words.head,
    columns: [{ key: 'resultado', label: results, unit: null }, { key: 'usos', label: uses, unit: null }, { key: 'responsables', label: orgs, unit: null }, { key: 'clase', label: kind, unit: null }],
    rows: rows.map((row) => ({
      head: [planFigure(answer, row, 'lugar', 'texto')], subject: `${text(answer, row, 'lugar')} ${text(answer, row, 'nodo')}`,
      cells: [[resultOf(answer, row)], [[planFigure(answer, row, 'usos', 'texto')]], [[planFigure(answer, row, 'responsables', 'texto')]], [[wordOf(words.kinds, text(answer, row, 'clase'))]]],
    })),
  } }]);
}

function gapsPart(answer: Answer, { t }: PlanPlace): Part[] {
  const words = t.plans.places;
  const rows = of(answer, 'vacio');
  if (rows.length === 0) return [];
  return [part(2, 'sin-lugar', [words.gaps], [{ kind: 'matrix', matrix: {
    id: 'tabla-sin-lugar', caption: words.gapsCaption, head: words.gapsHead, columns: [{ key: 'enunciado', label: t.plans.tree.head, unit: null }],
    rows: rows.map((row) => ({ head: [text(answer, row, 'codigo_nodo') ?? text(answer, row, 'nodo')!], subject: text(answer, row, 'nodo')!, cells: [[[planFigure(answer, row, 'texto_nodo', 'texto')]]] })),
  } }])];
}

function disagreementsPart(answer: Answer, { plan, language, t }: PlanPlace): Part[] {
  const words = t.plans.places;
  const rows = of(answer, 'desacuerdo');
  if (rows.length === 0) return [];
  return [part(3, 'desacuerdos', [words.disagreements], [{ kind: 'prose', phrases: [[words.disagreementsLead]] }, { kind: 'matrix', matrix: {
    id: 'tabla-desacuerdos', caption: words.disagreementsCaption, head: words.disagreementsHead, columns: [{ key: 'versiones', label: words.versions, unit: 'versiones' }, { key: 'detalle', label: t.plans.indicator.definitionColumns.title, unit: null }],
    rows: rows.map((row) => ({ head: [text(answer, row, 'uso')!], href: at(language, indicatorAddress(plan.id, text(answer, row, 'uso')!)), subject: text(answer, row, 'uso')!, cells: [[[planFigure(answer, row, 'versiones', 'entero')]], [[planFigure(answer, row, language === 'en' ? 'detalle_en' : 'detalle', 'texto')]]] })),
  } }])];
}

/** Who does what where: overlaps, gaps, joint actions, and definitions that plan and monitoring do not share. */
export function placesPage(answer: Answer, place: PlanPlace): PageModel {
  const words = place.t.plans.places;
  return planModel(place, 'lugares', words.title, [[words.lead]], [placedPart(answer, place), ...gapsPart(answer, place), ...disagreementsPart(answer, place)]);
}
