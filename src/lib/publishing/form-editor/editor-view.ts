import type { YupayError } from '#lib/kernel/errors.ts';
import type { Comparison, Condition } from '#lib/surveys/editor/condition.ts';
import type { Progress } from '#lib/surveys/editor/edit-languages.ts';
import type { OutlineLine } from '#lib/surveys/editor/outline.ts';
import type { PlainKey, TextKey } from '#lib/surveys/editor/question-edit.ts';
import type { VarietyRecord } from '#lib/surveys/editor/variety-record.ts';
import type { BlockKind } from '#lib/surveys/form/compile/question-types.ts';
import type { FormFinding } from '#lib/surveys/form/model.ts';
import type { FormState } from '#lib/surveys/intake/form-version.ts';
import type { VarietyId } from '#lib/places/varieties.ts';

/** What every page of the editor says of the form. */
export interface EditorForm {
  readonly form: string;
  readonly title: string;
  /** Version and state of what is shown. */
  readonly version: string;
  readonly state: FormState;
  /** Version that a change is kept under. */
  readonly next: string;
  /** Goes with each change, so that one of somebody else's is not written over; empty where there is no draft. */
  readonly mark: string;
  /** Languages of its texts; one empty name where it says none. */
  readonly languages: readonly string[];
}

export interface EditorDesk extends EditorForm {
  readonly lines: readonly (OutlineLine & { readonly findings: readonly FormFinding[]; readonly voting: boolean })[];
  /** Findings of no row of the outline. */
  readonly findings: readonly FormFinding[];
  readonly lists: readonly string[];
  readonly progress: readonly Progress[];
}

export interface EditorChoice {
  readonly row: number;
  readonly code: string;
  /** Text in each language of the form, in their order. */
  readonly texts: readonly string[];
  /** What it says in each of the author's own columns, in their order. */
  readonly own: readonly string[];
}

/** One question, group or repeat, column by column. */
export interface QuestionDesk extends EditorForm {
  readonly row: number;
  readonly name: string;
  /** Null for a question. */
  readonly block: BlockKind | null;
  readonly plain: Readonly<Record<PlainKey, string>>;
  /** Texts by key, each in every language, in their order. */
  readonly texts: Readonly<Record<TextKey, readonly string[]>>;
  /** Null where the expression has another shape, and stays a text. */
  readonly relevant: Condition | null;
  readonly constraint: Condition | null;
  /** Questions that a condition can ask: those before it. */
  readonly others: readonly OutlineLine[];
  /** One of the editor's types, or the type as it is written. */
  readonly type: string;
  /** The list that it chooses from; null where it has none, or one that is not changed here. */
  readonly list: string | null;
  readonly lists: readonly string[];
  readonly choices: readonly EditorChoice[];
  /** Columns of choices that are the author's own: what a filter may ask for. */
  readonly columns: readonly string[];
  /** Other questions that choose from the list: they change with it. */
  readonly sharers: readonly string[];
  readonly findings: readonly FormFinding[];
  readonly voting: boolean;
  /** The question was published: another wording needs a person's word. */
  readonly published: boolean;
}

export interface VarietyLine {
  readonly variety: VarietyId;
  /** What the form calls it. */
  readonly language: string;
  readonly record: VarietyRecord | null;
  /** Null while the form does not speak it. */
  readonly progress: Progress | null;
}

export interface VarietyDesk extends EditorForm {
  readonly varieties: readonly VarietyLine[];
  /** Languages of the form that are none of the varieties. */
  readonly others: readonly Progress[];
}

/** A change that was not kept, with what was sent, to be shown again. */
export interface RefusedChange {
  readonly kept: false;
  /** Why it cannot be taken at all. */
  readonly error: YupayError | null;
  /** What would be wrong with the form. */
  readonly faults: readonly FormFinding[];
  /** Series of which somebody must say whether they still ask the same. */
  readonly series: readonly string[];
  readonly typed: readonly (readonly [string, string])[];
}

/** What became of a change; `row` is the one that it was of, null for none. */
export type EditorChange = { readonly kept: true; readonly row: number | null } | RefusedChange;

/** Types that the editor offers, in the order of use; any other stays as it is written. */
export const EDITOR_TYPES = ['select_one', 'select_multiple', 'text', 'integer', 'decimal', 'date', 'time', 'note', 'acknowledge', 'geopoint', 'image', 'audio', 'barcode', 'rank', 'calculate', 'today', 'start', 'end'] as const;
export type EditorType = (typeof EDITOR_TYPES)[number];

/** Types whose choices come from a list. */
export const CHOOSING: ReadonlySet<string> = new Set(['select_one', 'select_multiple', 'rank'] satisfies EditorType[]);

/** Comparisons that take no value. */
export const WITHOUT_VALUE: ReadonlySet<Comparison> = new Set(['respondida', 'sin-responder']);
