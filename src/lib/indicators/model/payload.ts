import { decimal, object, optional, text, whole, factId, list, oneOf, type Decoder, type FactId } from './decoder.ts';
import type { DecimalText } from '#lib/kernel/decimal.ts';
import { problem } from './problem.ts';

/** Something that a document lists by name: a municipality, an entity. */
export interface Member {
  /** As printed. */
  readonly name: string;
  /** The level of place that the document gives it; null for what is no place. */
  readonly level: 'departamento' | 'provincia' | 'distrito' | null;
  /** The place that the document says it lies in, as printed. */
  readonly within: string | null;
}

/** One value, in exactly one form (FRAMEWORKS §3). */
export type Payload =
  | { readonly form: 'number'; readonly value: DecimalText }
  | { readonly form: 'ratio'; readonly num: DecimalText; readonly den: DecimalText }
  | { readonly form: 'scale'; readonly code: FactId }
  /** How many are done, under way, not begun; null is not said, which is no zero. */
  | { readonly form: 'milestones'; readonly done: number | null; readonly inProcess: number | null; readonly notStarted: number | null }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'units'; readonly members: readonly Member[] };

export type PayloadForm = Payload['form'];

export const member: Decoder<Member> = object({ name: text, level: optional(oneOf('departamento', 'provincia', 'distrito')), within: optional(text) });

interface Written {
  readonly number: DecimalText | null;
  readonly ratio: { readonly num: DecimalText; readonly den: DecimalText } | null;
  readonly scale: FactId | null;
  readonly milestones: { readonly done: number | null; readonly inProcess: number | null; readonly notStarted: number | null } | null;
  readonly text: string | null;
  readonly units: readonly Member[] | null;
}

const written: Decoder<Written> = object({
  number: optional(decimal),
  ratio: optional(object({ num: decimal, den: decimal })),
  scale: optional(factId),
  milestones: optional(object({ done: optional(whole), inProcess: optional(whole), notStarted: optional(whole) })),
  text: optional(text),
  units: optional(list(member)),
});

/** Reads `{"number": …}`, `{"ratio": {"num", "den"}}`, `{"scale"}`, `{"milestones"}`, `{"text"}` or `{"units"}`: one and only one. */
export const payload: Decoder<Payload> = (value, path, problems) => {
  const before = problems.length;
  const read = written(value, path, problems);
  if (problems.length > before) return undefined as never;
  const given = (Object.keys(read) as (keyof Written)[]).filter((key) => read[key] !== null);
  if (given.length !== 1) {
    problems.push(problem('carga-no-unica', path, { hallado: given.length === 0 ? { es: 'ninguna', en: 'none' } : given.join(', ') }));
    return undefined as never;
  }
  return formOf(read);
};

function formOf(read: Written): Payload {
  if (read.number !== null) return { form: 'number', value: read.number };
  if (read.ratio !== null) return { form: 'ratio', ...read.ratio };
  if (read.scale !== null) return { form: 'scale', code: read.scale };
  if (read.milestones !== null) return { form: 'milestones', ...read.milestones };
  if (read.text !== null) return { form: 'text', text: read.text };
  return { form: 'units', members: read.units! };
}

/**
 * The one number that a payload says: its value, what is done of a milestone, the length of a list. Null where there is
 * none: a ratio is two numbers, and a text none.
 */
export function numberOf(value: Payload | null): DecimalText | null {
  if (value === null) return null;
  if (value.form === 'number') return value.value;
  if (value.form === 'milestones') return value.done === null ? null : String(value.done);
  if (value.form === 'units') return String(value.members.length);
  return null;
}
