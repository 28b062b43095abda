import type { ElectoralWindow } from '#lib/indicators/ranking/electoral-window.ts';
import { INDICES } from '#lib/indicators/indices/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, type Answer } from '../answer.ts';
import { dayInWords } from '../day.ts';
import { part, takePart } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { indexAddress } from './index-ref.ts';

export interface RankingListInput {
  /** Years of each index, by its id. */
  readonly years: ReadonlyMap<string, Answer>;
  /** Newest year released of each index that has one. */
  readonly released: ReadonlyMap<string, string>;
  readonly calendar: readonly ElectoralWindow[];
  readonly language: Language;
  readonly origin: string;
}

function listPart({ years, released, language }: RankingListInput, t: Messages): Part {
  const words = t.ranking.list;
  const { year, items, places, index, released: ranking } = words.columns;
  const rows = INDICES.map(({ id, title, says }): MatrixRow => {
    const answer = years.get(id)!;
    const newest = rowsOf(answer).at(-1);
    const known = newest === undefined ? [[[words.none]], [], [], []] : [
      [[shown(answer, newest, 'anio', 'anio')]], [[shown(answer, newest, 'items_con_dato', 'entero'), ` ${words.of} `, shown(answer, newest, 'items', 'entero')]],
      [[shown(answer, newest, 'municipalidades', 'entero')]], [[shown(answer, newest, 'con_indice', 'entero')]],
    ];
    return { head: [title[language]], href: at(language, indexAddress(id)), under: [[says[language]]], subject: id, cells: [...known, [[released.get(id) ?? words.noRanking]]] };
  });
  return part(1, 'indices', [words.title], [{
    kind: 'matrix', matrix: {
      id: 'tabla-indices', caption: words.caption, head: words.head, rows,
      columns: [{ key: 'anio', label: year, unit: 'año' }, { key: 'items_con_dato', label: items, unit: 'ítems' }, { key: 'municipalidades', label: places, unit: 'municipalidades' }, { key: 'con_indice', label: index, unit: 'municipalidades' }, { key: 'publicado', label: ranking, unit: null }],
    },
  }]);
}

function windowLine({ from, to, what, place, norm, verifiedBy }: ElectoralWindow, language: Language, t: Messages): string {
  const words = t.ranking.rules;
  return fill(words.window, {
    desde: dayInWords(from, language), hasta: dayInWords(to, language), que: what, norma: norm, lugar: place ?? words.country,
    verificada: verifiedBy === null ? words.unverified : fill(words.verified, { quien: verifiedBy }),
  });
}

function rulesPart({ calendar, language }: RankingListInput, t: Messages): Part {
  const words = t.ranking.rules;
  const lines = calendar.length === 0 ? [words.noCalendar] : calendar.map((window) => windowLine(window, language, t));
  const blocks: Block[] = [
    { kind: 'prose', phrases: words.text.map((line) => [line]) },
    { kind: 'heading', text: [words.calendar] },
    { kind: 'prose', phrases: lines.map((line) => [line]) },
    {
      kind: 'links', label: words.also, columns: false,
      items: [{ href: at(language, '/plan/programa-mim/anexos'), text: words.mim }, { href: at(language, '/programas'), text: words.quadrant }, { href: at(language, '/eiti'), text: words.eiti }],
    },
  ];
  return part(2, 'cuando', [words.title], blocks);
}

/** Every index, what it lacks, and when a ranking of it is released. */
export function rankingListPage(input: RankingListInput): PageModel {
  const { language, origin } = input;
  const t = messages(language);
  const words = t.ranking;
  return {
    language, origin, address: '/ranking', title: `${words.title} · Yupay`, description: words.description, overline: words.overline, heading: words.title, facts: [], lead: [[words.lead]],
    crumbs: [{ href: at(language, '/'), text: t.site.home }],
    parts: [listPart(input, t), rulesPart(input, t), takePart(9, '/ranking', language, origin, t, [{ href: at(language, '/ranking.xlsx'), text: words.index.xlsx }])],
  };
}
