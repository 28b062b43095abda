import type { LawTable } from '#lib/treasury/law/parameters.ts';
import { cell, code, table } from './markdown.ts';

const span = (from: string | null, to: string | null, kind: string): string => (kind === 'desconocida' ? 'date unknown: never applied' : `${from ?? '…'} – ${to ?? '…'}`);

/** Every dated legal parameter with its norm and how sure we are of it. */
export function lawDoc(law: LawTable): string {
  return table(
    ['parameter', 'value', 'in force', 'norm', 'certainty', 'note'],
    law.map((entry) => [
      code(entry.id), code(JSON.stringify(entry.value)), span(entry.valid_from, entry.valid_to, entry.fecha),
      cell(entry.article === null ? entry.norm : `${entry.norm}, ${entry.article}`), entry.certeza, cell(entry.note.en),
    ]),
  );
}
