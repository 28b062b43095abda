import { queryName, sqlHash, type PublishedQuery } from '#lib/provenance/query.ts';
import { cell, code, table } from './markdown.ts';

/** Every published question: what it asks, of what, with which answer, and the hash of its SQL that receipts name. */
export function queriesDoc(queries: readonly PublishedQuery[]): string {
  return table(
    ['query', 'asks', 'datasets', 'parameters', 'columns of the answer', 'unit', 'SQL (first 12 of its SHA-256)'],
    queries.map((query) => [
      code(queryName(query)), cell(`${query.es} · ${query.en}`), query.datasets.map(code).join(', '),
      query.parameters.length === 0 ? 'none' : query.parameters.map(code).join(', '), query.columns.map(code).join(', '), cell(query.unit), code(sqlHash(query).slice(0, 12)),
    ]),
  );
}

/** The questions about revisions, which differ by dataset alone: a line each, with the hash that receipts name. */
export function revisionsDoc(queries: readonly PublishedQuery[]): string {
  return table(
    ['query', 'reads', 'parameters', 'unit', 'SQL (first 12 of its SHA-256)'],
    queries.map((query) => [code(queryName(query)), query.datasets.map(code).join(', '), query.parameters.map(code).join(', '), cell(query.unit), code(sqlHash(query).slice(0, 12))]),
  );
}
