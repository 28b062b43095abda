import type { Words } from '#lib/indicators/instruments/instrument.ts';
import { factId, list, object, oneOf, optional, text, type Decoder } from '#lib/indicators/model/decoder.ts';
import { problem } from '#lib/indicators/model/problem.ts';

/** Whether something holds of one person's answers: yes, no, or not known where they did not say. */
export type Condition =
  /** One of these codes was chosen; of a question with several answers, at least one of them. */
  | { readonly question: string; readonly in: readonly string[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly number: Amount; readonly atLeast: number };

/** A number worked out of one person's answers. */
export type Amount =
  | { readonly number: string }
  /** How many answers are right; a key of null is the round's own (METHODS §1.7, C5). "Does not know" is wrong. */
  | { readonly correct: Readonly<Record<string, string | null>> }
  | { readonly count: readonly Condition[] };

export const MEASURE_KINDS = ['proporcion', 'media', 'razon', 'mediana', 'total', 'distribucion'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** What of the population is worked out. A distribution is a proportion of each code of a question. */
export type MeasureValue = { readonly holds: Condition } | { readonly amount: Amount } | { readonly over: Amount; readonly under: Amount } | { readonly codesOf: string };

/** Dimensions of the cycle page and of a report card (METHODS §1.4, §1.5). */
export const DIMENSIONS = ['exposicion', 'acceso', 'comprension', 'percepcion', 'uso', 'calidad', 'confiabilidad', 'problema', 'solucion', 'trato', 'costo', 'satisfaccion', 'sugerencias', 'evaluacion', 'linea-base'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One thing that a survey tells of people, and how it is worked out of what they answered. */
export interface MeasureDefinition {
  readonly id: string;
  /** Frozen: two rounds compare only within a series, and what it asks never changes. */
  readonly series: string;
  readonly title: Words;
  /** What a neighbour reads; `{valor}` stands where the number does: "{valor} de cada 100 personas oyeron del canon". */
  readonly sentence: Words;
  readonly kind: MeasureKind;
  readonly value: MeasureValue;
  /** Of whom it is told; `when` is null where it is of everybody who was asked. */
  readonly base: { readonly when: Condition | null; readonly words: Words };
  /** Codes that say nothing ("no sabe"): out of the base and shown apart, except in a quiz, where they are wrong answers (METHODS §3.11). */
  readonly unknown: readonly string[];
  /** Domains that it is told for, by code of the instrument's domains. */
  readonly domains: readonly string[];
  /** Service of the instrument that it is about. */
  readonly service: string | null;
  readonly dimension: Dimension;
  /** Whether more of it is better, worse, or neither. */
  readonly sense: 'mas' | 'menos' | 'ninguno';
  /** The survey item of an index that this measure feeds (`satisfaccion`); null where none does. */
  readonly index: string | null;
}

/** How deep conditions may hold each other: a hostile document must not exhaust the stack. */
const DEEPEST = 8;

export const words: Decoder<Words> = object<Words>({ es: text, en: text });
export const number: Decoder<number> = (value, path, problems) => (typeof value === 'number' && Number.isFinite(value) ? value : (problems.push(problem('no-es-numero', path, { hallado: '…' })), 0));

/** Reads one of several shapes, told apart by a member that only it has. */
function either<T>(shapes: Readonly<Record<string, Decoder<T>>>): Decoder<T> {
  return (value, path, problems) => {
    const name = typeof value === 'object' && value !== null ? Object.keys(shapes).find((key) => Object.hasOwn(value, key)) : undefined;
    if (name !== undefined) return shapes[name]!(value, path, problems);
    problems.push(problem('valor-no-admitido', path, { hallado: '…', admitidos: Object.keys(shapes).join(', ') }));
    return undefined as T;
  };
}

/** An object whose members are codes, each with a code or null. */
const keys: Decoder<Readonly<Record<string, string | null>>> = (value, path, problems) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return (problems.push(problem('no-es-objeto', path, { hallado: '…' })), {});
  return Object.fromEntries(Object.entries(value).map(([question, code]) => [factId(question, path, problems), optional(factId)(code, `${path}.${question}`, problems)]));
};

const amountAt = (depth: number): Decoder<Amount> => either<Amount>({ number: object({ number: factId }), correct: object({ correct: keys }), count: object({ count: list(conditionAt(depth + 1)) }) });

const conditionAt = (depth: number): Decoder<Condition> => (value, path, problems) => {
  if (depth > DEEPEST) return (problems.push(problem('lista-larga', path, { hallado: String(depth), limite: String(DEEPEST) })), { all: [] });
  const inner = conditionAt(depth + 1);
  return either<Condition>({
    in: object({ question: factId, in: list(factId) }), all: object({ all: list(inner) }), any: object({ any: list(inner) }), not: object({ not: inner }),
    atLeast: (one, at, found) => object<{ readonly number: Amount; readonly atLeast: number }>({ number: amountAt(depth + 1), atLeast: number })(one, at, found),
  })(value, path, problems);
};

const condition = conditionAt(0);
const amount = amountAt(0);

const value: Decoder<MeasureValue> = either<MeasureValue>({ holds: object({ holds: condition }), amount: object({ amount }), over: object({ over: amount, under: amount }), codesOf: object({ codesOf: factId }) });

const shape: Decoder<MeasureDefinition> = object<MeasureDefinition>({
  id: factId, series: factId, title: words, sentence: words, kind: oneOf(...MEASURE_KINDS), value, base: object({ when: optional(condition), words }),
  unknown: list(factId), domains: list(factId), service: optional(factId), dimension: oneOf(...DIMENSIONS), sense: oneOf('mas', 'menos', 'ninguno'), index: optional(factId),
});

const FORM_OF: Readonly<Record<MeasureKind, readonly string[]>> = { proporcion: ['holds'], media: ['amount'], razon: ['over'], mediana: ['amount'], total: ['holds', 'amount'], distribucion: ['codesOf'] };

/** Reads a measure: its value is of its kind, and its sentence has one place for the number. */
export const measure: Decoder<MeasureDefinition> = (given, path, problems) => {
  const before = problems.length;
  const read = shape(given, path, problems);
  if (problems.length > before) return read;
  if (!FORM_OF[read.kind].some((form) => form in read.value)) problems.push(problem('carga-de-otro-tipo', `${path}.value`, { tipo: read.kind, forma: Object.keys(read.value).join(', ') }));
  for (const language of ['es', 'en'] as const) if (read.sentence[language].split('{valor}').length !== 2) problems.push(problem('frase-sin-valor', `${path}.sentence.${language}`, { valor: '{valor}' }));
  return read;
};

/** Questions that a condition or an amount reads, each with the codes that it names. */
export function namedIn(what: Condition | Amount): readonly { readonly question: string; readonly codes: readonly string[] }[] {
  if ('in' in what) return [{ question: what.question, codes: what.in }];
  if ('all' in what) return what.all.flatMap(namedIn);
  if ('any' in what) return what.any.flatMap(namedIn);
  if ('not' in what) return namedIn(what.not);
  if ('atLeast' in what) return namedIn(what.number);
  if ('correct' in what) return Object.entries(what.correct).map(([question, code]) => ({ question, codes: code === null ? [] : [code] }));
  if ('count' in what) return what.count.flatMap(namedIn);
  return [{ question: what.number, codes: [] }];
}

/** Questions that a measure reads, its base included. */
export function questionsOf({ value: told, base }: Pick<MeasureDefinition, 'value' | 'base'>): readonly { readonly question: string; readonly codes: readonly string[] }[] {
  const own = 'holds' in told ? namedIn(told.holds) : 'amount' in told ? namedIn(told.amount) : 'over' in told ? [...namedIn(told.over), ...namedIn(told.under)] : [{ question: told.codesOf, codes: [] }];
  return [...own, ...(base.when === null ? [] : namedIn(base.when))];
}

const same = (a: Condition | Amount, b: Condition | Amount): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether everybody of whom one condition holds is, by how they are written, of those of whom another does; null holds of everybody. */
export function implies(one: Condition | null, other: Condition | null): boolean {
  if (other === null) return true;
  if (one === null) return false;
  if (same(one, other)) return true;
  if ('any' in one) return one.any.every((each) => implies(each, other));
  if ('all' in other) return other.all.every((each) => implies(one, each));
  if ('all' in one && one.all.some((each) => implies(each, other))) return true;
  if ('any' in other) return other.any.some((each) => implies(one, each));
  if ('not' in one && 'not' in other) return implies(other.not, one.not);
  if ('in' in one && 'in' in other) return one.question === other.question && new Set(one.in).isSubsetOf(new Set(other.in));
  return 'atLeast' in one && 'atLeast' in other && same(one.number, other.number) && one.atLeast >= other.atLeast;
}
