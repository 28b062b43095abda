import { LIGHT_RULE } from '#lib/frameworks/light.ts';
import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { part } from '../place-page-parts.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { matrixParts, matrixTerms } from './matrix-part.ts';
import { planAddress, planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

export interface PlanAnswers {
  readonly advance: Answer;
  readonly lights: Answer;
  readonly answering: Answer;
  /** Periods of the plan, by code, with their label. */
  readonly periods: readonly { readonly id: string; readonly label: string }[];
}

export function leadOf({ advance, lights }: Pick<PlanAnswers, 'advance' | 'lights'>, { plan, language, t }: PlanPlace): Phrase[] {
  const words = t.plans.lead;
  const counts = phrase(words.counts, { indicadores: shown(plan.list, plan.row, 'indicadores', 'entero'), valores: shown(plan.list, plan.row, 'valores', 'entero') });
  const cut = rowsOf(lights).length === 0 ? null : text(lights, 0, 'corte');
  if (cut === null || advance.body.rows.length === 0) return [counts, [words.none]];
  return [counts, phrase(words.cut, { corte: dateInWords(cut, language), transcurrido: planFigure(lights, 0, 'transcurrido', 'porcentaje') })];
}

/** How many have each light, and the rule printed beside it. */
export function lightsPart(lights: Answer, { language, t }: PlanPlace): Part[] {
  const words = t.plans.lights;
  if (rowsOf(lights).length === 0 || text(lights, 0, 'corte') === null) return [];
  const blocks: Block[] = [
    { kind: 'matrix', matrix: {
      id: 'tabla-luces', caption: words.caption, head: words.head, columns: [{ key: 'componentes', label: words.column, unit: 'componentes' }],
      rows: rowsOf(lights).map((row) => ({ head: [wordOf(words, text(lights, row, 'luz'))], subject: text(lights, row, 'luz')!, cells: [[[shown(lights, row, 'componentes', 'entero'), ` ${t.plans.matrix.of} `, shown(lights, row, 'de', 'entero')]]] })),
    } },
    { kind: 'prose', quiet: true, phrases: [[`${words.rule} (${LIGHT_RULE.id}). ${LIGHT_RULE[language]}`]] },
  ];
  return [part(0, 'luces', [words.title], blocks)];
}

/** Where else the plan is told. */
export function insidePart({ answering, periods, lights }: Pick<PlanAnswers, 'answering' | 'periods' | 'lights'>, place: PlanPlace): Part {
  const { plan, language, t } = place;
  const words = t.plans.more;
  const link = (inside: string, name: string) => ({ href: at(language, planAddress(plan.id, inside)), text: name });
  const lit = rowsOf(lights).length > 0 && text(lights, 0, 'corte') !== null;
  const orgs = new Map(rowsOf(answering).map((row) => [text(answering, row, 'organizacion')!, text(answering, row, 'nombre')!]));
  const lists: readonly (readonly [string, readonly { readonly href: string; readonly text: string }[]])[] = [
    [words.periods, periods.map(({ id, label }) => link(`periodo/${encodeURIComponent(id)}`, label))],
    [words.answering, [...orgs].map(([id, name]) => link(`responsable/${encodeURIComponent(id)}`, name))],
  ];
  const embed = { href: at(language, `/incrustar/plan/${plan.id}/luces`), text: t.plans.take.embed };
  return part(90, 'por-dentro', [words.title], [
    { kind: 'links', label: words.title, bare: true, columns: false, items: [link('informe', t.planReport.link), link('contradicciones', words.contradictions), link('arbol', words.tree), link('lugares', words.places), link('anexos', words.annexes), link('ficha', words.sheet), link('iati', t.iati.title), ...(lit ? [embed] : [])] },
    ...lists.filter(([, items]) => items.length > 0).map(([label, items]): Block => ({ kind: 'links', label, columns: true, items })),
    matrixTerms(place),
  ]);
}

/** A plan as it stands at its last period with a value. */
export function planPage(answers: PlanAnswers, place: PlanPlace): PageModel {
  return planModel(place, '', place.plan.title, leadOf(answers, place), [...lightsPart(answers.lights, place), ...matrixParts(answers.advance, place), insidePart(answers, place)]);
}

/** A plan as it stood at the end of one of its periods. */
export function periodPage(answers: Pick<PlanAnswers, 'advance' | 'lights'>, period: PlanAnswers['periods'][number], place: PlanPlace): PageModel {
  const words = place.t.plans.period;
  return planModel(place, `periodo/${encodeURIComponent(period.id)}`, fill(words.title, { periodo: period.label }), [[words.lead], ...leadOf(answers, place).slice(1)], [...lightsPart(answers.lights, place), ...matrixParts(answers.advance, place)]);
}
