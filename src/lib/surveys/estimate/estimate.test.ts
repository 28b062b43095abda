import { describe, expect, test } from 'vitest';
import { off, surveyOracle, surveySample } from '../../../../tests/setup/survey-sample.ts';
import { degreesOfFreedom, everyRow, kish, rowsWhere, surveyDesign, type Design, type LonelyRule, type SampleRows } from './design.ts';
import { designEffect, interval, mean, meansCovariance, populationVariance, ratio, total } from './estimate.ts';
import { plainIntervals } from './plain-sample.ts';
import { adjustedSize, effectiveSize, proportionInterval, type ProportionMethod } from './proportion.ts';
import { quantile, type QuantileRule } from './quantile.ts';

interface Est { est: number; se: number; ci_lo?: number; ci_hi?: number }
type Ests = Record<string, Est>;
interface Block { mean: Ests; mean_ci_t: Ests; vcov: number[][]; total: Ests; deff_wor: Record<string, number>; deff_wr: Record<string, number>; mean_aciertos_narm: Ests; mean_sat_narm: Ests; mean_ingreso_narm: Ests; var_edad: number; ratio_gasto_ingreso: Est; cat_educ: Ests; cat_sat: Ests; total_educ: Ests }
interface CiProp extends Record<string, number | number[]> { est: number; se: number; df: number; n: number; neff: number; neff_df_adjusted: number }
interface Oracle {
  design_w1: Record<string, number>; w1_nofpc: Block; w1_fpc: Block; w1_twostage_fpc: { mean: Ests };
  w1_by_municipio: { rows: { municipio: string; expuesto: number; se: number }[]; vcov: number[][] };
  w1_by_sexo: { rows: { sexo: string; expuesto: number; se: number }[]; vcov: number[][] };
  w1_by_muni_sexo: { rows: { municipio: string; sexo: string; expuesto: number; se: number }[]; vcov: number[][] };
  w1_aciertos_by_area: { rows: { area: string; aciertos: number; se: number }[] };
  w1_totals_by_municipio: { municipio: string; expuesto: number; se: number }[];
  domain_trap: { correct: Ests; correct_degf: number; n: number; wrong: Ests }; domain_M03: { degf: number; mean: Ests; mean_ci_t: Ests };
  ciprop_w1: Record<string, CiProp>; zero_cell: { n: number; clopper_pearson_95: number[]; kish_deff_domain: number };
  quantiles_w1: Record<string, Record<string, { q: number; est: number; lo: number; hi: number; se: number }[]>>;
  lonely_psu: Record<string, Ests>; weights_only: { mean: Ests }; strat_only: { mean: Ests }; unweighted: { mean: Ests };
}

const oracle = surveyOracle<Oracle>();
const wave = surveySample(({ ola }) => ola === '1');
const [strata, clusters, weights] = [wave.text('estrato'), wave.text('upm'), wave.numbers('peso')];
const plain = surveyDesign({ strata, clusters, weights });
const corrected = surveyDesign({ strata, clusters, weights, populations: wave.numbers('N_upm') });
const all = everyRow(plain);
const column = (name: string) => wave.numbers(name);
const answered = (name: string) => rowsWhere(plain, (row) => !Number.isNaN(column(name)[row]!));
const flags = (name: string, value: string) => Float64Array.from(wave.text(name), (own) => (own === value ? 1 : 0));
const close = (figure: number, expected: number, what = ''): void => expect(off(figure, expected), `${what}: ${figure} for ${expected}`).toBeLessThan(1e-8);
const same = ({ value, error }: { value: number; error: number }, { est, se }: Est, what = ''): void => { close(value, est, `${what} est`); close(error, se, `${what} se`); };

