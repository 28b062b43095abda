import type { DecimalText } from '#lib/kernel/decimal.ts';
import { date, decimal, factId, flag, list, object, oneOf, optional, text, whole, withDefault, type Decoder, type FactId } from './decoder.ts';
import type { DateText } from './date.ts';
import type { IndicatorDefinition, Magnitude, Unit } from './definition.ts';
import { observationKind, qualifier, type Claim, type Observation, type ObservationKind, type Qualifier } from './observation.ts';
import type { Scheme } from './scheme.ts';
import { sourceRef, type Quote, type SourceDocument, type SourceRef, type Wording } from './source.ts';
import type { IndicatorUse } from './use.ts';

/** A column of a document: its heading gives a date, which each value may share or not. */
export interface Column {
  readonly id: FactId;
  readonly kind: ObservationKind;
  readonly heading: string;
  readonly asOf: DateText;
  readonly source: SourceRef;
}

/** A statement of a tree of results, as far as checks need it: its words by version, and the places that they confine it to. */
export interface StatedNode {
  readonly id: FactId;
  readonly wordings: readonly Wording[];
  readonly scope: readonly string[];
}

/** Prose of a document, with the facts that it speaks of. */
export interface Narrative extends Quote {
  readonly id: FactId;
  readonly cites: readonly FactId[];
}

/** A note below the page: its mark, and the facts or statements that carry it; none is a note to the whole document. */
export interface Footnote extends Quote {
  readonly id: FactId;
  readonly mark: string;
  readonly attached: readonly FactId[];
}

/** A printed list of things with a number and, it may be, a date, an amount, a name: an annex. */
export interface RegisterRow {
  readonly n: number;
  readonly name: string;
  readonly org: FactId | null;
  readonly date: DateText | null;
  readonly amount: DecimalText | null;
  readonly currency: string | null;
  readonly qualifier: Qualifier;
  readonly payer: string | null;
  readonly text: string | null;
  readonly source: SourceRef;
}

export interface Register {
  readonly id: FactId;
  readonly kind: 'projects' | 'cases';
  readonly title: string;
  /** The magnitude whose count the rows are. */
  readonly magnitude: FactId | null;
  /** The rows' dates should lie after the baseline's and not after the values' column. */
  readonly column: FactId | null;
  readonly rows: readonly RegisterRow[];
}

/** Who or what the document says that data came from, to be found among its projects. */
export interface CitedSource {
  readonly id: FactId;
  readonly name: string;
  readonly org: FactId | null;
  readonly uses: readonly FactId[];
  readonly source: SourceRef;
}

/** A printed table of amounts or counts, with the totals that it prints; null is an empty cell. */
export interface PrintedTable {
  readonly id: FactId;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly (DecimalText | null)[]; readonly total: DecimalText | null; readonly share: DecimalText | null; readonly source: SourceRef }[];
  /** Whether the table has a place for totals of its rows, filled or not. */
  readonly totalColumn: boolean;
  readonly totals: readonly (DecimalText | null)[];
  readonly total: DecimalText | null;
  readonly source: SourceRef;
}

/** An arithmetic between facts, entered so that it is done again at each change. A fact is named by its id, with `#done`, `#inProcess`, `#outOf` or `#part:<label>`. */
export interface Relation {
  readonly id: FactId;
  readonly kind: 'sum' | 'difference' | 'count';
  readonly title: string;
  readonly parts: readonly string[];
  /** The printed total; null where the document prints none and the arithmetic is only shown. */
  readonly total: string | null;
}

export interface Organisation {
  readonly id: FactId;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Everything that checks read of a document of results. */
export interface Dossier {
  readonly id: FactId;
  /** The period that the document's title gives. */
  readonly statedPeriod: { readonly start: DateText; readonly end: DateText; readonly text: string; readonly source: SourceRef } | null;
  readonly documents: readonly SourceDocument[];
  readonly organisations: readonly Organisation[];
  readonly units: readonly Unit[];
  readonly magnitudes: readonly Magnitude[];
  readonly columns: readonly Column[];
  readonly definitions: readonly IndicatorDefinition[];
  readonly schemes: readonly Scheme[];
  readonly nodes: readonly StatedNode[];
  readonly uses: readonly IndicatorUse[];
  readonly observations: readonly Observation[];
  readonly claims: readonly Claim[];
  readonly narratives: readonly Narrative[];
  readonly footnotes: readonly Footnote[];
  readonly registers: readonly Register[];
  readonly citedSources: readonly CitedSource[];
  readonly tables: readonly PrintedTable[];
  readonly relations: readonly Relation[];
  /** Names that somebody looked for in the registry of places and left open, as printed (invariant 9). */
  readonly unresolved: readonly string[];
}

export const column: Decoder<Column> = object({ id: factId, kind: observationKind, heading: text, asOf: date, source: sourceRef });
export const narrative: Decoder<Narrative> = object({ id: factId, cites: list(factId), text, source: sourceRef });
export const footnote: Decoder<Footnote> = object({ id: factId, mark: text, attached: list(factId), text, source: sourceRef });
export const statedPeriod: Decoder<NonNullable<Dossier['statedPeriod']>> = object({ start: date, end: date, text, source: sourceRef });
export const organisation: Decoder<Organisation> = object({ id: factId, name: text, aliases: list(text) });
export const citedSource: Decoder<CitedSource> = object({ id: factId, name: text, org: optional(factId), uses: list(factId), source: sourceRef });

const registerRow: Decoder<RegisterRow> = object({
  n: whole, name: text, org: optional(factId), date: optional(date), amount: optional(decimal), currency: optional(text),
  qualifier: withDefault(qualifier, 'exact'), payer: optional(text), text: optional(text), source: sourceRef,
});

export const register: Decoder<Register> = object({
  id: factId, kind: oneOf('projects', 'cases'), title: text, magnitude: optional(factId), column: optional(factId), rows: list(registerRow),
});

const tableRow: Decoder<PrintedTable['rows'][number]> = object({
  label: text, cells: list(optional(decimal)), total: optional(decimal), share: optional(decimal), source: sourceRef,
});

export const printedTable: Decoder<PrintedTable> = object({
  id: factId, title: text, columns: list(text), rows: list(tableRow), totalColumn: withDefault(flag, false), totals: list(optional(decimal)), total: optional(decimal), source: sourceRef,
});

export const relation: Decoder<Relation> = object({ id: factId, kind: oneOf('sum', 'difference', 'count'), title: text, parts: list(text), total: optional(text) });
