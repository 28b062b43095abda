import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import type { Problem } from '#lib/indicators/model/problem.ts';
import { parseFramework } from '../parse.ts';
import { ACCEPTED, OPEN } from '../submission.ts';
import { documentOf, heads, type StoredValue, type WorkingCopy } from '../working-copy.ts';
import type { PlanDocument } from '../document-text.ts';
import { listOf, place, type Draft, type EditedValue, type Exchanged } from './sheet.ts';
import type { Source } from './layout.ts';

/** One thing that a change does, as a person reads it. */
export interface ChangeLine {
  /** Where the file says it: `Árbol!C4`, or the path of a member in a JSON document. */
  readonly at: string;
  readonly what: 'add' | 'change' | 'remove';
  readonly key: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Something of a file that cannot be taken, in words of both languages. */
export interface RefusedCell {
  readonly at: string;
  readonly es: string;
  readonly en: string;
}

/** What a plan becomes: its own body, and values beside those that it has. */
export interface PlanEdit {
  readonly body: PlanDocument;
  readonly values: readonly EditedValue[];
}

/** What would come of a file. `edit` is null where something was refused, or nothing would change. */
export interface DryRun {
  readonly changes: readonly ChangeLine[];
  readonly refused: readonly RefusedCell[];
  readonly edit: PlanEdit | null;
}

export const exchanged = (copy: WorkingCopy): Exchanged => ({ body: copy.body, values: [...heads(copy.values).values()] });

/** Whether values reached may be written with the plan: nobody was asked for any yet, and nothing was published from here. */
export const takesActuals = ({ submissions, capture }: WorkingCopy): boolean => submissions.length === 0 && capture === null;

/** The document that a change is the source of: a line for each thing that it does. */
export class Deed {
  readonly #id: string;
  readonly #title: string;
  readonly #lines: string[] = [];

  constructor(copy: Pick<WorkingCopy, 'version'>, title: string) {
    this.#id = `cambio-${copy.version + 1}`;
    this.#title = title;
  }

  line(said: unknown): Source {
    this.#lines.push(canonicalJson(said as Canonical));
    return { document: this.#id as Source['document'], line: this.#lines.length };
  }

  /** Lists the document in the plan, once something names it. */
  list(draft: Draft): void {
    const named = canonicalJson({ ...draft.body, values: draft.values.map(({ body }) => body), documents: [] } as unknown as Canonical).includes(`"document":"${this.#id}"`);
    if (named) place(draft, 'documents', { id: this.#id, file: `${this.#id}.jsonl`, sha256: sha256(`${this.#lines.join('\n')}\n`), title: this.#title }, ({ id }) => id === this.#id);
  }
}

const stored = ({ body, previous }: EditedValue): StoredValue => ({ id: String(body.id), submission: null, use: String(body.use), cell: '', body, documents: [], previous, corrects: previous !== null, who: '', at: '' });

/** The document that a plan would be, drafts included. */
export function documentAfter(copy: WorkingCopy, { body, values }: PlanEdit): PlanDocument {
  return documentOf({ ...copy, body, values: [...copy.values, ...values.map(stored)] }, [...OPEN, ...ACCEPTED]);
}

/** What is wrong with a plan after a change, with the document that its paths lead into. */
export function problemsAfter(copy: WorkingCopy, edit: PlanEdit): { readonly problems: readonly Problem[]; readonly document: PlanDocument } {
  const document = documentAfter(copy, edit);
  const read = parseFramework(document);
  return { problems: read.ok ? [] : read.problems, document };
}

/** `nodes[3].parent` as its list, its item and the path within it. */
export function pathParts(document: PlanDocument, path: string): { readonly list: string; readonly item: Readonly<Record<string, unknown>>; readonly rest: string } | null {
  const [, list = '', at = '', rest = ''] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const item = list === '' ? undefined : listOf(document, list)[Number(at)];
  return item === undefined || typeof item !== 'object' ? null : { list, item, rest };
}
