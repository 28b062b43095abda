import { Parser } from 'htmlparser2';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atom, type Feed } from './atom.ts';

const FEED: Feed = { title: 'Bitácora', subtitle: 'Cada archivo', language: 'es', self: 'https://yupay.example/bitacora.atom', page: 'https://yupay.example/bitacora', entries: [] };

/** Names and texts of a document, by a reader of XML that is not ours; fails on a tag left open. */
function read(xml: string): { tags: string[]; texts: string[] } {
  const [tags, texts, open] = [[] as string[], [] as string[], [] as string[]];
  const parser = new Parser({ onopentag: (name) => void (tags.push(name), open.push(name)), ontext: (text) => void texts.push(text), onclosetag: (name) => expect(open.pop()).toBe(name) }, { xmlMode: true });
  parser.write(xml);
  parser.end();
  expect(open).toEqual([]);
  return { tags, texts };
}

test('whatever a source wrote, the feed stays well formed and says it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const { tags, texts } = read(atom({ ...FEED, entries: [{ id: 'a'.repeat(64), title, text: '<b>&', at: '2026-11-21T03:14:08.378Z', address: 'https://yupay.example/?a=1&b="2"' }] }));
      expect(tags.filter((tag) => tag === 'entry').length).toBe(1);
      expect(texts.join('')).toContain('<b>&');
    }),
  );
});

test('a feed without entries is still a feed, and a full one is as new as its newest entry', () => {
  const entry = (day: string) => ({ id: day, title: day, text: '', at: `2026-11-${day}T00:00:00.000Z`, address: 'https://yupay.example/' });
  expect(read(atom(FEED)).tags).toContain('updated');
  expect(atom({ ...FEED, entries: [entry('20'), entry('21'), entry('19')] })).toContain('<updated>2026-11-21T00:00:00.000Z</updated><author>');
});
