import type { ShippedTable } from '#lib/publishing/facts.ts';
import { cell, code, table } from './markdown.ts';

/** The shipped tables: what they hold, whose they are, their hash, and the originals they were written down from. */
export function factsDoc(tables: readonly ShippedTable[]): string {
  const shipped = table(
    ['table', 'what it is', 'publisher', 'years', 'rows', 'SHA-256'],
    tables.map(({ file, title, publisher, period, rows, sha256 }) => [code(`facts/${file}`), cell(`${title.es} · ${title.en}`), cell(publisher), period.from === period.to ? period.from : `${period.from}–${period.to}`, rows.toLocaleString('en-US'), code(sha256)]),
  );
  const originals = table(
    ['table', 'original', 'rows', 'SHA-256'],
    tables.flatMap(({ file, originals: list }) => list.map((original) => [code(`facts/${file}`), code(original.name), original.rows.toLocaleString('en-US'), code(original.sha256)])),
  );
  return `${shipped}\nOriginals, which are not distributed:\n\n${originals}`;
}