describe.each([['without', plain, oracle.w1_nofpc], ['with', corrected, oracle.w1_fpc]] as const)('%s the correction for a finite population', (_, design: Design, block) => {
  test('means, totals, their covariance and intervals agree with the oracle', () => {
    for (const name of ['expuesto', 'accede', 'edad']) {
      same(mean(design, column(name), all), block.mean[name]!, name);
      const [low, high] = interval(mean(design, column(name), all));
      close(low, block.mean_ci_t[name]!.ci_lo!, name);
      close(high, block.mean_ci_t[name]!.ci_hi!, name);
      close(designEffect(design, column(name), all), block.deff_wor[name]!, `${name} deff`);
      close(designEffect(design, column(name), all, 'wr'), block.deff_wr[name]!, `${name} deff wr`);
    }
    for (const name of ['expuesto', 'accede']) same(total(design, column(name), all), block.total[name]!, name);
    meansCovariance(design, ['expuesto', 'accede', 'edad'].map((name) => ({ values: column(name), domain: all }))).forEach((row, i) => row.forEach((value, j) => close(value, block.vcov[i]![j]!)));
  });

  test('who did not answer is outside the domain, not a zero', () => {
    for (const [name, expected] of [['aciertos', block.mean_aciertos_narm], ['sat', block.mean_sat_narm], ['ingreso', block.mean_ingreso_narm]] as const) same(mean(design, column(name), answered(name)), expected[name]!, name);
    close(populationVariance(design, column('edad'), all), block.var_edad);
    const both = rowsWhere(design, (row) => !Number.isNaN(column('gasto')[row]! + column('ingreso')[row]!));
    same(ratio(design, column('gasto'), column('ingreso'), both), block.ratio_gasto_ingreso, 'ratio');
    for (const level of ['primaria', 'secundaria', 'superior']) {
      same(mean(design, flags('educ', level), all), block.cat_educ[`educ${level}`]!, level);
      same(total(design, flags('educ', level), all), block.total_educ[`educ${level}`]!, level);
    }
    for (const n of ['1', '2', '3', '4', '5']) same(mean(design, flags('sat', n), answered('sat')), block.cat_sat[`factor(sat)${n}`]!, n);
  });
});

test('the design is counted as the oracle counts it', () => {
  const { effect, size } = kish(weights);
  expect([plain.rows, plain.stratumOf.length, plain.psusOf.length, degreesOfFreedom(plain, all)]).toEqual([oracle.design_w1.n, oracle.design_w1.n_psu, oracle.design_w1.n_strata, oracle.design_w1.degf]);
  close(effect, oracle.design_w1.kish_deff_w!);
  close(size, oracle.design_w1.kish_neff!);
});

test('the second stage adds its variance', () => {
  const design = surveyDesign({ strata, clusters, weights, populations: column('N_upm'), households: column('M_hog') });
  for (const name of ['expuesto', 'accede']) same(mean(design, column(name), all), oracle.w1_twostage_fpc.mean[name]!, name);
});

describe('a second stage', () => {
  const [homes, names] = [10, ['a', 'b', 'c', 'd']];
  const rows = { clusters: names.flatMap((name) => Array.from({ length: homes }, () => name)), weights: new Float64Array(40).fill(4) };
  const values = Float64Array.from({ length: 40 }, (_, row) => (row % 10 < 3 + Math.floor(row / 10) ? 1 : 0));
  const error = (sample: Omit<SampleRows, 'weights' | 'clusters'>) => mean(surveyDesign({ ...rows, ...sample }), values, Int32Array.from(rows.weights.keys())).error;

  test('is all the error there is where every cluster was drawn, and none where every home was visited too', () => {
    const within = names.reduce((sum, _, at) => { const p = (3 + at) / homes; return sum + ((1 - homes / 40) * p * (1 - p)) / (homes - 1); }, 0);
    close(error({ populations: rows.weights.map(() => 4), households: rows.weights.map(() => 40) }), Math.sqrt(within) / 4);
    expect(error({ populations: rows.weights.map(() => 4), households: rows.weights.map(() => homes) })).toBe(0);
  });

  test('of which one row is left in a cluster tells nothing of it, and its stratum is not corrected', () => {
    const clusters = ['a', 'a', 'b', 'c'];
    const sample = { clusters, weights: [1, 1, 1, 1] };
    const of = (more: Partial<SampleRows>) => mean(surveyDesign({ ...sample, ...more }), [0, 1, 1, 0], Int32Array.of(0, 1, 2, 3)).error;
    close(of({ populations: [3, 3, 3, 3], households: [9, 9, 9, 9] }), of({}));
    expect(of({ populations: [3, 3, 3, 3], households: [3, 3, 1, 1] })).toBeLessThan(of({}));
  });

  test('of more rows than homes is refused', () => {
    expect(() => error({ populations: rows.weights.map(() => 4), households: rows.weights.map(() => 9) })).toThrow(expect.objectContaining({ code: 'muestra-mala' }));
  });
});

