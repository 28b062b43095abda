import { at } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Phrase } from '../phrase.ts';
import type { Block, PageModel } from '../view.ts';
import { indicatorAddress, planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

/** How deep a statement lies, for the eye and for a reader that hears it. */
const MARK = '– ';

function rowOf(tree: Answer, row: number, { t }: PlanPlace) {
  const words = t.plans.tree;
  const said = (column: string) => text(tree, row, column);
  const level = [wordOf(words.levels, said('nivel')), said('codigo') ?? ''].filter((part) => part !== '').join(' ');
  const topic = wordOf(t.plans.topics, said('etiqueta'));
  const under: Phrase[] = [...(topic === '' ? [] : [[topic]]), ...(said('contribucion') === 'true' ? [[t.plans.matrix.contribution]] : [])];
  const horizon: Phrase[] = said('horizonte') === null ? [] : [[wordOf(words.horizons, said('horizonte'))], ...(said('motivo_horizonte') === null ? [] : [[planFigure(tree, row, 'motivo_horizonte', 'texto')]])];
  return {
    head: [`${MARK.repeat(Number(said('profundidad')))}${level}`], under, subject: said('nodo')!,
    cells: [[[planFigure(tree, row, 'texto_plan', 'texto')]], [[planFigure(tree, row, 'texto_monitoreo', 'texto')]], horizon, [[planFigure(tree, row, 'indicadores', 'entero')]], [[planFigure(tree, row, 'fuentes', 'texto')]]],
  };
}

/** The tree of results, each statement before what hangs from it. */
export function treePage(tree: Answer, place: PlanPlace): PageModel {
  const { plan, language } = place;
  const words = place.t.plans.tree;
  if (rowsOf(tree).length === 0) return planModel(place, 'arbol', words.title, [[words.none]], [absentPart(1, 'arbol', words.title, words.none)]);
  const uses = rowsOf(tree).flatMap((row) => text(tree, row, 'usos')?.split(' ') ?? []);
  const links: Block[] = uses.length === 0 ? [] : [{ kind: 'links', label: words.uses, columns: true, items: uses.map((use) => ({ href: at(language, indicatorAddress(plan.id, use)), text: use })) }];
  const { text: said, monitored, horizon, indicators, source } = words.columns;
  return planModel(place, 'arbol', words.title, [[words.lead]], [part(1, 'arbol', [words.title], [{
    kind: 'matrix', matrix: {
      id: 'tabla-arbol', caption: words.caption, head: words.head,
      columns: [{ key: 'texto_plan', label: said, unit: null }, { key: 'texto_monitoreo', label: monitored, unit: null }, { key: 'horizonte', label: horizon, unit: null }, { key: 'indicadores', label: indicators, unit: 'indicadores' }, { key: 'fuentes', label: source, unit: null }],
      rows: rowsOf(tree).map((row) => rowOf(tree, row, place)),
    },
  }, ...links])]);
}
