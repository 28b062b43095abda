import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import type { FactId } from '#lib/indicators/model/decoder.ts';
import type { SourceDocument } from '#lib/indicators/model/source.ts';
import type { PlanDocument } from './document-text.ts';
import type { Submission, SubmissionState } from './submission.ts';

/** A value as it is kept: the observation as a document writes it, and how it stands among others of its cell. */
export interface StoredValue {
  readonly id: string;
  /** Null for what the plan came with. */
  readonly submission: string | null;
  readonly use: string;
  /** What it is a value of: `cellOf`. */
  readonly cell: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Documents that its sources name and the plan does not list: receipts. */
  readonly documents: readonly SourceDocument[];
  /** The value that it was written over, and whether that one had been accepted, so that it stays readable. */
  readonly previous: string | null;
  readonly corrects: boolean;
  readonly who: string;
  readonly at: string;
  /** How it came, where nobody signed in to say it. */
  readonly via?: Via | null;
}

/** By a personal link, or by a sheet that somebody returned and the secretariat entered. */
export type Via = 'enlace' | 'planilla';

/** Prose that a submission says of its period. */
export interface StoredNarrative {
  readonly submission: string;
  readonly text: string;
  readonly cites: readonly string[];
}

export interface StoredLock {
  readonly period: FactId;
  readonly reason: string;
  readonly since: DateText;
}

/** Everything that is kept of a plan between publications. */
export interface WorkingCopy {
  readonly id: FactId;
  /** Rises with every change. */
  readonly version: number;
  readonly body: PlanDocument;
  /** SHA-256 of the capture that the public reads; null when none was published from here. */
  readonly capture: string | null;
  /** In the order in which they were written. */
  readonly values: readonly StoredValue[];
  readonly submissions: readonly Submission[];
  readonly narratives: readonly StoredNarrative[];
  readonly locks: readonly StoredLock[];
}

/** The newest value of each cell: nothing was written over it. */
export function heads(values: readonly StoredValue[]): ReadonlyMap<string, StoredValue> {
  const covered = new Set(values.map(({ previous }) => previous));
  return new Map(values.filter(({ id }) => !covered.has(id)).map((value) => [value.cell, value]));
}

/** The values that a document of those states holds: what was written over before anybody accepted it is no value. */
function standing({ values, submissions }: WorkingCopy, states: readonly SubmissionState[]): readonly StoredValue[] {
  const stateOf = new Map(submissions.map(({ id, state }) => [id, state]));
  const redrafted = new Set(values.filter(({ previous, corrects }) => previous !== null && !corrects).map(({ previous }) => previous));
  return values.filter(({ id, submission }) => submission === null || (states.includes(stateOf.get(submission)!) && !redrafted.has(id)));
}

/** What a submission declared, a line for each value and the last for its prose: the source of its values. */
interface Deed {
  readonly document: SourceDocument;
  readonly lineOf: ReadonlyMap<string, number>;
  readonly narrative: { readonly text: string; readonly cites: readonly string[]; readonly line: number } | null;
}

/** As the public reads it: who did not sign in is not who did. */
const CAME: Readonly<Record<Via, string>> = { enlace: 'por enlace personal', planilla: 'por planilla, ingresada por la secretaría' };

const cameBy = (values: readonly StoredValue[]): string => {
  const ways = [...new Set(values.flatMap(({ via }) => (via ? [CAME[via]] : [])))].sort();
  return ways.length === 0 ? '' : ` (${ways.join('; ')})`;
};

const orgName = (body: PlanDocument, id: string): string => (body.organisations as readonly { id: string; name: string }[]).find((one) => one.id === id)?.name ?? id;

function deedOf({ body, narratives }: WorkingCopy, submission: Submission, values: readonly StoredValue[]): Deed {
  const said = narratives.findLast((one) => one.submission === submission.id) ?? null;
  const lines = [...values.map((value) => value.body), ...(said === null ? [] : [{ text: said.text, cites: said.cites }])].map((one) => canonicalJson(one as Canonical));
  const id = `entrega-${submission.number}`;
  return {
    document: { id: id as FactId, file: `${id}.jsonl`, sha256: sha256(`${lines.join('\n')}\n`), title: `Entrega ${submission.number}: ${orgName(body, submission.organisation)}, ${submission.period}${cameBy(values)}` },
    lineOf: new Map(values.map((value, at) => [value.id, at + 1])),
    narrative: said === null ? null : { text: said.text, cites: said.cites, line: lines.length },
  };
}

/** The nearest value under this one that the document holds: what it supersedes. */
function superseded(value: StoredValue, byId: ReadonlyMap<string, StoredValue>, held: ReadonlySet<string>): string | null {
  for (let id = value.previous; id !== null; id = byId.get(id)!.previous) if (held.has(id)) return id;
  return null;
}

function written(value: StoredValue, deed: Deed, former: string | null): Readonly<Record<string, unknown>> {
  const { reason, ...body } = value.body;
  const source = { document: deed.document.id, line: deed.lineOf.get(value.id)! };
  return { ...body, sources: [source, ...((body.sources as readonly unknown[] | undefined) ?? [])], ...(former === null ? {} : { supersedes: former, reason }) };
}

function lockedPeriods({ body, locks }: WorkingCopy): readonly unknown[] {
  return ((body.periods ?? []) as readonly { id: string }[]).map((period) => {
    const lock = locks.find((one) => one.period === period.id);
    return lock === undefined ? period : { ...period, lock: { by: body.owner, at: lock.since, reason: lock.reason } };
  });
}

/** The plan as a document, with the values of the submissions that are in one of those states. Pure: the same rows give the same bytes. */
export function documentOf(copy: WorkingCopy, states: readonly SubmissionState[]): PlanDocument {
  const { body, values, submissions } = copy;
  const held = standing(copy, states);
  const [byId, ids] = [new Map(values.map((value) => [value.id, value])), new Set(held.map(({ id }) => id))];
  const bySubmission = Map.groupBy(held, ({ submission }) => submission);
  const deeds = new Map(submissions.filter(({ id, state }) => states.includes(state) && bySubmission.has(id)).map((one) => [one.id, deedOf(copy, one, bySubmission.get(one.id)!)]));
  const receipts = new Map(held.flatMap(({ documents }) => documents.map((one) => [one.id as string, one])));
  const told = [...deeds.values()].flatMap(({ document, narrative }) => (narrative === null ? [] : [{ id: `${document.id}.relato`, text: narrative.text, cites: narrative.cites.filter((id) => ids.has(id)), source: { document: document.id, line: narrative.line } }]));
  return {
    ...body,
    periods: lockedPeriods(copy),
    documents: [...(body.documents as readonly unknown[]), ...[...deeds.values()].map(({ document }) => document), ...receipts.values()],
    narratives: [...((body.narratives ?? []) as readonly unknown[]), ...told],
    observations: held.map((value) => (value.submission === null ? value.body : written(value, deeds.get(value.submission)!, superseded(value, byId, ids)))),
  };
}
