import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { Phrase } from '../phrase.ts';
import { takePart } from '../place-page-parts.ts';
import type { Services } from '../services.ts';
import type { PageModel, Part } from '../view.ts';

/** For which instrument, for whom and from where a page is made. */
export interface InstrumentPlace {
  readonly id: string;
  readonly title: string;
  /** The list of versions of every instrument. */
  readonly list: Answer;
  /** Its rows of this instrument, the newest version first. */
  readonly rows: readonly number[];
  readonly language: Language;
  readonly origin: string;
  readonly t: Messages;
}

/** The column of a word in the reader's language. */
export const inLanguage = (column: string, language: Language): string => (language === 'en' ? `${column}_en` : column);

/** An instrument by its code. Throws `instrumento-no-existe`: an answer is kept for good, so nothing is asked of what nobody loaded. */
export async function instrumentPlace(services: Services, id: string, language: Language, origin: string): Promise<InstrumentPlace> {
  const list = await services.answer('fichas', {});
  const rows = rowsOf(list).filter((row) => text(list, row, 'instrumento') === id).reverse();
  if (rows.length === 0) throw new YupayError('instrumento-no-existe', { codigo: id.slice(0, 64) });
  return { id, title: text(list, rows[0]!, inLanguage('titulo', language))!, list, rows, language, origin, t: messages(language) };
}

export const instrumentAddress = (id: string, inside = ''): string => `/ficha/${id}${inside === '' ? '' : `/${inside}`}`;

/** A word of the catalogue by a code of the data; the code itself where the catalogue has none. */
export const wordOf = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

/** What every page of an instrument has around its parts. */
export function instrumentModel(place: InstrumentPlace, about: { readonly inside: string; readonly heading: string; readonly description: string; readonly lead: readonly Phrase[] }, parts: readonly Part[]): PageModel {
  const { id, title, language, origin, t } = place;
  const address = instrumentAddress(id, about.inside);
  const above = about.inside === '' ? [] : [{ href: at(language, instrumentAddress(id)), text: title }];
  return {
    language, origin, address, title: about.inside === '' ? `${title} · Yupay` : `${about.heading} · ${title} · Yupay`, description: about.description,
    overline: t.instruments.overline, heading: about.heading, facts: [], lead: about.lead,
    crumbs: [{ href: at(language, '/fichas'), text: t.instruments.list.title }, ...above],
    parts: [...parts, takePart(99, address, language, origin, t, [{ href: at(language, `${address}.xlsx`), text: t.plans.take.xlsx }])],
  };
}
