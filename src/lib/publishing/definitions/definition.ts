import type { Language } from '#lib/kernel/errors.ts';

export type Said = Readonly<Record<Language, string>>;

/** One word or one method, explained once; pages, the glossary and the API all read it here (DESIGN §9). */
export interface Definition {
  /** Stable, Spanish, kebab-case: it is the anchor of `/glosario#pim` and the key of the API. */
  readonly id: string;
  /** Raised whenever the meaning changes, not the wording. */
  readonly version: number;
  readonly term: Said;
  /** One to four plain sentences, as one would tell a neighbour. */
  readonly text: Said;
  /** Where the definition comes from: a norm, the publisher, or a rule of this project. */
  readonly source: Said;
  /** Ids of definitions that help to understand this one. */
  readonly related: readonly string[];
}

/** What a source says in both languages, where it is a norm or a name. */
export const same = (text: string): Said => ({ es: text, en: text });

export const MEF: Said = { es: 'Ministerio de Economía y Finanzas (SIAF y Consulta Amigable)', en: 'Ministry of Economy and Finance (SIAF and Consulta Amigable)' };
export const OURS: Said = { es: 'Regla de este proyecto', en: 'Rule of this project' };
export const CANON_LAW: Said = { es: 'Ley 27506 y sus modificatorias', en: 'Law 27506 and its amendments' };

/** Writes one definition, version 1 unless said. */
export function define(id: string, term: Said, text: Said, source: Said, related: readonly string[] = [], version = 1): Definition {
  return { id, version, term, text, source, related };
}
