import type { FormModel, FormNode } from '../form/model.ts';
import { everyNode } from '../form/model.ts';
import { answerText, everyQuestion, formInstance, type FormInstance, type Placed, type SentElement } from '../form/evaluate/form-instance.ts';
import { inspect, type AnswerFault, type FormJudge, type InspectedAnswer } from '../form/evaluate/inspect.ts';
import { KNOWN } from '../form/known-questions.ts';
import { dateNumber, momentOf } from '../form/evaluate/date-number.ts';

/** Only adults are interviewed (METHODS §9, §10). */
export const ADULT = 18;

/** Answers of one submission, without what points at a person: text by question, a list of the same for each repeat. */
export interface Answers {
  readonly [question: string]: string | readonly Answers[];
}

/** Something for a person to look at; it never keeps a submission out. */
export interface Alert {
  readonly code: AlertCode;
  /** Path of the question; null for the submission as a whole. */
  readonly question: string | null;
  /** Never an answer that points at a person. */
  readonly detail: string | null;
}

export type AlertCode =
  | AnswerFault | 'campo-desconocido' | 'menor-de-edad' | 'sin-consentimiento' | 'hora-imposible'
  | 'ilegible' | 'muy-corta' | 'fuera-del-area' | 'vivienda-repetida' | 'respuestas-iguales' | 'siempre-lo-mismo' | 'numeros-redondos' | 'encuestador-distinto';

export interface Extracted {
  /** Without consent, or of a minor, only what tells of the visit. */
  readonly answers: Answers;
  /** Whether somebody of age who accepted was interviewed; else what is kept tells of the visit alone. */
  readonly interview: boolean;
  readonly alerts: readonly Alert[];
  /** Seconds between opening and ending the form; null where it does not say, or says something impossible. */
  readonly seconds: number | null;
  /** Where the interview says it was, degrees, for the quality check alone: it is never stored like this. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
  /** The code with which the person may withdraw, for its keyed index alone. */
  readonly withdrawal: string | null;
}

/** How answers name each question, by its path: its own name where it is the only one of that name, else its path below the root. */
export function namesOf(model: FormModel): ReadonlyMap<string, string> {
  const all = [...everyNode(model.nodes)];
  const count = Map.groupBy(all, ({ name }) => name);
  return new Map(all.map(({ name, path }) => [path, count.get(name)!.length === 1 ? name : path.slice(model.root.length + 2)]));
}

/** The code to withdraw with opens the record to whoever reads it, so it is kept from tables whatever the form's author said. */
const isQuiet = (node: FormNode): boolean => node.kind === 'question' && (node.personal || node.type === 'note' || node.name === KNOWN.withdrawal);

interface Reading {
  readonly names: ReadonlyMap<string, string>;
  /** Answers by path with the numbers of repeats, as inspected. */
  readonly judged: ReadonlyMap<string, InspectedAnswer>;
}

function collect(reading: Reading, placed: readonly Placed[]): Answers {
  const answers: Record<string, string | Answers[]> = Object.create(null) as Record<string, string | Answers[]>;
  for (const one of placed) {
    const name = reading.names.get(one.node.path) ?? one.node.name;
    if (one.node.kind === 'group') Object.assign(answers, collect(reading, one.children));
    else if (one.node.kind === 'repeat') answers[name] = [...((answers[name] as Answers[] | undefined) ?? []), collect(reading, one.children)];
    else if (!isQuiet(one.node) && (reading.judged.get(one.path)?.value ?? '') !== '') answers[name] = reading.judged.get(one.path)!.value;
  }
  return { ...answers };
}

/** First answer to a question of a known name that is not inside a repeat. */
const known = (judged: readonly InspectedAnswer[], name: string): string | null => {
  const found = judged.find(({ node, path }) => node.name === name && !path.includes('['));
  return found === undefined || found.value.trim() === '' ? null : found.value.trim();
};

/** A day is more than any interview takes: the phone's clock was wrong, or the form was left open. */
const LONGEST_S = 86_400;

