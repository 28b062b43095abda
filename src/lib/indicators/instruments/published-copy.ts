import type { FactRow } from '#lib/provenance/recipe.ts';
import { date, decimal, decode, factId, list, object, oneOf, optional, text, whole, withDefault, type Decoder } from '../model/decoder.ts';
import type { DateText } from '../model/date.ts';
import { problem } from '../model/problem.ts';

export const COPIES_FORMAT = 'yupay-fichas@1';

/** `value` was seen; `no-aplica` leaves the denominator; `no-observado` says that nobody could see it, which is not absent. */
export const ANSWER_STATES = ['valor', 'no-aplica', 'no-observado'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** One item of a filled copy, with its evidence: an address as it stood at a moment, or a file by its SHA-256. */
export interface PublishedAnswer {
  readonly item: string;
  /** Which of several procedures, actions or chains; 1 where the item is asked once. */
  readonly row: number;
  readonly state: AnswerState;
  readonly value: string | null;
  /** Points between 0 and 1 of the scales that have them. */
  readonly points: string | null;
  readonly address: string | null;
  readonly file: string | null;
  readonly moment: string | null;
  readonly note: string | null;
}

export interface PublishedCopy {
  readonly number: number;
  readonly version: string;
  readonly entity: { readonly id: string; readonly name: string; readonly place: string | null };
  /** What the public may know of who looked: an organisation or an office, never a person. */
  readonly observer: string;
  /** The day that it is of. */
  readonly date: DateText;
  readonly published: DateText;
  /** Numbers of the two copies that this third one settles, and why; empty for what somebody observed. */
  readonly reconciles: readonly number[];
  readonly reason: string | null;
  readonly answers: readonly PublishedAnswer[];
}

const sha256: Decoder<string> = (value, path, problems) => {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
  problems.push(problem('valor-no-admitido', path, { hallado: '…', admitidos: 'SHA-256' }));
  return '';
};

/** Only what a browser may follow: an address of another scheme is no evidence that a person can open. */
const webAddress: Decoder<string> = (value, path, problems) => {
  if (typeof value === 'string' && isWebAddress(value)) return value;
  problems.push(problem('valor-no-admitido', path, { hallado: '…', admitidos: 'http://…, https://…' }));
  return '';
};

export function isWebAddress(text: string): boolean {
  return text.length <= 2_000 && /^https?:\/\/[^\s/]+(\/|$)/.test(text) && URL.canParse(text) && new URL(text).username === '';
}

const answer: Decoder<PublishedAnswer> = object<PublishedAnswer>({
  item: factId, row: withDefault(whole, 1), state: oneOf(...ANSWER_STATES), value: optional(text), points: optional(decimal),
  address: optional(webAddress), file: optional(sha256), moment: optional(text), note: optional(text),
});

const shape: Decoder<PublishedCopy> = object<PublishedCopy>({
  number: whole, version: factId, entity: object({ id: factId, name: text, place: optional(factId) }), observer: text, date, published: date,
  reconciles: list(whole), reason: optional(text), answers: list(answer),
});

/** A value stands beside the state that says there is one, and nothing is answered twice. */
export const publishedCopy: Decoder<PublishedCopy> = (value, path, problems) => {
  const before = problems.length;
  const read = shape(value, path, problems);
  if (problems.length > before) return read;
  const seen = new Set<string>();
  read.answers.forEach(({ item, row, state, value: said }, at) => {
    const key = `${item}/${row}`;
    if (seen.has(key)) problems.push(problem('codigo-repetido', `${path}.answers[${at}]`, { codigo: key }));
    seen.add(key);
    if ((state === 'valor') !== (said !== null)) problems.push(problem(state === 'valor' ? 'carga-ausente' : 'carga-sobrante', `${path}.answers[${at}]`, { estado: state }));
  });
  if (read.reconciles.length > 0 && read.reason === null) problems.push(problem('reemplazo-sin-motivo', `${path}.reason`));
  return read;
};

export const readCopy = (value: unknown) => decode(publishedCopy, value);

/** The answers of a copy as rows of `fichas-resultados`. */
export function copyRows(instrument: string, { number, version, entity, observer, date: day, published, reconciles, reason, answers }: PublishedCopy): FactRow[] {
  return answers.map((one) => ({
    instrumento: instrument, version, entidad: entity.id, entidad_nombre: entity.name, lugar: entity.place, ficha: String(number),
    clase: reconciles.length > 0 ? 'conciliada' : 'observada', concilia: reconciles.length > 0 ? reconciles.join(' ') : null, motivo: reason,
    observador: observer, fecha: day, publicada: published, item: one.item, fila: String(one.row), estado: one.state, valor: one.value, puntaje: one.points,
    direccion: one.address, evidencia: one.file, momento: one.moment, nota: one.note,
  }));
}
