import { ratio, parseScaled, type DecimalText } from '#lib/kernel/decimal.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { CanonShares, Share } from '../law/values.ts';

/** A municipality of the department, as the formula sees it. */
export interface CanonDistrict {
  readonly id: string;
  readonly province: string;
  /** Persons; decimal text, for half persons occur in the sources. */
  readonly population: DecimalText;
  /** Percentage of people with at least one unmet basic need (NBI). */
  readonly nbiPercent: DecimalText;
}

export interface ExplainInput {
  readonly districts: readonly CanonDistrict[];
  /** Ids of the districts where the resource is exploited. */
  readonly producing: readonly string[];
  readonly shares: CanonShares;
  /** Law 28077: the producing district leaves the 25 % and the producing province the 40 %. Default false. */
  readonly excludesProducer?: boolean;
}

/** One municipality's index, its three parts as exact numerators over `denominator` and as ten-decimal text. */
export interface ExplainedIndex {
  readonly id: string;
  readonly province: string;
  readonly nbiPopulation: DecimalText;
  readonly productor: bigint;
  readonly provincia: bigint;
  readonly departamento: bigint;
  readonly part10: DecimalText;
  readonly part25: DecimalText;
  readonly part40: DecimalText;
  readonly index: DecimalText;
}

export interface Explanation {
  readonly districts: readonly ExplainedIndex[];
  readonly producing: readonly string[];
  readonly shares: CanonShares;
  /** The regional government's exact numerator and its ten-decimal index. */
  readonly regionNumerator: bigint;
  readonly region: DecimalText;
  /** Common denominator of every numerator; all of them add to it exactly. */
  readonly denominator: bigint;
}

/** Decimals kept of a population and of a percentage; more would be rounded, so more is refused. */
const SCALE = 10;
const SHARE_SCALE = 12;
const INDEX_DECIMALS = 10;

const bad = (detalle: string): YupayError => new YupayError('solicitud-mala', { detalle });

function exact(text: DecimalText, what: string): bigint {
  const value = parseScaled(text, SCALE);
  if (value === null || value.rounded || value.units < 0n) throw bad(`${what}: «${text}»`);
  return value.units;
}

/** A fraction of one in 10^-12 units, exact. Throws `solicitud-mala` on anything else. */
export function shareUnits(share: Share): bigint {
  const value = parseScaled(share, SHARE_SCALE);
  if (value === null || value.rounded || value.units < 0n) throw bad(`fracción «${share}»`);
  return value.units;
}

/** Exact product population × NBI ÷ 100 with at least one decimal: `"5152.35"`, `"2625.0"`. */
function nbiPopulationText(weight: bigint): DecimalText {
  const decimals = 2 * SCALE + 2;
  const text = ratio(weight, 10n ** BigInt(decimals), decimals)!;
  return text.replace(/0+$/, '').replace(/\.$/, '.0');
}

function checkInput({ districts, producing, shares }: ExplainInput): void {
  const ids = new Set(districts.map((district) => district.id));
  if (ids.size !== districts.length) throw bad('un distrito se repite');
  if (producing.length === 0 || new Set(producing).size !== producing.length) throw bad('falta el distrito productor o se repite');
  for (const id of producing) if (!ids.has(id)) throw bad(`el productor ${id} no está en la lista`);
  const total = [shares.productor, shares.provincia, shares.departamento, shares.region].map(shareUnits).reduce((a, b) => a + b, 0n);
  if (total !== 10n ** BigInt(SHARE_SCALE)) throw bad('las partes del canon no suman uno');
}

interface Weighted {
  readonly district: CanonDistrict;
  readonly weight: bigint;
  readonly produces: boolean;
  readonly inProvincePool: boolean;
  readonly inDepartmentPool: boolean;
}

function weigh({ districts, producing, excludesProducer = false }: ExplainInput): Weighted[] {
  const producers = new Set(producing);
  const provinces = new Set(districts.filter((d) => producers.has(d.id)).map((d) => d.province));
  return districts.map((district) => {
    const produces = producers.has(district.id);
    const producingProvince = provinces.has(district.province);
    return {
      district,
      weight: exact(district.population, 'población') * exact(district.nbiPercent, 'NBI'),
      produces,
      inProvincePool: producingProvince && !(excludesProducer && produces),
      inDepartmentPool: !(excludesProducer && producingProvince),
    };
  });
}

const sumOf = (items: readonly Weighted[], of: (item: Weighted) => boolean): bigint =>
  items.reduce((total, item) => (of(item) ? total + item.weight : total), 0n);

/**
 * The legal split applied to a department (METHODS §4.2): idx = 10 %·1/producers + 25 %·PB/Σ of the producing
 * provinces + 40 %·PB/Σ of the department, and 25 % to the regional government. Exact; only the printed texts are
 * rounded, half-up to ten decimals. It explains the published index and never replaces it. Throws `solicitud-mala`
 * when the input cannot be distributed (no producer, a repeated district, a pool in which nobody weighs anything).
 */
export function explainIndices(input: ExplainInput): Explanation {
  checkInput(input);
  const weighted = weigh(input);
  const province = sumOf(weighted, (item) => item.inProvincePool);
  const department = sumOf(weighted, (item) => item.inDepartmentPool);
  if (province === 0n || department === 0n) throw bad('no hay a quién repartir una de las partes: población por NBI suma cero');
  const producers = BigInt(input.producing.length);
  const denominator = 10n ** BigInt(SHARE_SCALE) * producers * province * department;
  const { productor, provincia, departamento, region } = input.shares;
  const print = (numerator: bigint): DecimalText => ratio(numerator, denominator, INDEX_DECIMALS)!;
  const districts = weighted.map(({ district, weight, produces, inProvincePool, inDepartmentPool }) => {
    const tenth = produces ? shareUnits(productor) * province * department : 0n;
    const quarter = inProvincePool ? shareUnits(provincia) * weight * producers * department : 0n;
    const forty = inDepartmentPool ? shareUnits(departamento) * weight * producers * province : 0n;
    return {
      id: district.id, province: district.province, nbiPopulation: nbiPopulationText(weight),
      productor: tenth, provincia: quarter, departamento: forty,
      part10: print(tenth), part25: print(quarter), part40: print(forty), index: print(tenth + quarter + forty),
    };
  });
  const regionNumerator = shareUnits(region) * producers * province * department;
  return { districts, producing: input.producing, shares: input.shares, regionNumerator, region: print(regionNumerator), denominator };
}
