import { canonicalJson, sha256 } from '#lib/kernel/canonical.ts';
import type { Language } from '#lib/kernel/errors.ts';
import type { Dossier } from '../model/dossier.ts';
import type { SourceRef } from '../model/source.ts';
import type { PlaceNames } from './place-names.ts';

/** Kinds of check (FRAMEWORKS §3, and what printed plans were seen to need besides). */
export const CHECK_KINDS = [
  'sum_of_parts', 'count_of_list', 'equal_across', 'total_of_row', 'range', 'multiple_of', 'unit_match', 'definition_match', 'date_window', 'name_in_gazetteer', 'monotone',
  'narrative_numbers', 'denominator_drift', 'scope', 'responsible_match', 'missing', 'source_registered', 'spelling', 'two_measures', 'target_basis', 'nature', 'mixed_sum', 'repeated_wording',
] as const;

export type CheckKind = (typeof CHECK_KINDS)[number];
export type Severity = 'high' | 'medium' | 'low';

/** A fact that a finding rests on, as it was when found. */
export interface FactRef {
  readonly id: string;
  readonly value: string;
  readonly source: SourceRef | null;
}

/** Something that does not hold, in words of both languages, with what it rests on. */
export interface Finding {
  /** SHA-256 of the rule and its facts: a waiver names it, and no longer fits once a fact changes. */
  readonly hash: string;
  readonly kind: CheckKind;
  readonly rule: string;
  readonly severity: Severity;
  readonly facts: readonly FactRef[];
  readonly es: string;
  readonly en: string;
}

/** A rule over any document of results. Pure: the registry of places is passed in; null where there is none. */
export interface Check {
  readonly kind: CheckKind;
  readonly run: (dossier: Dossier, places: PlaceNames | null) => readonly Finding[];
}

export function finding(kind: CheckKind, rule: string, severity: Severity, facts: readonly FactRef[], words: Readonly<Record<Language, string>>): Finding {
  const inputs = facts.map(({ id, value }) => ({ id, value }));
  return { hash: sha256(canonicalJson({ kind, rule, inputs })), kind, rule, severity, facts, es: words.es, en: words.en };
}

const lineWord: Readonly<Record<Language, string>> = { es: 'línea', en: 'line' };

/** "48 (línea 249), 43 (línea 265)". */
export function shownFacts(facts: readonly FactRef[], language: Language): string {
  return facts.map(({ value, source }) => (source === null ? value : `${value} (${lineWord[language]} ${source.line})`)).join(', ');
}
