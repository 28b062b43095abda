import type { Operation } from '#lib/publishing/api/operation.ts';
import { cell, code, table } from './markdown.ts';

/** The operations of the API, in the order of its page. */
export function apiDoc(operations: readonly Operation[]): string {
  return table(
    ['operation', 'what', 'parameters'],
    operations.map(({ path, en, parameters }) => [code(path), cell(en), parameters.filter((one) => one.in === 'query').map(({ name, required }) => `${code(name)}${required ? ' (needed)' : ''}`).join(', ')]),
  );
}
