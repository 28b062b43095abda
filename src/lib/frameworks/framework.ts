import type { DateText } from '#lib/indicators/model/date.ts';
import { centimosText, date, factId, flag, list, object, oneOf, optional, text, whole, withDefault, type Decoder, type FactId } from '#lib/indicators/model/decoder.ts';
import type { Dossier, StatedNode } from '#lib/indicators/model/dossier.ts';
import { sourceRef, wording, type Quote, type SourceRef } from '#lib/indicators/model/source.ts';

export type FrameworkKind = 'alliance_plan' | 'activity_sheet' | 'mim_programme';
export type NodeLevel = 'goal' | 'objective' | 'impact' | 'effect' | 'product' | 'result' | 'activity' | 'deliverable';
export type Horizon = 'short' | 'medium' | 'long';
export type ResultLevel = 'product' | 'effect' | 'impact';

/** One statement of the tree. Its parent and order say where it stands. */
export interface Node extends StatedNode {
  readonly parent: FactId | null;
  readonly level: NodeLevel;
  readonly code: string | null;
  readonly order: number;
  readonly horizon: Horizon | null;
  /** Why the horizon is not the one of its level (invariant 10). */
  readonly horizonReason: string | null;
  readonly tag: 'efficiency' | 'transparency' | 'dialogue' | null;
  /** Who answers for what it brings: an outcome of services that others measure is a contribution, never an attribution. */
  readonly contribution: boolean;
}

export interface NodeLink {
  readonly from: FactId;
  readonly to: FactId;
  readonly kind: 'contributes' | 'same_as' | 'depends';
}

/** A time for which values are asked; a lock refuses changes but through an unlock. */
export interface Period {
  readonly id: FactId;
  readonly start: DateText;
  readonly end: DateText;
  readonly label: string;
  readonly dueAt: DateText | null;
  readonly graceDays: number;
  readonly lock: { readonly by: FactId; readonly at: DateText; readonly reason: string } | null;
}

/** What must hold for a level to be reached, with what was seen of it since. */
export interface CriticalCondition extends Quote {
  readonly id: FactId;
  readonly level: ResultLevel;
  readonly history: readonly { readonly state: 'holds' | 'at_risk' | 'failed' | 'unknown'; readonly asOf: DateText; readonly source: SourceRef }[];
}

export interface Deliverable extends Quote {
  readonly id: FactId;
  readonly node: FactId;
  readonly due: DateText | null;
  readonly history: readonly { readonly state: 'not_started' | 'in_progress' | 'delivered' | 'published'; readonly asOf: DateText; readonly source: SourceRef }[];
}

/** Words that run across the tree: equality between women and men, the counterpart's part. */
export interface CrossCutting extends Quote {
  readonly id: FactId;
  readonly topic: 'gender' | 'counterpart' | 'execution' | 'background' | 'justification' | 'related';
}

/** One fiscal year of a budget; null is an empty cell, which is no zero. */
export interface BudgetLine {
  readonly label: string;
  readonly start: DateText;
  readonly end: DateText;
  readonly phase: 'planned' | 'revised' | 'executed';
  /** Céntimos of the budget's currency. */
  readonly amount: bigint | null;
  readonly source: SourceRef;
}

export interface Budget {
  readonly id: FactId;
  readonly currency: string;
  readonly lines: readonly BudgetLine[];
  /** The total as printed, in céntimos; null is an empty cell. */
  readonly printedTotal: bigint | null;
  readonly source: SourceRef;
}

/** A round of measurement of a MIM; number 0 is the baseline, where it stands apart. */
export interface Cycle {
  readonly id: FactId;
  readonly n: number;
  readonly title: string;
  readonly start: DateText | null;
  readonly end: DateText | null;
  /** Version of each question's wording; another version begins another series (invariant 11). */
  readonly questions: readonly { readonly question: FactId; readonly version: number }[];
  readonly population: string | null;
  readonly source: SourceRef;
}

export interface Framework extends Dossier {
  readonly kind: FrameworkKind;
  readonly title: string;
  readonly language: 'es' | 'en';
  readonly period: { readonly start: DateText; readonly end: DateText };
  readonly currency: string | null;
  readonly owner: FactId;
  readonly version: string;
  readonly state: 'draft' | 'approved' | 'published' | 'withdrawn';
  readonly nodes: readonly Node[];
  readonly links: readonly NodeLink[];
  readonly periods: readonly Period[];
  readonly conditions: readonly CriticalCondition[];
  readonly deliverables: readonly Deliverable[];
  readonly crossCutting: readonly CrossCutting[];
  readonly budgets: readonly Budget[];
  readonly cycles: readonly Cycle[];
}

export const node: Decoder<Node> = object({
  id: factId, wordings: list(wording), scope: list(text), parent: optional(factId),
  level: oneOf('goal', 'objective', 'impact', 'effect', 'product', 'result', 'activity', 'deliverable'),
  code: optional(text), order: withDefault(whole, 0), horizon: optional(oneOf('short', 'medium', 'long')), horizonReason: optional(text),
  tag: optional(oneOf('efficiency', 'transparency', 'dialogue')), contribution: withDefault(flag, false),
});

export const nodeLink: Decoder<NodeLink> = object({ from: factId, to: factId, kind: oneOf('contributes', 'same_as', 'depends') });

export const period: Decoder<Period> = object({
  id: factId, start: date, end: date, label: text, dueAt: optional(date), graceDays: withDefault(whole, 0),
  lock: optional(object({ by: factId, at: date, reason: text })),
});

export const criticalCondition: Decoder<CriticalCondition> = object({
  id: factId, level: oneOf('product', 'effect', 'impact'), text, source: sourceRef,
  history: list(object({ state: oneOf('holds', 'at_risk', 'failed', 'unknown'), asOf: date, source: sourceRef })),
});

export const deliverable: Decoder<Deliverable> = object({
  id: factId, node: factId, due: optional(date), text, source: sourceRef,
  history: list(object({ state: oneOf('not_started', 'in_progress', 'delivered', 'published'), asOf: date, source: sourceRef })),
});

export const crossCutting: Decoder<CrossCutting> = object({ id: factId, topic: oneOf('gender', 'counterpart', 'execution', 'background', 'justification', 'related'), text, source: sourceRef });

const budgetLine: Decoder<BudgetLine> = object({
  label: text, start: date, end: date, phase: oneOf('planned', 'revised', 'executed'), amount: optional(centimosText), source: sourceRef,
});

export const budget: Decoder<Budget> = object({ id: factId, currency: text, lines: list(budgetLine), printedTotal: optional(centimosText), source: sourceRef });

export const cycle: Decoder<Cycle> = object({
  id: factId, n: whole, title: text, start: optional(date), end: optional(date),
  questions: list(object({ question: factId, version: whole })), population: optional(text), source: sourceRef,
});

export const dates: Decoder<Framework['period']> = object({ start: date, end: date });
