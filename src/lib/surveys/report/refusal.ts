import { YupayError } from '#lib/kernel/errors.ts';
import type { Problem } from '#lib/indicators/model/problem.ts';

/** Problems that one sentence can hold; the rest is counted. */
const SHOWN = 5;

/** Half a document is another document: one problem refuses all of it. Throws `encuesta-rechazada`. */
export function refuse(problems: readonly Problem[], format: string): never {
  const told = (language: 'es' | 'en'): string => problems.slice(0, SHOWN).map((one) => `${one.path === '' ? format : one.path}: ${one[language]}`).join(' ');
  throw new YupayError('encuesta-rechazada', { problemas: String(problems.length), detalle: told('es'), detail: told('en') });
}