function secondsBetween(begun: string | null, ended: string | null): number | 'imposible' | null {
  const [from, to] = [begun, ended].map((one) => (one === null ? null : dateNumber(one)));
  if (from === null || to === null || from === undefined || to === undefined) return null;
  const seconds = Math.round((to - from) * 86_400);
  return seconds < 0 || seconds > LONGEST_S ? 'imposible' : seconds;
}

function pointOf(text: string | null): Extracted['point'] {
  const [latitude, longitude] = (text ?? '').split(/\s+/).map(Number);
  const onEarth = text !== null && latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return onEarth ? { latitude, longitude } : null;
}

/** Codes, and numbers too short to be a telephone or a document. */
const PLAIN_CODE = /^[\w .-]{1,80}$/;
const PLAIN_NUMBER = /^-?[\d.]{1,6}$/;

/** An answer is told only where it is no secret: choices and numbers out of bounds, never free text. */
function detailOf({ node, value }: InspectedAnswer): string | null {
  if (isQuiet(node) || node.type === 'text') return null;
  return (node.choices === null ? PLAIN_NUMBER : PLAIN_CODE).test(value) ? value : null;
}

/** What of a record still counts when the interview itself may not be kept: the visit, so that response rates hold. */
const VISIT = new Set<string>([KNOWN.unit, KNOWN.dwelling, KNOWN.visit, KNOWN.outcome, KNOWN.accepts]);

const onlyVisit = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).filter(([name]) => VISIT.has(name)));

/** When it was filled, by the phone's own clock: its end, or else its beginning; null where it says neither. */
function filledAt({ placed }: FormInstance): Date | null {
  const moments = new Map([...everyQuestion(placed)].flatMap((one) => (one.node.bind.preload?.kind === 'timestamp' ? [[one.node.bind.preload.params, momentOf(answerText(one))] as const] : [])));
  return moments.get('end') ?? moments.get('start') ?? null;
}

/**
 * Reads what a phone sent by its form: the answers that may be kept in the clear, what a person should look at, and what
 * quality checks need. Nothing is bounced and nothing of the original is changed (SURVEYS §2). It is judged as of the day on which it was
 * filled, as the phone judged it, or on which it was `received`.
 */
export function extract(judge: FormJudge, sent: SentElement, received: Date): Extracted {
  const instance = formInstance(judge.model, sent);
  judge.begin(filledAt(instance) ?? received);
  const judged = inspect(judge, instance);
  const byPath = new Map(judged.map((one) => [one.path, one]));
  const answers = collect({ names: namesOf(judge.model), judged: byPath }, instance.placed);
  const [age, accepts, seconds] = [Number(known(judged, KNOWN.age) ?? NaN), known(judged, KNOWN.accepts), secondsBetween(known(judged, KNOWN.begun), known(judged, KNOWN.ended))];
  const [minor, unwilling] = [age < ADULT, judged.some(({ node }) => node.name === KNOWN.accepts) && accepts !== 'si'];
  const alerts: Alert[] = [
    ...judged.flatMap((one) => one.faults.map((code): Alert => ({ code, question: one.path, detail: detailOf(one) }))),
    ...instance.unknown.map((path): Alert => ({ code: 'campo-desconocido', question: path, detail: null })),
    ...(minor ? [{ code: 'menor-de-edad', question: null, detail: null } as const] : []),
    ...(unwilling && hasInterview(judged) ? [{ code: 'sin-consentimiento', question: null, detail: null } as const] : []),
    ...(seconds === 'imposible' ? [{ code: 'hora-imposible', question: null, detail: null } as const] : []),
  ];
  return { answers: minor || unwilling ? onlyVisit(answers) : answers, interview: !minor && !unwilling, alerts, seconds: seconds === 'imposible' ? null : seconds, point: pointOf(known(judged, KNOWN.place)), withdrawal: known(judged, KNOWN.withdrawal) };
}

const OF_CONSENT = new Set<string>(Object.values(KNOWN));

/** Questions that come after consent was asked were answered. */
function hasInterview(judged: readonly InspectedAnswer[]): boolean {
  const asked = judged.findIndex(({ node }) => node.name === KNOWN.accepts);
  return judged.slice(asked + 1).some(({ node, value }) => node.control !== null && !OF_CONSENT.has(node.name) && value.trim() !== '');
}