test('a cluster that was drawn and of which nobody answered is a zero of its stratum, as one without members of a domain', () => {
  const drawn = [...new Set(clusters)].map((cluster) => ({ cluster, stratum: strata[clusters.indexOf(cluster)]! }));
  const silent = clusters[0]!;
  const kept = all.filter((row) => clusters[row] !== silent);
  const pick = <T>(list: ArrayLike<T>) => Array.from(kept, (row) => list[row]!);
  const answering = surveyDesign({ strata: pick(strata), clusters: pick(clusters), weights: pick(weights), drawn });
  const [found, expected] = [mean(answering, pick(column('expuesto')), everyRow(answering)), mean(plain, column('expuesto'), kept)];
  close(found.value, expected.value);
  close(found.error, expected.error);
  expect([found.df, answering.psusOf.reduce((sum, units) => sum + units, 0)]).toEqual([expected.df, oracle.design_w1.n_psu]);
});

describe('domains', () => {
  const where = (conditions: Readonly<Record<string, string>>) => rowsWhere(plain, (row) => Object.entries(conditions).every(([name, value]) => wave.text(name)[row] === value));

  test('agree with the oracle, covariances included', () => {
    const by = (rows: readonly Readonly<Record<string, string>>[]) => rows.map((conditions) => ({ values: column('expuesto'), domain: where(conditions) }));
    for (const { rows, vcov } of [oracle.w1_by_municipio, oracle.w1_by_sexo, oracle.w1_by_muni_sexo] as { rows: { expuesto: number; se: number }[]; vcov: number[][] }[]) {
      const conditions = rows.map(({ expuesto, se, ...rest }) => rest as Record<string, string>);
      rows.forEach(({ expuesto, se }, at) => same(mean(plain, column('expuesto'), where(conditions[at]!)), { est: expuesto, se }));
      meansCovariance(plain, by(conditions)).forEach((row, i) => row.forEach((value, j) => (vcov[i]![j] === 0 ? expect(Math.abs(value)).toBeLessThan(1e-15) : close(value, vcov[i]![j]!))));
    }
    for (const { area, aciertos, se } of oracle.w1_aciertos_by_area.rows) same(mean(plain, column('aciertos'), rowsWhere(plain, (row) => wave.text('area')[row] === area && !Number.isNaN(column('aciertos')[row]!))), { est: aciertos, se });
    for (const { municipio, expuesto, se } of oracle.w1_totals_by_municipio) same(total(plain, column('expuesto'), where({ municipio })), { est: expuesto, se });
    const m03 = mean(plain, column('expuesto'), where({ municipio: 'M03' }));
    same(m03, oracle.domain_M03.mean.expuesto!);
    expect(m03.df).toBe(oracle.domain_M03.degf);
    interval(m03).forEach((end, at) => close(end, [oracle.domain_M03.mean_ci_t.expuesto!.ci_lo!, oracle.domain_M03.mean_ci_t.expuesto!.ci_hi!][at]!));
  });

  test('filtering first gives another, wrong error: the domain keeps the whole design', () => {
    const young = where({ sexo: 'M', gedad: '18-29' });
    const right = mean(plain, column('expuesto'), young);
    same(right, oracle.domain_trap.correct.expuesto!);
    expect([right.n, right.df]).toEqual([oracle.domain_trap.n, oracle.domain_trap.correct_degf]);
    const pick = <T>(list: ArrayLike<T>) => [...young].map((row) => list[row]!);
    const filtered = surveyDesign({ strata: pick(strata), clusters: pick(clusters), weights: pick(weights) }, 'remove');
    same(mean(filtered, pick(column('expuesto')), everyRow(filtered)), oracle.domain_trap.wrong.expuesto!);
  });
});

