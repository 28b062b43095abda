import type { FormJudge } from '../form/evaluate/inspect.ts';
import { KNOWN } from '../form/known-questions.ts';
import { extract, type Alert, type Answers } from './extract.ts';
import { sentInstance } from './sent-xml.ts';

/** A submission as its row keeps it once it was read. */
export interface ReadRecord {
  /** Null where nothing could be read: its key is gone, its form is no longer there, or it is no sound XML. */
  readonly kept: KeptAnswers | null;
  readonly alerts: readonly Alert[];
  /** Exactly where the interview says it was, for the check against its unit; what is kept of it is coarse. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
  /** Whether a person may withdraw by it, as they would type it; only its keyed hash is kept. */
  readonly withdrawal: string | null;
  /** Days for which the consent lets what is personal be kept; null where it does not say. */
  readonly days: number | null;
}

export interface KeptAnswers {
  readonly answers: Answers;
  readonly interview: boolean;
  readonly seconds: number | null;
}

/** Ten years is more than any consent of these asks for; another number is a mistake of the form. */
const MOST_DAYS = 3_650;

/** One answer outside repeats, by its name, short enough for an index. */
export function said(answers: Answers, name: string): string | null {
  const value = answers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : null;
}

function retentionOf(answers: Answers): number | null {
  const days = Number(said(answers, KNOWN.retention) ?? NaN);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : null;
}

export const unreadable = (detail: string): ReadRecord => ({ kept: null, alerts: [{ code: 'ilegible', question: null, detail }], point: null, withdrawal: null, days: null });

/** Alerts of one submission that somebody can look at one by one. */
const MOST_ALERTS = 200;

/** Of what goes beyond, how many there are of each kind: a submission made to be wrong everywhere must not fill the queue. */
function within(alerts: readonly Alert[]): readonly Alert[] {
  const beyond = Map.groupBy(alerts.slice(MOST_ALERTS), ({ code }) => code);
  return [...alerts.slice(0, MOST_ALERTS), ...[...beyond].map(([code, all]) => ({ code, question: null, detail: `+ ${all.length}` }))];
}

/** Reads opened bytes by their form. Whatever the bytes, somebody sees them in the queue. Throws `formulario-largo`, `formulario-lento`. */
export function readRecord(judge: FormJudge, bytes: Buffer, received: Date): ReadRecord {
  const sent = sentInstance(bytes);
  if (sent === null) return unreadable('xml');
  const { answers, interview, alerts, seconds, point, withdrawal } = extract(judge, sent, received);
  return { kept: { answers, interview, seconds }, alerts: within(alerts), point, withdrawal, days: retentionOf(answers) };
}

/** As a person may type it: capitals, blanks and hyphens say nothing. */
export const plainCode = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');
