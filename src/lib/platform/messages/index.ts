import type { Language } from '#lib/kernel/errors.ts';
import { en } from './en.ts';
import { es } from './es.ts';

type Widen<T> = T extends string ? string : { readonly [K in keyof T]: Widen<T[K]> };

/** The catalogue: the keys of the Spanish one; the compiler refuses a language that lacks one. */
export type Messages = Widen<typeof es>;

const CATALOGUES: Readonly<Record<Language, Messages>> = { es, en };

export function messages(language: Language): Messages {
  return CATALOGUES[language];
}

/** Fills `{names}` with plain words. A name without a value stays visible, so that a test can find it. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Chooses between the forms of one and other and fills `{n}`; both languages have just these two. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }, values: Readonly<Record<string, string>> = {}): string {
  return fill(count === 1 ? forms.one : forms.other, { n: String(count), ...values });
}

/** An address in a language: Spanish has no prefix, English lives under `/en`. */
export function at(language: Language, address: string): string {
  if (language === 'es') return address;
  return address === '/' ? '/en' : `/en${address}`;
}
