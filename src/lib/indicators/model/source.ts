import { factId, object, oneOf, optional, text, whole, type Decoder, type FactId } from './decoder.ts';

/** A document whose bytes the facts were read from. */
export interface SourceDocument {
  readonly id: FactId;
  readonly file: string;
  readonly sha256: string;
  readonly title: string;
}

/** Where in a document a fact is printed: lines count from 1; a cell counts from 1 within its line. */
export interface SourceRef {
  readonly document: FactId;
  readonly line: number;
  /** The last line, where it spans several. */
  readonly to: number | null;
  readonly cell: number | null;
}

/** Words as a document prints them. */
export interface Quote {
  readonly text: string;
  readonly source: SourceRef;
}

export const sourceDocument: Decoder<SourceDocument> = object({ id: factId, file: text, sha256: text, title: text });
export const sourceRef: Decoder<SourceRef> = object({ document: factId, line: whole, to: optional(whole), cell: optional(whole) });
export const quote: Decoder<Quote> = object({ text, source: sourceRef });

/** A name in the language of its document, with the English where one was written. */
export interface Label {
  readonly es: string;
  readonly en: string;
}

export const label: Decoder<Label> = object({ es: text, en: text });

/** Which version of a plan's words: as approved, as the monitoring prints them, or another document's. */
export type Variant = 'plan' | 'monitoring';

export interface Wording extends Quote {
  readonly variant: Variant;
}

export const variant: Decoder<Variant> = oneOf('plan', 'monitoring');

export const wording: Decoder<Wording> = object({ variant, text, source: sourceRef });
