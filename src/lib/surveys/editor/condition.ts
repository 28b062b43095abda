/** What a person can say about an answer without writing XPath. */
export const COMPARISONS = ['es', 'no-es', 'contiene', 'no-contiene', 'mayor', 'mayor-igual', 'menor', 'menor-igual', 'respondida', 'sin-responder'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Term {
  /** Name of the question; null for the very answer that is being judged. */
  readonly question: string | null;
  readonly comparison: Comparison;
  /** Empty for `respondida` and `sin-responder`. */
  readonly value: string;
  /** How the value is written where its author wrote it otherwise than this comparison does: `= 5`, `= date('2026-01-31')`, `> '5'`. */
  readonly literal?: Literal;
}

type Literal = 'texto' | 'numero' | 'dia';

/** Terms joined by one word: a form that needs both words is written as an expression. */
export interface Condition {
  readonly join: 'and' | 'or';
  readonly terms: readonly Term[];
}

const SIGNS: Readonly<Partial<Record<Comparison, string>>> = { 'es': '=', 'no-es': '!=', 'mayor': '>', 'mayor-igual': '>=', 'menor': '<', 'menor-igual': '<=' };
const BY_SIGN: ReadonlyMap<string, Comparison> = new Map(Object.entries(SIGNS).map(([comparison, sign]) => [sign!, comparison as Comparison]));

const NUMBER = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A text between the quotes that it does not hold; null where it holds both. */
const quoted = (text: string): string | null => (!text.includes("'") ? `'${text}'` : !text.includes('"') ? `"${text}"` : null);

/** A larger or smaller day is one only as a day: XPath compares texts as numbers. */
const usual = (comparison: Comparison, value: string): Literal => (['es', 'no-es'].includes(comparison) ? 'texto' : DAY.test(value) ? 'dia' : 'numero');

const WRITTEN: Readonly<Record<Literal, (value: string) => string | null>> = {
  texto: quoted, numero: (value) => (NUMBER.test(value) ? value : null), dia: (value) => (DAY.test(value) ? `date('${value}')` : null),
};

function compared(subject: string, { comparison, value, literal }: Term): string | null {
  const own = literal === undefined ? null : WRITTEN[literal](value);
  const written = own ?? WRITTEN[usual(comparison, value)](value);
  return written === null ? null : `${subject} ${SIGNS[comparison]} ${written}`;
}

function termText(term: Term): string | null {
  const { question, comparison, value } = term;
  const subject = question === null ? '.' : `\${${question}}`;
  if (comparison === 'respondida') return `${subject} != ''`;
  if (comparison === 'sin-responder') return `${subject} = ''`;
  if (value === '') return null;
  if (comparison !== 'contiene' && comparison !== 'no-contiene') return compared(subject, term);
  const text = quoted(value);
  if (text === null) return null;
  return comparison === 'contiene' ? `selected(${subject}, ${text})` : `not(selected(${subject}, ${text}))`;
}

/** The expression of a condition; null where a value cannot stand in one. Empty for no terms. */
export function conditionText({ join, terms }: Condition): string | null {
  const texts = terms.map(termText);
  return texts.includes(null) ? null : texts.join(` ${join} `);
}

const SUBJECT = String.raw`(?:\$\{\s*([^{}\s]+)\s*\}|(\.))`;
const TEXT = String.raw`(?:'([^']*)'|"([^"]*)")`;
const COMPARED = new RegExp(String.raw`^${SUBJECT}\s*(!=|>=|<=|=|>|<)\s*(?:${TEXT}|(-?\d+(?:\.\d+)?)|date\('(\d{4}-\d{2}-\d{2})'\))$`);
const CONTAINS = new RegExp(String.raw`^(not\(\s*)?selected\(\s*${SUBJECT}\s*,\s*${TEXT}\s*\)(\s*\))?$`);

function termOf(text: string): Term | null {
  const contains = CONTAINS.exec(text);
  if (contains !== null) {
    const [, not, name, , single, double, close] = contains;
    return (not === undefined) === (close === undefined) ? { question: name ?? null, comparison: not === undefined ? 'contiene' : 'no-contiene', value: single ?? double ?? '' } : null;
  }
  const [, name, self, sign, single, double, number, day] = COMPARED.exec(text) ?? [];
  if (sign === undefined || (name === undefined && self === undefined)) return null;
  const [comparison, value] = [BY_SIGN.get(sign)!, single ?? double ?? number ?? day ?? ''];
  const question = name ?? null;
  if (value === '') return sign === '=' || sign === '!=' ? { question, comparison: sign === '=' ? 'sin-responder' : 'respondida', value: '' } : null;
  const literal: Literal = number !== undefined ? 'numero' : day !== undefined ? 'dia' : 'texto';
  return { question, comparison, value, ...(literal === usual(comparison, value) ? {} : { literal }) };
}

const isSame = (one: Term, other: Term): boolean => one.question === other.question && one.comparison === other.comparison && one.value === other.value;

/**
 * A condition that was put together anew, over the expression as it stands: what says the same stays as its author wrote it, and a
 * value that changed is written as the one before. Null where one of them cannot stand in an expression.
 */
export function conditionOver(stored: string, { join, terms }: Condition): string | null {
  const before = readCondition(stored);
  if (before !== null && before.terms.length === terms.length && (before.join === join || terms.length < 2) && terms.every((term, n) => isSame(term, before.terms[n]!))) return stored;
  const kept = (term: Term): Term => {
    const alike = before?.terms.find((one) => one.question === term.question && one.comparison === term.comparison);
    return alike?.literal === undefined ? term : { ...term, literal: alike.literal };
  };
  return conditionText({ join, terms: terms.map(kept) });
}

/** Pieces between a word that stands outside quotes. */
function split(text: string, word: 'and' | 'or'): string[] {
  const pieces: string[] = [''];
  for (const part of text.split(/('[^']*'|"[^"]*")/)) {
    const [first = '', ...more] = /^['"]/.test(part) ? [part] : part.split(new RegExp(`\\s${word}\\s`));
    pieces[pieces.length - 1] += first;
    pieces.push(...more);
  }
  return pieces.map((piece) => piece.trim());
}

/** Reads an expression that has the shape of a condition; null for any other, which stays a text. */
export function readCondition(text: string): Condition | null {
  if (text.trim() === '') return { join: 'and', terms: [] };
  for (const join of ['and', 'or'] as const) {
    const terms = split(` ${text.trim()} `, join).map(termOf);
    if (!terms.includes(null)) return { join, terms: terms as Term[] };
  }
  return null;
}
