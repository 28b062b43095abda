import type { Language } from '#lib/kernel/errors.ts';
import type { Finding } from '#lib/indicators/checks/finding.ts';
import type { Waiver } from '#lib/indicators/checks/run.ts';
import type { Via } from '#lib/frameworks/working-copy.ts';
import type { StepTaken, SubmissionState } from '#lib/frameworks/submission.ts';
import type { AskedForm, CellFields } from './cell-form.ts';

export type Words = Readonly<Record<Language, string>>;

export interface SubmissionLine {
  readonly number: number;
  readonly organisation: string;
  readonly period: string;
  readonly state: SubmissionState;
}

/** Something that waits for who asks, in one plan. */
export interface PlanTasks {
  readonly id: string;
  readonly title: string;
  /** Submissions that they may write, and those not begun: organisation and period. */
  readonly write: readonly SubmissionLine[];
  readonly begin: readonly { readonly organisation: { readonly id: string; readonly name: string }; readonly period: { readonly id: string; readonly label: string }; readonly dueAt: string | null }[];
  readonly review: readonly SubmissionLine[];
  /** Those of others that hold a value which they must sign too. */
  readonly sign: readonly SubmissionLine[];
  readonly publish: readonly SubmissionLine[];
  /** Grave contradictions that keep it from being published; null for whoever does not publish. */
  readonly blockers: number | null;
}

export interface PeriodView {
  readonly id: string;
  readonly label: string;
  readonly start: string;
  readonly end: string;
  readonly dueAt: string | null;
  readonly lock: { readonly reason: string; readonly since: string } | null;
  /** Leaves to change it while it is locked: for somebody of an organisation, never by name. */
  readonly unlocks: readonly { readonly organisation: string | null; readonly until: string; readonly reason: string }[];
}

export interface JudgedView extends Pick<Finding, 'hash' | 'severity' | 'es' | 'en'> {
  readonly waiver: Waiver | null;
  /** Whether it keeps what is approved from being published. */
  readonly blocks: boolean;
}

export interface PlanDesk {
  readonly id: string;
  readonly title: string;
  readonly capture: string | null;
  /** What the public reads was not published from here: somebody loaded another document of this plan. */
  readonly elsewhere: boolean;
  readonly tasks: PlanTasks;
  readonly periods: readonly PeriodView[];
  readonly submissions: readonly SubmissionLine[];
  readonly judged: readonly JudgedView[];
  /** Waivers that fit nothing any more: what they waived changed or their day passed. */
  readonly stale: readonly Waiver[];
  readonly history: readonly { readonly version: number; readonly what: string; readonly at: string; readonly reason: string | null }[];
  /** Whom who asks may unlock a period for; empty for whoever may not. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly may: { readonly keep: boolean; readonly lock: boolean; readonly lift: boolean; readonly waive: boolean; readonly publish: boolean };
}

/** One row of the form. */
export interface CellRow {
  readonly mark: string;
  readonly use: string;
  readonly component: string;
  readonly place: string | null;
  readonly title: Words;
  readonly part: Words | null;
  readonly unit: Words | null;
  readonly form: AskedForm;
  readonly codes: readonly string[];
  readonly baseline: Words;
  readonly target: Words;
  readonly last: Words;
  /** What the fields hold. */
  readonly fields: CellFields;
  /** The value that stands there; null for an empty cell. */
  readonly head: { readonly id: string; readonly said: Words; readonly submission: number | null } | null;
  /** Whether a change is a correction of an accepted value, which needs its reason. */
  readonly corrects: boolean;
  readonly computed: boolean;
  readonly unsigned: readonly string[];
  /** The organisations for which who asks may sign it now. */
  readonly signAs: readonly { readonly id: string; readonly name: string }[];
}

export interface SubmissionDesk extends SubmissionLine {
  readonly plan: { readonly id: string; readonly title: string };
  readonly closed: Words | null;
  readonly rows: readonly CellRow[];
  /** Cells of the whole that may also be told of a place: `uso/componente`. */
  readonly placeable: readonly Pick<CellRow, 'use' | 'component' | 'title' | 'part'>[];
  /** Indicators that are taken from a published query, place by place: `uso/componente`. */
  readonly computed: readonly { readonly cell: string; readonly title: Words }[];
  readonly narrative: { readonly text: string; readonly cites: readonly string[] } | null;
  readonly steps: readonly StepTaken[];
  readonly findings: readonly JudgedView[];
  /** How its values came, where nobody signed in to say them. */
  readonly came: readonly Via[];
  readonly may: { readonly write: boolean; readonly submit: boolean; readonly return: boolean; readonly approve: boolean; readonly withdraw: boolean; readonly collect: boolean };
}

/** What became of a form: cells kept, and those refused with what was typed, so that nothing is lost. */
export interface FormOutcome {
  readonly kept: number;
  readonly refused: readonly { readonly mark: string; readonly code: string; readonly words: Words; readonly fields: CellFields }[];
}

export interface CorrectionDesk {
  readonly plan: { readonly id: string; readonly title: string };
  readonly row: CellRow;
  readonly period: { readonly id: string; readonly label: string };
  /** Organisations that answer for it and for which who asks may report. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** Every value of the cell, oldest first. */
  readonly values: readonly { readonly id: string; readonly said: Words; readonly at: string; readonly reason: string | null }[];
}

/** The working copies of plans, for signed-in pages. Whoever may see nothing of a plan is refused with the rule and who can lift it. */
export interface PlanServices {
  tasks(request: Request): Promise<readonly PlanTasks[]>;
  /** Throws `plan-no-existe`, `sin-permiso`. */
  desk(request: Request, plan: string): Promise<PlanDesk>;
  /** Takes `accion` and its fields; gives the address, without language, to go on from. */
  change(request: Request, plan: string): Promise<string>;
  /** `adding` is a cell more, `uso/componente` and a ubigeo. Throws `entrega-no-existe`. */
  submission(request: Request, plan: string, number: number, adding: { readonly cell: string; readonly place: string } | null): Promise<SubmissionDesk>;
  /** Keeps its values, or takes another step of it: then there is no outcome by cell. */
  changeSubmission(request: Request, plan: string, number: number): Promise<FormOutcome | null>;
  /** Throws `valor-no-existe`. */
  correction(request: Request, plan: string, value: string): Promise<CorrectionDesk>;
  /** Keeps a correction in an open submission; gives its number. */
  correct(request: Request, plan: string, value: string): Promise<number>;
}
