import { typedNumber } from '#lib/kernel/typed-number.ts';
import { interviewsForChange, marginOfError, sampleSize, type SampleSize } from '#lib/surveys/estimate/plain-sample.ts';
import { plannedEffect } from '#lib/surveys/estimate/clustering.ts';

export const FIELDS = ['margen', 'proporcion', 'poblacion', 'distritos', 'efecto', 'conglomerado', 'icc', 'pesos', 'respuesta', 'antes', 'despues'] as const;
export type FieldName = (typeof FIELDS)[number];

/** What the page begins with: five points, half of the people, clusters of ten whose people are somewhat alike. */
const FIRST: Readonly<Record<FieldName, string>> = { margen: '5', proporcion: '50', poblacion: '', distritos: '1', efecto: '', conglomerado: '10', icc: '0.05', pesos: '1.2', respuesta: '70', antes: '40', despues: '50' };

/** Bounds of each field, both included, and whether it may be empty. */
const BOUNDS: Readonly<Record<FieldName, readonly [least: number, most: number, optional: boolean]>> = {
  margen: [0.1, 30, false], proporcion: [1, 99, false], poblacion: [1, 40_000_000, true], distritos: [1, 2_000, false], efecto: [0.5, 20, true], conglomerado: [1, 500, false], icc: [0, 1, false], pesos: [1, 10, false], respuesta: [1, 100, false], antes: [1, 99, false], despues: [1, 99, false],
};

export interface SampleField {
  readonly name: FieldName;
  /** As it was written, so that nothing typed is lost. */
  readonly value: string;
  readonly wrong: boolean;
  readonly least: number;
  readonly most: number;
}

/** What may be told of a change: how many interviews a round takes to see it. */
export interface Detectable {
  readonly before: number;
  readonly after: number;
  readonly interviews: number;
}

export interface SamplePlan {
  readonly fields: readonly SampleField[];
  /** Null where a field is wrong. */
  readonly answer: {
    readonly effect: number;
    /** True where the effect was written, not planned from its parts. */
    readonly given: boolean;
    readonly size: SampleSize;
    /** Interviews and visits of all the districts for which something is to be told. */
    readonly all: { readonly interviews: number; readonly visits: number };
    /** Half of the interval that a district gets when only as many are interviewed as for one, spread over all, in points. */
    readonly spread: number;
    /** The change that was asked for; null where both are the same. */
    readonly change: Detectable | null;
    /** Changes of five, ten and fifteen points from the same start. */
    readonly table: readonly Detectable[];
  } | null;
}

const numberOf = (text: string): number => Number(typedNumber(text) ?? NaN);

function fieldOf(name: FieldName, parameters: URLSearchParams): SampleField {
  const value = (parameters.get(name) ?? FIRST[name]).slice(0, 20);
  const [[least, most, optional], number] = [BOUNDS[name], numberOf(value)];
  const empty = value.trim() === '';
  return { name, value, least, most, wrong: empty ? !optional : !(number >= least && number <= most) };
}

const detectable = (before: number, after: number, effect: number): Detectable => ({ before, after, interviews: interviewsForChange(before / 100, after / 100, effect).interviews });

/**
 * Works out the size of a sample from what a reader writes (METHODS §3.9): interviews and visits for each district of which
 * something is to be told, and the change between rounds that it would show with a chance of 80 %. Pure.
 */
export function samplePlan(parameters: URLSearchParams): SamplePlan {
  const fields = FIELDS.map((name) => fieldOf(name, parameters));
  if (fields.some(({ wrong }) => wrong)) return { fields, answer: null };
  const of = (name: FieldName): number => numberOf(fields.find((field) => field.name === name)!.value);
  const given = !Number.isNaN(of('efecto'));
  const effect = given ? of('efecto') : plannedEffect(of('pesos'), of('conglomerado'), of('icc'));
  const population = Number.isNaN(of('poblacion')) ? null : of('poblacion');
  const size = sampleSize({ population, margin: of('margen') / 100, proportion: of('proporcion') / 100, level: 0.95, designEffect: effect, responseRate: of('respuesta') / 100 });
  const [districts, before, after] = [Math.round(of('distritos')), of('antes'), of('despues')];
  const each = Math.max(1, Math.floor(size.interviews / districts));
  return {
    fields,
    answer: {
      effect, given, size, all: { interviews: size.interviews * districts, visits: size.visits * districts }, spread: marginOfError(each, population !== null && population > each ? population : null, of('proporcion') / 100, effect) * 100,
      change: before === after ? null : detectable(before, after, effect), table: [5, 10, 15].flatMap((points) => (before + points < 100 ? [detectable(before, before + points, effect)] : [])),
    },
  };
}
