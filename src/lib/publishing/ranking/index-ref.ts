import { findIndex } from '#lib/indicators/indices/index.ts';
import type { IndexDefinition } from '#lib/indicators/indices/definition.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { shown, text, type Answer } from '../answer.ts';
import type { Phrase, ShownFigure } from '../phrase.ts';
import { takePart } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';

/** For whom and from where a page of an index is made. */
export interface IndexPlace {
  readonly index: IndexDefinition;
  readonly language: Language;
  readonly origin: string;
  readonly t: Messages;
}

/** An index by its id. Throws `indice-no-existe`: an answer is kept for good, so nothing is asked of an index that is none. */
export function indexPlace(id: string, language: Language, origin: string): IndexPlace {
  const index = findIndex(id);
  if (index === null) throw new YupayError('indice-no-existe', { codigo: id.slice(0, 64) });
  return { index, language, origin, t: messages(language) };
}

export const indexAddress = (id: string, inside = ''): string => `/ranking/${id}${inside === '' ? '' : `/${inside}`}`;

/** Titles of the definition by id: items, pillars, what stands beside, and the index itself. */
export function titleOf({ index, language }: IndexPlace, key: string): string {
  const found = [index, ...index.pillars, ...index.items, ...index.context].find(({ id }) => id === key);
  return found === undefined ? key : found.title[language];
}

/** A cell of an index's answer; where it is empty the row says why. */
export const indexFigure = (answer: Answer, row: number, column: string, format: FigureFormat): ShownFigure => shown(answer, row, column, format, text(answer, row, 'motivo') ?? 'sin-dato');

/** A gap as a line: its mark, then its reason in words. */
export function figureLines(figure: ShownFigure, t: Messages): Phrase[] {
  if (figure.value !== null || figure.reason === null) return [[figure]];
  return [[figure], [(t.motivos as Readonly<Record<string, string>>)[figure.reason] ?? figure.reason]];
}

/** The format of an item's own value. */
export const valueFormat = ({ index }: IndexPlace, key: string): FigureFormat => ([...index.items, ...index.context].find(({ id }) => id === key)?.unit === '%' ? 'porcentaje' : 'decimal');

/** Part 12 of the very page: what its address asks for goes with every file and with the command that verifies it. */
function ownTakePart(path: string, asked: string, { language, origin, t }: IndexPlace): Part {
  const { index: words } = t.ranking;
  const taken = takePart(99, path, language, origin, t, [{ href: at(language, `${path}.xlsx`), text: words.xlsx }, { href: at(language, `${path}.pdf`), text: words.print }]);
  const blocks = taken.blocks.map((block) => {
    if (block.kind === 'links') return { ...block, items: block.items.map((item) => ({ ...item, href: `${item.href}${asked}` })) };
    return block.kind === 'command' && asked !== '' ? { ...block, text: block.text.replace(`${origin}${path}`, `'${origin}${path}${asked}'`) } : block;
  });
  return { ...taken, blocks };
}

/** What every page of an index has around its parts. */
export function indexModel(place: IndexPlace, inside: string, heading: string, lead: readonly Phrase[], parts: readonly Part[], asked = ''): PageModel {
  const { index, language, origin, t } = place;
  const words = t.ranking;
  const path = indexAddress(index.id, inside);
  const above = inside === '' ? [] : [{ href: at(language, indexAddress(index.id)), text: index.title[language] }];
  return {
    language, origin, address: `${path}${asked}`, title: `${heading} · Yupay`, description: index.says[language], overline: words.overline, heading, facts: [], lead,
    crumbs: [{ href: at(language, '/ranking'), text: words.title }, ...above],
    parts: [...parts, ownTakePart(path, asked, place)],
  };
}
