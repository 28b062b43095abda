import type { DecimalText } from '#lib/kernel/decimal.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { inForce, LAW, type LawTable } from '../law/parameters.ts';
import { explainIndices, type Explanation } from './explain.ts';

/** What is known of one district in one year; nulls where no needs row was loaded. */
export interface DistrictNeeds {
  readonly ubigeo: string;
  /** Whether the registry has the district. */
  readonly registered: boolean;
  readonly population: DecimalText | null;
  readonly nbiPercent: DecimalText | null;
  readonly producing: boolean | null;
}

/** Why the formula was not computed. Nothing is approximated in its place. */
export type Unexplained = 'sin-registro' | 'faltan-distritos' | 'distritos-ajenos' | 'sin-productor' | 'sin-ley' | 'sin-peso';

export interface DepartmentExplanation {
  /** Null with its reason; never an approximation over the districts that happen to be there. */
  readonly explanation: Explanation | null;
  readonly reason: Unexplained | null;
  /** Registered districts with a needs row, and how many the registry has; null when no registry is loaded. */
  readonly known: number;
  readonly expected: number | null;
  /** The norm of the split in force; null when none is known to be. */
  readonly norm: string | null;
}

/** The split and its criteria in force at the end of a year; null unless all of what the formula states is (METHODS §4.2). */
function rulesOf(year: number, law: LawTable) {
  const day = `${year}-12-31`;
  const split = inForce('canon-minero.reparto', day, law);
  const excludes = inForce('canon-minero.excluye-productor', day, law);
  const weighed = inForce('canon-minero.criterio', day, law) !== null && inForce('canon-minero.productores', day, law) !== null;
  return split === null || excludes === null || !weighed ? null : { split, excludes: excludes.value.excluye };
}

function reasonOf(districts: readonly DistrictNeeds[], known: number, expected: number, lawful: boolean): Unexplained | null {
  if (expected === 0) return 'sin-registro';
  if (known < expected) return 'faltan-distritos';
  if (districts.some(({ registered, population }) => !registered && population !== null)) return 'distritos-ajenos';
  if (!districts.some(({ producing }) => producing === true)) return 'sin-productor';
  return lawful ? null : 'sin-ley';
}

/**
 * The formula over a department in one year, by the law in force on its last day. It is computed only when each district
 * of the registry has its needs and none is outside it: the parts are of a whole, and a district left out would raise all
 * the others. Pure: the law is a table, and no clock is read.
 */
export function explainDepartment(year: number, districts: readonly DistrictNeeds[], law: LawTable = LAW): DepartmentExplanation {
  const registered = districts.filter((district) => district.registered);
  const weighed = registered.filter(({ population, nbiPercent }) => population !== null && nbiPercent !== null);
  const rules = rulesOf(year, law);
  const base = { known: weighed.length, expected: registered.length === 0 ? null : registered.length, norm: rules?.split.norm ?? null };
  const reason = reasonOf(districts, weighed.length, registered.length, rules !== null);
  if (reason !== null) return { ...base, explanation: null, reason };
  try {
    const explanation = explainIndices({
      districts: weighed.map(({ ubigeo, population, nbiPercent }) => ({ id: ubigeo, province: ubigeo.slice(0, 4), population: population!, nbiPercent: nbiPercent! })),
      producing: weighed.filter(({ producing }) => producing === true).map(({ ubigeo }) => ubigeo),
      shares: rules!.split.value,
      excludesProducer: rules!.excludes,
    });
    return { ...base, explanation, reason: null };
  } catch (error) {
    // All else that could be wrong was ruled out above: nobody weighs anything in one of the pools.
    if (error instanceof YupayError && error.code === 'solicitud-mala') return { ...base, explanation: null, reason: 'sin-peso' };
    throw error;
  }
}
