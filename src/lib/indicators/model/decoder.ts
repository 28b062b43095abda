import type { DecimalText } from '#lib/kernel/decimal.ts';
import { dateText, type DateText } from './date.ts';
import { problem, type Detail, type Problem, type ProblemCode } from './problem.ts';

/**
 * Reads one unknown value, putting what is wrong into `problems`. What it returns counts only when nothing was put there,
 * so a refused value may come back as anything.
 */
export type Decoder<T> = (value: unknown, path: string, problems: Problem[]) => T;

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Problems kept of one document: whoever mends it begins with the first ones. */
const MOST_PROBLEMS = 200;
const LONGEST_TEXT = 20_000;
const LONGEST_LIST = 250_000;

/** Reads a whole value. Never throws, whatever the value is. */
export function decode<T>(decoder: Decoder<T>, value: unknown): Decoded<T> {
  const problems: Problem[] = [];
  const read = decoder(value, '', problems);
  return problems.length === 0 ? { ok: true, value: read } : { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** What was found, as a sentence names it; never what an object calls itself, which may be anything. */
function shown(value: unknown): Detail {
  if (Array.isArray(value)) return { es: 'una lista', en: 'a list' };
  if (typeof value === 'object' || typeof value === 'function') return { es: 'un objeto', en: 'an object' };
  const text = String(value).slice(0, 40);
  return { es: `«${text}»`, en: `"${text}"` };
}

function refused(code: ProblemCode, value: unknown, path: string, problems: Problem[], details: Record<string, Detail> = {}): never {
  const missing = value === undefined || value === null;
  problems.push(missing ? problem('falta', path) : problem(code, path, { hallado: shown(value), ...details }));
  return undefined as never;
}

/** A text that is not blank, trimmed of nothing: what a document prints is kept as printed. */
export const text: Decoder<string> = (value, path, problems) => {
  if (typeof value !== 'string') return refused('no-es-texto', value, path, problems);
  if (value.trim() === '') return refused('falta', null, path, problems);
  if (value.length > LONGEST_TEXT) return refused('texto-largo', value, path, problems, { hallado: String(value.length), limite: String(LONGEST_TEXT) });
  return value.normalize('NFC');
};

/** The name of a fact inside its document; branded so that a printed text is not taken for one. */
export type FactId = string & { readonly __fact: unique symbol };

export const factId: Decoder<FactId> = (value, path, problems) =>
  typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$/.test(value) ? (value as FactId) : refused('no-es-codigo', value, path, problems);

export const date: Decoder<DateText> = (value, path, problems) => (typeof value === 'string' ? dateText(value) : null) ?? refused('no-es-fecha', value, path, problems);

/** At most fifteen digits and ten decimals, so that every arithmetic on it is exact. A float is refused unless it is whole. */
export const decimal: Decoder<DecimalText> = (value, path, problems) => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return value;
  return refused('no-es-numero', value, path, problems);
};

export const whole: Decoder<number> = (value, path, problems) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refused('no-es-entero', value, path, problems, { minimo: '0' });

/** Whole céntimos as text, so that no reader rounds them; may be negative. */
export const centimosText: Decoder<bigint> = (value, path, problems) =>
  typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : refused('no-es-entero', value, path, problems, { minimo: '0' });

export const flag: Decoder<boolean> = (value, path, problems) => (typeof value === 'boolean' ? value : refused('no-es-logico', value, path, problems));

export const oneOf = <T extends string>(...allowed: readonly T[]): Decoder<T> => (value, path, problems) =>
  allowed.find((one) => one === value) ?? refused('valor-no-admitido', value, path, problems, { admitidos: allowed.join(', ') });

/** Absent and null are the same: not said. */
export const optional = <T>(inner: Decoder<T>): Decoder<T | null> => (value, path, problems) => (value === undefined || value === null ? null : inner(value, path, problems));

export const withDefault = <T>(inner: Decoder<T>, otherwise: T): Decoder<T> => (value, path, problems) => (value === undefined || value === null ? otherwise : inner(value, path, problems));

/** An absent list is an empty one. */
export const list = <T>(inner: Decoder<T>): Decoder<readonly T[]> => (value, path, problems) => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return refused('no-es-lista', value, path, problems);
  if (value.length > LONGEST_LIST) return refused('lista-larga', value, path, problems, { hallado: String(value.length), limite: String(LONGEST_LIST) });
  return value.map((item, index) => inner(item, `${path}[${index}]`, problems));
};

export type Shape<T> = { readonly [K in keyof T]-?: Decoder<T[K]> };

/** Reads the members of the shape and refuses any other: a misspelt member must not pass for an absent one. */
export const object = <T extends object>(shape: Shape<T>): Decoder<T> => {
  const entries = Object.entries<Decoder<unknown>>(shape);
  return (value, path, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('no-es-objeto', value, path, problems);
    const prefix = path === '' ? '' : `${path}.`;
    for (const key of Object.keys(value)) if (!Object.hasOwn(shape, key)) problems.push(problem('campo-desconocido', prefix + key.slice(0, 40), { campo: key.slice(0, 40) }));
    const members = value as Record<string, unknown>;
    // A plan has a hundred thousand of these: one object, filled in the shape's order, and nothing made on the way.
    const read: Record<string, unknown> = {};
    for (const [key, decoder] of entries) read[key] = decoder(Object.hasOwn(members, key) ? members[key] : undefined, prefix + key, problems);
    return read as T;
  };
};
