import type { Language } from '#lib/kernel/errors.ts';
import { at } from '#lib/platform/messages/index.ts';
import type { LogEntry } from '../log-view.ts';
import { atom, type Feed, type FeedEntry } from './atom.ts';

const entryOf = (entry: LogEntry, language: Language, origin: string, text: string): FeedEntry => ({
  id: entry.hash, at: entry.at, title: entry.text[language], text, address: `${origin}${at(language, entry.address ?? '/bitacora')}`,
});

/** A feed of loads as a response; `page` is the page that it follows, without the language. */
export function logFeed(entries: readonly LogEntry[], feed: Pick<Feed, 'title' | 'subtitle'> & { readonly language: Language; readonly origin: string; readonly page: string }): Response {
  const { language, origin, page, title, subtitle } = feed;
  const body = atom({ title, subtitle, language, self: `${origin}${at(language, `${page}.atom`)}`, page: `${origin}${at(language, page)}`, entries: entries.map((entry) => entryOf(entry, language, origin, subtitle)) });
  return new Response(body, { headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'access-control-allow-origin': '*' } });
}
