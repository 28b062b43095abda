/** One thing that changed, for whoever follows by feed. */
export interface FeedEntry {
  /** Stable and unique: a hash of ours. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** ISO moment, UTC. */
  readonly at: string;
  /** Absolute address. */
  readonly address: string;
}

export interface Feed {
  readonly title: string;
  readonly subtitle: string;
  readonly language: string;
  /** Absolute address of the feed itself, and of the page that it follows. */
  readonly self: string;
  readonly page: string;
  readonly entries: readonly FeedEntry[];
}

/** XML 1.0 admits no control characters but these three blanks; what a source wrote may hold any. */
const escape = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const EPOCH = '1970-01-01T00:00:00.000Z';

function entryXml({ id, title, text, at, address }: FeedEntry): string {
  return `<entry><id>urn:sha256:${escape(id)}</id><title>${escape(title)}</title><updated>${escape(at)}</updated><link href="${escape(address)}"/><summary>${escape(text)}</summary></entry>`;
}

/** An Atom feed (RFC 4287), newest first. */
export function atom(feed: Feed): string {
  const updated = feed.entries.map(({ at }) => at).sort().at(-1) ?? EPOCH;
  const head = `<id>${escape(feed.self)}</id><title>${escape(feed.title)}</title><subtitle>${escape(feed.subtitle)}</subtitle><updated>${updated}</updated><author><name>Yupay</name></author><link rel="self" type="application/atom+xml" href="${escape(feed.self)}"/><link href="${escape(feed.page)}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escape(feed.language)}">${head}${feed.entries.map(entryXml).join('\n')}</feed>\n`;
}
