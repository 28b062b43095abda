import type { DecimalText } from '#lib/kernel/decimal.ts';
import { datesMeet, type DateText } from '../model/date.ts';
import type { Dossier } from '../model/dossier.ts';
import { sumOf, unitsOf, valueOf } from '../model/invariants.ts';
import { inForce, type Claim, type Observation, type Qualifier } from '../model/observation.ts';
import type { Member } from '../model/payload.ts';
import type { IndicatorUse } from '../model/use.ts';
import type { FactRef } from './finding.ts';

/** A number that the document says of a magnitude, in a table or apart from it, with what it lists. */
export interface Figure {
  readonly ref: FactRef;
  readonly magnitude: string;
  readonly use: string | null;
  readonly component: string | null;
  readonly kind: string | null;
  /** Breakdown and entity: what tells two figures of one magnitude apart. */
  readonly of: string;
  readonly value: DecimalText | null;
  readonly unit: string | null;
  readonly asOf: DateText | null;
  readonly qualifier: Qualifier;
  readonly members: readonly Member[];
  readonly printed: boolean;
}

const sourceOf = (fact: Observation | Claim) => ('sources' in fact ? (fact.sources[0] ?? null) : fact.source);

/** The fact as a finding names it: its value, or its words. */
export const refOf = (fact: Observation | Claim): FactRef => ({ id: fact.id, value: valueOf(fact) ?? fact.text ?? '–', source: sourceOf(fact) });

export function usesById(dossier: Dossier): ReadonlyMap<string, IndicatorUse> {
  return new Map(dossier.uses.map((use) => [use.id, use]));
}

function figureOfObservation(one: Observation, use: IndicatorUse): Figure {
  const component = use.components.find(({ key }) => key === one.component);
  const members = one.payload?.form === 'units' ? one.payload.members : one.named;
  return {
    ref: refOf(one), magnitude: component?.magnitude ?? `${one.use}/${one.component}`, use: one.use, component: one.component, kind: one.kind,
    of: JSON.stringify([one.place, ...one.axes.map(({ axis, value }) => `${axis}=${value}`).sort()]), value: valueOf(one), unit: one.unit ?? component?.unit ?? null,
    asOf: one.asOf, qualifier: one.qualifier, members, printed: true,
  };
}

/** A claim without a total of its own says the sum of its parts, or the length of its list. */
function figureOfClaim(one: Claim, units: ReadonlyMap<string, string | null>): Figure {
  const derived = one.parts.length > 0 ? sumOf(one.parts.map(({ value }) => value)) : one.members.length > 0 ? String(one.members.length) : null;
  const value = one.value ?? derived;
  return {
    ref: { ...refOf(one), value: value ?? one.text }, magnitude: one.magnitude, use: one.use, component: one.component, kind: one.kind, of: JSON.stringify([one.entity]),
    value, unit: one.unit ?? units.get(one.magnitude) ?? null, asOf: one.asOf, qualifier: one.qualifier, members: one.members, printed: one.value !== null,
  };
}

/** Every figure in force of a document. */
export function figuresOf(dossier: Dossier): readonly Figure[] {
  const uses = usesById(dossier);
  const units = new Map<string, string | null>([
    ...dossier.uses.flatMap((use) => use.components.map(({ key, unit }) => [`${use.id}/${key}`, unit] as const)),
    ...dossier.magnitudes.map(({ id, unit }) => [id, unit] as const),
  ]);
  return [...inForce(dossier.observations).map((one) => figureOfObservation(one, uses.get(one.use)!)), ...dossier.claims.map((one) => figureOfClaim(one, units))];
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Whether two figures may be of one day; an undated one may be of any. */
export const sameTime = (a: Figure, b: Figure): boolean => a.asOf === null || b.asOf === null || datesMeet(a.asOf, b.asOf);

export const sameNumber = (a: DecimalText, b: DecimalText): boolean => unitsOf(a) === unitsOf(b);

/** How a magnitude or a component is called. */
export function titleOf(dossier: Dossier, magnitude: string): { readonly es: string; readonly en: string } {
  const named = dossier.magnitudes.find(({ id }) => id === magnitude);
  if (named !== undefined) return named.title;
  const use = dossier.uses.find(({ id, components }) => components.some(({ key }) => `${id}/${key}` === magnitude));
  const definition = dossier.definitions.find(({ id, version }) => id === use?.definition && version === use.version);
  return definition?.title ?? { es: magnitude, en: magnitude };
}

/** How an indicator of the plan is called. */
export function useTitle(dossier: Dossier, use: IndicatorUse): { readonly es: string; readonly en: string } {
  const { title } = dossier.definitions.find(({ id, version }) => id === use.definition && version === use.version)!;
  return { es: `${use.id} «${title.es}»`, en: `${use.id} "${title.en}"` };
}
