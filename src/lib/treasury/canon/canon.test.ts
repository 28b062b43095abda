import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import oracle from '../../../../tests/fixtures/oracles/canon.json' with { type: 'json' };
import { parseScaled } from '#lib/kernel/decimal.ts';
import { centimos, soles } from '#lib/kernel/money.ts';
import { inForce } from '../law/parameters.ts';
import { compareWithPublished, REGION } from './compare.ts';
import { distribute, distributeRoyalty, partsOfAmount } from './distribute.ts';
import { explainIndices, type CanonDistrict } from './explain.ts';
import { royaltyAmount } from './royalty.ts';

const DAY = '2015-07-15';
const shares = inForce('canon-minero.reparto', DAY)!.value;
const rules = {
  universities: inForce('canon-minero.universidades', DAY)!.value.fraccion_de_region,
  universityCount: 2,
  communities: inForce('canon-minero.comunidades', DAY)!.value.fraccion_de_productor,
};
const districts: CanonDistrict[] = oracle.districts.map((d) => ({ id: d.district, province: d.province, population: String(d.population), nbiPercent: d.nbi_pct }));

describe.each(['case1', 'case2_two_producing', 'case3_small'] as const)('the canon oracle, %s', (name) => {
  const expected = oracle[name];
  const explanation = explainIndices({ districts, producing: expected.producing, shares });
  const total = centimos(expected.total)!;
  const result = distribute(total, explanation, rules);

  it('gives every index and each of its parts', () => {
    const rows = explanation.districts.map((d, at) => ({
      district: d.id, nbi_population: d.nbiPopulation, part10: d.part10, part25: d.part25, part40: d.part40, index10dec: d.index,
      amount: soles(result.districts[at]!.amount),
    }));
    expect(rows).toEqual(expected.rows);
    expect(explanation.region).toBe(expected.regional_index);
  });

  it('gives the amounts of region, universities and communities', () => {
    expect(soles(result.region)).toBe(expected.regional_amount);
    expect(soles(result.universities)).toBe(expected.universities_20pct_of_regional);
    expect(soles(result.regionNet)).toBe(expected.regional_net);
    expect(result.eachUniversity.map(soles)).toEqual(expected.each_of_2_universities);
    for (const community of result.communities) expect(soles(community.amount)).toBe(expected.community_30pct_of_10pct_per_producing_district);
    expect(result.communities).toHaveLength(expected.producing.length);
  });

  it('adds exactly to one and to the total', () => {
    const numerators = explanation.districts.reduce((sum, d) => sum + d.productor + d.provincia + d.departamento, explanation.regionNumerator);
    expect(numerators).toBe(explanation.denominator);
    expect(Number(expected.check_sum_indices)).toBe(1);
    expect(soles(result.districts.reduce((sum, d) => sum + d.amount, result.region))).toBe(expected.check_sum_amounts);
  });
});

describe('the royalty oracle', () => {
  const scale = inForce('regalia.escala', '2024-01-01')!.value;

  it('holds the same scale as the table of laws', () => {
    expect(scale.limites.map(Number)).toEqual(oracle.royalty_scale.limits);
    expect(scale.tasas.map((rate) => Number(parseScaled(rate, 4)!.units) / 100)).toEqual(oracle.royalty_scale.rates_pct);
  });

  it('splits a royalty by its five shares, half of the district’s for communities', () => {
    const split = distributeRoyalty(centimos(oracle.royalty_distribution.total)!, inForce('regalia.reparto', DAY)!.value, inForce('regalia.comunidades', DAY)!.value.fraccion_de_distrito);
    const { shares: want } = oracle.royalty_distribution;
    expect(Object.values(split).map(soles)).toEqual([want.district, want.of_which_communities, want.province, want.department, want.regional, want.universities]);
  });

  it.each(oracle.royalty_amounts)('charges $royalty on sales of $sales with a profit of $operating_profit', (row) => {
    const amount = royaltyAmount(BigInt(row.sales) * 100n, BigInt(row.operating_profit) * 100n, scale);
    expect(Number(amount.margin)).toBe(row.margin);
    expect(Number(amount.effectiveRate)).toBe(row.effective_rate);
    expect(Number(soles(amount.byRate))).toBe(row.by_rate);
    expect(Number(soles(amount.minimum))).toBe(row.minimum_1pct_sales);
    expect(Number(soles(amount.royalty))).toBe(row.royalty);
  });

  it('has no margin and no charge without sales', () => {
    expect(royaltyAmount(0n, 500n, scale)).toEqual({ margin: null, effectiveRate: '0.0000000000', byRate: 0n, minimum: 0n, royalty: 0n });
  });
});

const district = fc.record({
  province: fc.constantFrom('P1', 'P2', 'P3'),
  population: fc.integer({ min: 1, max: 400_000 }).map(String),
  nbiPercent: fc.integer({ min: 1, max: 1000 }).map((n) => `${Math.floor(n / 10)}.${n % 10}`),
});
const department = fc.array(district, { minLength: 1, maxLength: 25 }).map((list): CanonDistrict[] => list.map((d, at) => ({ id: `D${at}`, ...d })));
const withProducers = department.chain((list) => fc.record({
  districts: fc.constant(list),
  producing: fc.subarray(list.map((d) => d.id), { minLength: 1, maxLength: Math.min(3, list.length) }),
}));

