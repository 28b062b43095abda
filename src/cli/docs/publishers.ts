import type { PublishedFile } from '#lib/treasury/publishers.ts';
import { cell, code, table } from './markdown.ts';

const years = (span: PublishedFile['years']): string => (span === null ? 'all in one' : `${span[0]}–${span[1] ?? '…'}`);

/** Where each publisher keeps its files, who told us, and whether a person has seen it. */
export function publishersDoc(files: readonly PublishedFile[]): string {
  return table(
    ['name', 'dataset', 'years', 'address', 'publisher', 'learnt from', 'noted', 'verified by'],
    files.map((file) => [code(file.name), code(file.dataset), years(file.years), code(file.address), cell(file.publisher), cell(`${file.source.es} · ${file.source.en}`), file.noted, cell(file.verified_by ?? 'nobody yet')]),
  );
}
