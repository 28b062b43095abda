import type { Definition } from '#lib/publishing/definitions/index.ts';
import { cell, code, table } from './markdown.ts';

/** The words that the pages explain, with their id in the addresses and in the API. */
export function glossaryDoc(definitions: readonly Definition[]): string {
  return table(
    ['id', 'es', 'en', 'meaning', 'source'],
    definitions.map(({ id, term, text, source }) => [code(id), cell(term.es), cell(term.en), cell(text.en), cell(source.en)]),
  );
}
