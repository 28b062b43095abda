import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { investmentColumns, investmentRow } from './investment-row.ts';
import { phrase, type Phrase } from './phrase.ts';
import { absentPart, part } from './place-page-parts.ts';
import type { PlaceView } from './services.ts';
import type { Block, Part } from './view.ts';

const LISTS = ['mayores', 'tardias', 'silenciosas'] as const;

function notesOf(answer: Answer, t: Messages): Phrase[] {
  const count = (column: string) => shown(answer, 0, column, 'entero');
  const rule = phrase(t.investment.district.rule, { corte: shown(answer, 0, 'corte', 'texto'), meses: shown(answer, 0, 'meses_de_silencio', 'entero') });
  const unknown = text(answer, 0, 'tardias_sin_dato') !== '0' || text(answer, 0, 'silenciosas_sin_dato') !== '0';
  return unknown ? [phrase(t.investment.district.unknown, { tardias: count('tardias_sin_dato'), silenciosas: count('silenciosas_sin_dato') }), rule] : [rule];
}

function tables(answer: Answer, name: string, language: Language, t: Messages): Block[] {
  const words = t.investment.district;
  return LISTS.flatMap((list): Block[] => {
    const rows = rowsOf(answer).filter((row) => text(answer, row, 'lista') === list);
    if (rows.length === 0) return [];
    return [{
      kind: 'table', summary: words[list],
      // On a phone the dearest are open and the rest fold away.
      table: { id: `tabla-${list}`, caption: fill(words.caption[list], { lugar: name }), head: t.investment.list.head, folded: list !== 'mayores', columns: investmentColumns(t), rows: rows.map((row) => investmentRow(answer, row, language, t)) },
    }];
  });
}

/** Part 7: the dearest, the late and the silent of the active investments, physical beside financial; or why there are none. */
export function worksPart(answer: Answer | undefined, place: PlaceView, language: Language, t: Messages): Part {
  const words = t.investment.district;
  if (answer === undefined || answer.body.inputs.length === 0) return absentPart(7, 'obras', t.parts.works, words.notLoaded);
  if (answer.body.rows.length === 0) return absentPart(7, 'obras', t.parts.works, words.none);
  const count = (column: string) => shown(answer, 0, column, 'entero');
  const none = text(answer, 0, 'activas') === '0';
  const title = none
    ? phrase(words.noneActive, { lugar: place.name, total: count('total') })
    : phrase(words.title, { lugar: place.name, activas: count('activas'), tardias: count('total_tardias'), silenciosas: count('total_silenciosas') });
  const all: Block = { kind: 'links', label: fill(words.all, { lugar: place.name }), bare: true, columns: false, items: [{ href: at(language, `/lugar/${place.ubigeo}/inversiones`), text: fill(words.all, { lugar: place.name }) }] };
  return part(7, 'obras', title, [...tables(answer, place.name, language, t), { kind: 'prose', quiet: true, phrases: [...notesOf(answer, t), [t.site.nominal]] }, all]);
}