test.each(Object.keys(oracle.ciprop_w1))('intervals of the proportion %s', (name) => {
  const expected = oracle.ciprop_w1[name]!;
  const bare = name.replace(/_.*/, '');
  const design = name.endsWith('fpc') ? corrected : plain;
  const domain = name.endsWith('M02') ? rowsWhere(plain, (row) => wave.text('municipio')[row] === 'M02') : all;
  const level = name.endsWith('90') ? 0.9 : 0.95;
  const found = mean(design, column(bare), domain);
  same(found, expected);
  expect([found.df, found.n]).toEqual([expected.df, expected.n]);
  close(effectiveSize(found), expected.neff);
  close(adjustedSize(found), expected.neff_df_adjusted);
  for (const [method, key] of [['wilson', 'wilson_t'], ['logit', 'logit'], ['logit', 'xlogit'], ['asin', 'asin'], ['beta', 'beta'], ['mean', 'mean']] as const satisfies readonly (readonly [ProportionMethod, string])[]) {
    proportionInterval(found, method, level).forEach((end, at) => close(end, (expected[key] as number[])[at]!, `${key} ${at}`));
  }
  const far = proportionInterval({ ...found, df: Infinity }, 'wilson', level);
  far.forEach((end, at) => close(end, (expected.wilson_z as number[])[at]!, `wilson_z ${at}`));
});

test('where nobody, or everybody, said yes the interval is that of the plain sample, brought down by a design effect', () => {
  const none = { value: 0, error: 0, df: 19, n: oracle.zero_cell.n, weight: 64 };
  const [low, high] = proportionInterval(none);
  expect(low).toBe(0);
  close(high, oracle.zero_cell.clopper_pearson_95[1]!);
  expect(proportionInterval(none, 'wilson', 0.95, oracle.zero_cell.kish_deff_domain)[1]).toBeGreaterThan(high);
  expect(proportionInterval({ ...none, value: 1 })).toEqual([1 - high, 1]);
});

test('where clusters that all say the same leave no variance a part of people is as sure as the plain sample, and no surer', () => {
  const even = surveyDesign({ clusters: ['a', 'a', 'b', 'b', 'c', 'c'], weights: [0.1, 0.1, 0.7, 0.7, 0.3, 0.3] });
  const found = mean(even, [1, 0, 0, 1, 1, 0], everyRow(even));
  expect([found.value, found.error]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0, 12)]);
  proportionInterval(found).forEach((end, at) => close(end, plainIntervals(3, 6).clopperPearson[at]!));
  expect(proportionInterval({ ...found, error: 0 }, 'wilson', 0.95, 2)[1]).toBeGreaterThan(proportionInterval(found)[1]);
});

test.each(['ingreso', 'edad'])('quantiles of %s and Woodruff’s intervals', (name) => {
  for (const rule of ['math', 'school', 'hf7'] as const satisfies readonly QuantileRule[]) {
    for (const { q, est, lo, hi, se } of oracle.quantiles_w1[name]![rule]!) {
      const found = quantile(plain, column(name), answered(name), q, rule);
      [found.value, found.low, found.high, found.error].forEach((figure, at) => close(figure, [est, lo, hi, se][at]!, `${rule} ${q} ${at}`));
    }
  }
});

describe('a stratum of one cluster', () => {
  const kept = rowsWhere(plain, (row) => strata[row] !== 'S6' && strata[row] !== '6' || clusters[row] === 'S6U03');
  const pick = <T>(list: ArrayLike<T>) => [...kept].map((row) => list[row]!);
  const design = (rule: LonelyRule) => surveyDesign({ strata: pick(strata), clusters: pick(clusters), weights: pick(weights) }, rule);

  test.each(['remove', 'adjust', 'average', 'certainty'] as const)('under the rule %s', (rule) => {
    const own = design(rule);
    same(mean(own, pick(column('expuesto')), everyRow(own)), oracle.lonely_psu[rule]!.expuesto!);
  });

  test('is refused unless a rule is chosen', () => {
    const own = design('fail');
    expect(() => mean(own, pick(column('expuesto')), everyRow(own))).toThrow(expect.objectContaining({ code: 'conglomerado-solo' }));
  });
});

test('the same answers under poorer designs', () => {
  for (const name of ['expuesto', 'accede']) {
    same(mean(surveyDesign({ weights }), column(name), all), oracle.weights_only.mean[name]!);
    same(mean(surveyDesign({ strata, weights }), column(name), all), oracle.strat_only.mean[name]!);
    same(mean(surveyDesign({ weights: weights.map(() => 1) }), column(name), all), oracle.unweighted.mean[name]!);
  }
});
