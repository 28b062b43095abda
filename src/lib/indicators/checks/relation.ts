import type { DecimalText } from '#lib/kernel/decimal.ts';
import type { Dossier, Relation } from '../model/dossier.ts';
import { sumOf, textOf, unitsOf, valueOf } from '../model/invariants.ts';
import type { Claim, Observation } from '../model/observation.ts';
import { refOf } from './figures.ts';
import type { FactRef } from './finding.ts';

/** A number that a relation names, resolved; null where the fact says none. */
export interface Resolved {
  readonly ref: FactRef;
  readonly value: DecimalText | null;
}

export interface Reconciliation {
  readonly relation: Relation;
  readonly parts: readonly Resolved[];
  readonly total: Resolved | null;
  /** Null when a part has no number: an unknown part makes an unknown sum. */
  readonly computed: DecimalText | null;
  /** Null where there is nothing to hold it against. */
  readonly holds: boolean | null;
}

function aspectOf(fact: Observation | Claim, aspect: string): DecimalText | null {
  if (aspect.startsWith('part:')) return 'parts' in fact ? (fact.parts.find(({ label }) => label === aspect.slice(5))?.value ?? null) : null;
  if (aspect === 'outOf') return 'outOf' in fact ? fact.outOf : null;
  const milestones = 'payload' in fact && fact.payload?.form === 'milestones' ? fact.payload : null;
  const steps = { done: milestones?.done, inProcess: milestones?.inProcess, notStarted: milestones?.notStarted } as const;
  const step = steps[aspect as keyof typeof steps];
  return step == null ? null : String(step);
}

/** What a claim without its own total says is what its parts add to, or how many it lists. */
function wholeOf(fact: Observation | Claim): DecimalText | null {
  const own = valueOf(fact);
  if (own !== null || 'payload' in fact) return own;
  return fact.parts.length > 0 ? sumOf(fact.parts.map(({ value }) => value)) : fact.members.length > 0 ? String(fact.members.length) : null;
}

function resolve(dossier: Dossier, name: string): Resolved {
  const [id = '', aspect] = name.split(/#(.*)/s);
  const register = dossier.registers.find((one) => one.id === id);
  if (register !== undefined) return { ref: { id, value: String(register.rows.length), source: register.rows[0]?.source ?? null }, value: String(register.rows.length) };
  const fact = [...dossier.observations, ...dossier.claims].find((one) => one.id === id);
  if (fact === undefined) return { ref: { id: name, value: '–', source: null }, value: null };
  const value = aspect === undefined ? wholeOf(fact) : aspectOf(fact, aspect);
  return { ref: { ...refOf(fact), id: name, value: value ?? '–' }, value };
}

function computedOf(kind: Relation['kind'], values: readonly (DecimalText | null)[]): DecimalText | null {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  const [first, ...rest] = values as DecimalText[];
  return kind === 'difference' ? textOf(rest.reduce((left, value) => left - unitsOf(value), unitsOf(first!))) : sumOf(values as DecimalText[]);
}

/** Does every entered relation again, on the facts as they are. */
export function reconcile(dossier: Dossier): readonly Reconciliation[] {
  return dossier.relations.map((relation) => {
    const parts = relation.parts.map((name) => resolve(dossier, name));
    const total = relation.total === null ? null : resolve(dossier, relation.total);
    const computed = computedOf(relation.kind, parts.map(({ value }) => value));
    return { relation, parts, total, computed, holds: computed === null || total?.value == null ? null : unitsOf(computed) === unitsOf(total.value) };
  });
}
