import type { AnswerState } from '#lib/indicators/instruments/published-copy.ts';
import type { CopyState, CopyStep, CopyStepTaken, StoredAnswer } from '#lib/indicators/instruments/filled-copy.ts';
import type { Scale } from '#lib/indicators/instruments/scale.ts';
import type { Words } from '#lib/indicators/instruments/instrument.ts';

export interface CopyLine {
  readonly number: number;
  readonly instrument: Words;
  readonly version: string;
  readonly entity: string;
  readonly observer: string;
  readonly date: string;
  readonly state: CopyState;
}

export interface InstrumentTasks {
  readonly write: readonly CopyLine[];
  readonly review: readonly CopyLine[];
  readonly publish: readonly CopyLine[];
  readonly done: readonly CopyLine[];
  /** Versions that whoever asks may begin to fill. */
  readonly begin: readonly { readonly instrument: string; readonly version: string; readonly title: Words; readonly norm: Words }[];
  /** Organisations on whose behalf they may. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

/** What the fields of an item hold. */
export interface ItemFields {
  readonly state: AnswerState | '';
  readonly value: string;
  readonly address: string;
  readonly note: string;
}

export interface ItemRow {
  /** Names the item in the address: `i-<item>-<fila>`. */
  readonly mark: string;
  readonly item: string;
  readonly row: number;
  readonly text: Words;
  readonly scale: Scale;
  readonly codes: readonly { readonly code: string; readonly es: string; readonly en: string }[] | null;
  readonly evidence: Words | null;
  readonly mandatory: boolean;
  readonly head: StoredAnswer | null;
  readonly fields: ItemFields;
  /** Of a copy that settles two others: what each of them says. */
  readonly sides: readonly { readonly number: number; readonly observer: string; readonly said: string }[];
}

export interface CopyDesk extends CopyLine {
  readonly instrumentId: string;
  readonly entityId: string;
  readonly norm: Words;
  readonly method: Words;
  readonly toVerify: Words | null;
  readonly repeated: Words | null;
  readonly reason: string | null;
  readonly rows: readonly { readonly row: number; readonly headings: readonly { readonly heading: Words; readonly items: readonly ItemRow[] }[] }[];
  readonly answered: number;
  readonly asked: number;
  readonly steps: readonly CopyStepTaken[];
  readonly may: { readonly fill: boolean; readonly steps: readonly CopyStep[] };
  readonly showsEvidence: boolean;
  /** Published copies of the same entity and version by others, that this one could be settled with. */
  readonly others: readonly CopyLine[];
}

/** What became of an item's form: refused, with what was typed. */
export interface ItemOutcome {
  readonly mark: string;
  readonly code: string;
  readonly words: Words;
  readonly fields: ItemFields;
}

/** Filled copies of instruments, for signed-in pages, and their evidence. */
export interface InstrumentServices {
  tasks(request: Request): Promise<InstrumentTasks>;
  /** Begins a copy, or one that settles two; gives its number. Throws `sin-permiso`, `ficha-dato`. */
  begin(request: Request): Promise<number>;
  /** `rows` is how many rows to show at least, for what is filled several times. Throws `ficha-no-existe`, `sin-permiso`. */
  copy(request: Request, number: number, rows: number): Promise<CopyDesk>;
  /** Keeps one item, its evidence, or takes a step. Gives the mark of the item that was kept, null for a step, or why an item was refused. */
  change(request: Request, number: number): Promise<{ readonly kept: string | null } | ItemOutcome>;
  /** A file of evidence: of a copy that whoever asks may see. Throws `evidencia-no-existe`, `sin-permiso`. */
  draftEvidence(request: Request, number: number, sha256: string): Promise<Response>;
  /** A file of evidence of a published copy whose reviewer let it be public. Throws `evidencia-no-existe`. */
  publicEvidence(sha256: string): Promise<Response>;
  /** The files of evidence that may be public. */
  shownEvidence(): Promise<ReadonlySet<string>>;
}