describe('the canon arithmetic', () => {
  it('adds exactly to the total, whatever the department and the amount, reversals too', () => {
    fc.assert(fc.property(withProducers, fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (input, total) => {
      const result = distribute(total, explainIndices({ ...input, shares }), rules);
      expect(result.districts.reduce((sum, d) => sum + d.amount, result.region)).toBe(total);
      expect(result.eachUniversity.reduce((a, b) => a + b, 0n) + result.regionNet).toBe(result.region);
    }));
  });

  it('gives a district the same index in whatever order the districts are listed, and the same amount but for one céntimo', () => {
    fc.assert(fc.property(withProducers, fc.bigInt({ min: 0n, max: 10n ** 12n }), ({ districts: list, producing }, total) => {
      const forward = explainIndices({ districts: list, producing, shares });
      const backward = explainIndices({ districts: [...list].reverse(), producing: [...producing].reverse(), shares });
      const [a, b] = [distribute(total, forward, rules), distribute(total, backward, rules)];
      for (const d of forward.districts) {
        expect(backward.districts.find((other) => other.id === d.id)!.index).toBe(d.index);
        const difference = a.districts.find((x) => x.id === d.id)!.amount - b.districts.find((x) => x.id === d.id)!.amount;
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }
    }));
  });

  it('does not change when every population is counted in other units', () => {
    fc.assert(fc.property(withProducers, fc.integer({ min: 2, max: 1000 }), ({ districts: list, producing }, k) => {
      const scaled = list.map((d) => ({ ...d, population: String(Number(d.population) * k) }));
      const index = (of: CanonDistrict[]) => explainIndices({ districts: of, producing, shares }).districts.map((d) => d.index);
      expect(index(scaled)).toEqual(index(list));
    }));
  });

  it('splits what a municipality received into parts that add to it', () => {
    const explanation = explainIndices({ districts, producing: ['A'], shares });
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 7 }), (received, at) => {
      const parts = partsOfAmount(received, explanation.districts[at]!);
      expect(parts.productor + parts.provincia + parts.departamento).toBe(received);
      if (at > 0) expect(parts.productor).toBe(0n);
    }));
  });

  it('keeps the producer out of the 25 % and its province out of the 40 % when the law of the time says so', () => {
    const { districts: rows } = explainIndices({ districts, producing: ['A'], shares, excludesProducer: true });
    expect(rows.find((d) => d.id === 'A')).toMatchObject({ part10: '0.1000000000', part25: '0.0000000000', part40: '0.0000000000' });
    expect(rows.find((d) => d.id === 'B')).toMatchObject({ part40: '0.0000000000' });
    expect(rows.find((d) => d.id === 'B')!.part25).not.toBe('0.0000000000');
    expect(rows.filter((d) => d.province !== 'P1').reduce((sum, d) => sum + Number(d.part40), 0)).toBeCloseTo(0.4, 9);
  });

  it.each([
    ['no producer', { districts, producing: [] }],
    ['a producer from elsewhere', { districts, producing: ['Z'] }],
    ['a repeated district', { districts: [...districts, districts[0]!], producing: ['A'] }],
    ['a population that is no number', { districts: [{ ...districts[0]!, population: '4,200' }], producing: ['A'] }],
    ['nobody to share with', { districts: [{ ...districts[0]!, nbiPercent: '0' }], producing: ['A'] }],
  ])('refuses a department with %s', (_, input) => {
    expect(() => explainIndices({ ...input, shares })).toThrow(expect.objectContaining({ code: 'solicitud-mala' }));
  });
});

describe('the published index beside the explained one', () => {
  const explanation = explainIndices({ districts, producing: ['A'], shares });
  const published = [...explanation.districts.map((d) => ({ id: d.id, index: d.index })), { id: REGION, index: '0.2500000000' }];

  it('finds no difference in a resolution that follows the formula', () => {
    const comparison = compareWithPublished(published, explanation);
    expect(comparison.rows.every((row) => row.difference === '0.0000000000')).toBe(true);
    expect(comparison).toMatchObject({ tolerance: '0.00000000045', sumWithinTolerance: true, regionExact: true, onlyPublished: [], onlyExplained: [] });
  });

  it('shows a difference in the tenth decimal and a sum that no rounding explains', () => {
    const altered = published.map((line) => (line.id === 'B' ? { ...line, index: '0.1995828815' } : line));
    const comparison = compareWithPublished(altered, explanation);
    expect(comparison.rows.find((row) => row.id === 'B')?.difference).toBe('0.0000000100');
    expect(comparison.sumWithinTolerance).toBe(false);
  });

  it('names who is on one side only and a region that is not exactly a quarter', () => {
    const other = [...published.filter((line) => line.id !== 'H' && line.id !== REGION), { id: 'NUEVO', index: '0.0552267019' }, { id: REGION, index: '0.2499999999' }];
    expect(compareWithPublished(other, explanation)).toMatchObject({ onlyPublished: ['NUEVO'], onlyExplained: ['H'], regionExact: false });
  });

  it('refuses an index with an eleventh decimal', () => {
    expect(() => compareWithPublished([{ id: 'A', index: '0.15929881581' }], explanation)).toThrow(expect.objectContaining({ code: 'solicitud-mala' }));
  });
});
