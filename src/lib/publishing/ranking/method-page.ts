import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { phrase } from '../phrase.ts';
import { part } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { PageModel, Part } from '../view.ts';
import { indexModel, titleOf, type IndexPlace } from './index-ref.ts';

/** What each way of making the index otherwise would move; none where nobody has an index. */
export function robustPart(robust: Answer | null, place: IndexPlace): Part[] {
  if (robust === null || rowsOf(robust).length === 0) return [];
  const words = place.t.ranking.index;
  const scenarios: Readonly<Record<string, string>> = place.t.ranking.scenarios;
  const year = text(robust, 0, 'anio')!;
  const row = (at: number): MatrixRow => {
    const over = text(robust, at, 'sobre');
    const scenario = text(robust, at, 'escenario')!;
    return {
      head: [fill(scenarios[scenario] ?? scenario, { sobre: over === null ? '' : titleOf(place, over) })], subject: over === null ? scenario : `${scenario} ${over}`,
      cells: ['municipalidades', 'igual', 'mediana', 'mayor'].map((column) => [[shown(robust, at, column, 'entero', 'sin-municipalidades')]]),
    };
  };
  const { units, same, median, most } = words.robustColumns;
  return [part(3, 'robustez', [words.robust], [
    { kind: 'prose', phrases: [[words.robustText]] },
    {
      kind: 'matrix', matrix: {
        id: 'tabla-robustez', caption: fill(words.robustCaption, { anio: year }), head: words.robustHead, rows: rowsOf(robust).map(row),
        columns: [{ key: 'municipalidades', label: units, unit: 'municipalidades' }, { key: 'igual', label: same, unit: 'municipalidades' }, { key: 'mediana', label: median, unit: 'puestos' }, { key: 'mayor', label: most, unit: 'puestos' }],
      },
    },
  ])];
}

function itemRow(method: Answer, row: number, place: IndexPlace): MatrixRow {
  const { index, language, t } = place;
  const words = t.ranking;
  const item = index.items.find(({ id }) => id === text(method, row, 'clave'))!;
  const sources: Readonly<Record<string, string>> = words.sources;
  const sets = text(method, row, 'conjuntos');
  // Where less is better the low limit gives a hundred: columns stay what they say.
  const [zero, hundred] = item.reversed ? ['hasta', 'desde'] as const : ['desde', 'hasta'] as const;
  const limit = (column: string) => [[shown(method, row, column, 'decimal'), ` ${item.unit}`]];
  return {
    head: [item.title[language]], under: [[item.says[language]]], subject: item.id,
    cells: [
      [[titleOf(place, item.pillar)]], limit(zero), limit(hundred), [[shown(method, row, 'peso', 'porcentaje')]], [[shown(method, row, 'peso_en_el_indice', 'porcentaje')]],
      [[sources[text(method, row, 'fuente')!]!], ...(sets === null ? [] : [[sets.replaceAll(' ', ', ')]])],
    ],
  };
}

function itemsPart(method: Answer, place: IndexPlace): Part {
  const words = place.t.ranking.method;
  const { pillar, low, high, weight, whole, source } = words.columns;
  const rows = rowsOf(method).filter((row) => text(method, row, 'nivel') === 'item');
  return part(1, 'items', [words.items], [{
    kind: 'matrix', matrix: {
      id: 'tabla-items', caption: fill(words.caption, { indice: place.index.title[place.language] }), head: place.t.ranking.index.item, rows: rows.map((row) => itemRow(method, row, place)),
      columns: [
        { key: 'pilar', label: pillar, unit: null }, { key: 'da_0', label: low, unit: 'la del ítem' }, { key: 'da_100', label: high, unit: 'la del ítem' },
        { key: 'peso', label: weight, unit: '%' }, { key: 'peso_en_el_indice', label: whole, unit: '%' }, { key: 'fuente', label: source, unit: null },
      ],
    },
  }]);
}

function pillarsPart(method: Answer, place: IndexPlace): Part {
  const words = place.t.ranking.method;
  const { weight, items, least } = words.pillarColumns;
  const rows = rowsOf(method).filter((row) => text(method, row, 'nivel') === 'pilar');
  return part(2, 'pilares', [words.pillars], [
    {
      kind: 'matrix', matrix: {
        id: 'tabla-pilares', caption: words.pillarsCaption, head: words.pillar,
        columns: [{ key: 'peso', label: weight, unit: '%' }, { key: 'items', label: items, unit: 'ítems' }, { key: 'minimo', label: least, unit: 'ítems' }],
        rows: rows.map((row) => ({ head: [titleOf(place, text(method, row, 'clave')!)], subject: text(method, row, 'clave')!, cells: [[[shown(method, row, 'peso', 'porcentaje')]], [[shown(method, row, 'items', 'entero')]], [[shown(method, row, 'minimo', 'entero')]]] })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [phrase(words.registry, { n: shown(method, 0, 'municipalidades', 'entero') })] },
  ]);
}

/** How an index is made: items, goalposts, weights, rules, and what they decide. */
export function methodPage(method: Answer, robust: Answer | null, place: IndexPlace): PageModel {
  const { index, language, t } = place;
  const words = t.ranking.method;
  const lead = [[fill(words.lead, { version: String(index.version) })], [index.says[language]]];
  const rules = part(4, 'reglas', [words.rules], [{ kind: 'prose', phrases: words.text.map((line) => [line]) }]);
  return indexModel(place, 'metodo', fill(words.title, { indice: index.title[language] }), lead, [itemsPart(method, place), pillarsPart(method, place), ...robustPart(robust, place), rules]);
}
