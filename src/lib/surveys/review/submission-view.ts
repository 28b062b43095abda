import { YupayError } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import type { FormModel } from '../form/model.ts';
import { chainOf } from '../intake/submission-store.ts';
import { answerLines, FormWords, type AnswerLine } from './answer-lines.ts';
import type { Answers } from './extract.ts';
import { stepsFrom, type RejectionReason, type ReviewState, type ReviewStep } from './review-step.ts';

export interface AlertView {
  readonly code: string;
  /** Label of the question; null for the submission as a whole. */
  readonly question: string | null;
  readonly detail: string | null;
  /** Null while nobody resolved it. */
  readonly resolved: string | null;
  readonly note: string | null;
}

export interface DecisionView {
  readonly step: ReviewStep;
  readonly reason: RejectionReason | null;
  readonly note: string | null;
  /** Id of who decided. */
  readonly who: string;
  readonly when: string;
}

/** How whoever answered let their answers be kept. */
export interface ConsentRecord {
  readonly version: string | null;
  readonly mode: string | null;
  /** Codes, parted by blanks. */
  readonly purposes: string | null;
  readonly language: string | null;
  /** When what is personal goes; null of what nobody has read yet. */
  readonly until: string | null;
  /** Whether a code to withdraw with was given. */
  readonly withdrawable: boolean;
}

export interface SubmissionView {
  readonly number: number;
  readonly form: string;
  readonly title: string;
  readonly version: string;
  readonly state: ReviewState;
  readonly received: string;
  readonly enumerator: string | null;
  readonly trial: boolean;
  readonly incomplete: boolean;
  /** When its key was destroyed; null while what is personal can be read. */
  readonly destroyed: string | null;
  readonly seconds: number | null;
  /** Degrees with three decimals. */
  readonly point: { readonly latitude: string; readonly longitude: string } | null;
  readonly consent: ConsentRecord;
  readonly answers: readonly AnswerLine[];
  readonly alerts: readonly AlertView[];
  readonly decisions: readonly DecisionView[];
  /** It and its corrections, oldest first. */
  readonly chain: readonly { readonly number: number; readonly state: ReviewState }[];
  readonly steps: readonly ReviewStep[];
}

const HEAD = `select e.numero as number, e.formulario as form, e.version, e.estado as state, e.recibido as received, e.encuestador as enumerator, e.prueba as trial, e.incompleto as incomplete, e.destruido as destroyed, e.vence as until, e.retiro is not null as withdrawable,
  r.segundos as seconds, r.latitud::text as latitude, r.longitud::text as longitude, r.consentimiento as consent, r.modo as mode, r.fines as purposes, r.idioma as language, r.datos as answers, v.modelo as model
  from envio e left join envio_respuesta r on r.envio = e.numero left join formulario_version v on v.formulario = e.formulario and v.version = e.version where e.numero = $1`;

const moment = (value: Date | null): string | null => value?.toISOString() ?? null;

async function alertsOf(client: Queryable, number: number, words: FormWords | null): Promise<AlertView[]> {
  const { rows } = await client.query('select codigo as code, pregunta as question, detalle as detail, resuelta as resolved, nota as note from envio_alerta where envio = $1 order by resuelta is not null, numero', [number]);
  const named = (path: string | null): string | null => (path === null || words === null ? path : path.startsWith('/') ? words.labelAt(path) : path);
  return rows.map((row) => ({ ...(row as AlertView), question: named(row.question as string | null), resolved: moment(row.resolved as Date | null) }));
}

async function decisionsOf(client: Queryable, number: number): Promise<DecisionView[]> {
  const { rows } = await client.query('select paso as step, motivo as reason, nota as note, quien as who, cuando as when from envio_revision where envio = $1 order by numero', [number]);
  return rows.map((row) => ({ ...(row as DecisionView), when: moment(row.when as Date)! }));
}

/** A submission for whoever reviews it: nothing that points at a person. Throws `envio-no-existe`. */
export async function submissionView(client: Queryable, number: number): Promise<SubmissionView> {
  const { rows: [row] } = await client.query(HEAD, [number]);
  if (row === undefined) throw new YupayError('envio-no-existe', { numero: String(number) });
  const model = row.model as FormModel | null;
  const chain = await chainOf(client, number);
  const { rows: states } = await client.query('select numero as number, estado as state from envio where numero = any($1) order by numero', [chain]);
  return {
    number, form: row.form, title: model?.title ?? row.form, version: row.version, state: row.state, received: moment(row.received)!, enumerator: row.enumerator, trial: row.trial, incomplete: row.incomplete, destroyed: moment(row.destroyed), seconds: row.seconds,
    point: row.latitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    consent: { version: row.consent, mode: row.mode, purposes: row.purposes, language: row.language, until: moment(row.until), withdrawable: row.withdrawable },
    answers: model === null || row.answers === null ? [] : answerLines(model, row.answers as Answers), alerts: await alertsOf(client, number, model === null ? null : new FormWords(model)), decisions: await decisionsOf(client, number),
    chain: states.map((one) => ({ number: Number(one.number), state: one.state as ReviewState })), steps: row.destroyed !== null && row.answers === null ? [] : stepsFrom(row.state),
  };
}
