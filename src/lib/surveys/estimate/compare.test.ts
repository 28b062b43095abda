import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { studentLower } from '#lib/indicators/statistics/distributions.ts';
import { off, surveyOracle, surveySample } from '../../../../tests/setup/survey-sample.ts';
import { association, type Test } from './association.ts';
import { calibrateLinear, postStratify, rake, trim } from './calibrate.ts';
import type { Margin } from './margins.ts';
import { change, holm, stackedDesign } from './change.ts';
import { tableTests } from './table-tests.ts';
import { degreesOfFreedom, everyRow, kish, rowsWhere, surveyDesign, type Design } from './design.ts';
import { mean, meansCovariance, total } from './estimate.ts';

interface Est { est: number; se: number }
interface Wave { wave1: number; wave2: number; se1: number; se2: number; cov12_overlap: number; overlap: Moved; independent: Moved }
interface Moved { diff: number; se: number; z: number; df: number; t_p: number; ci95_t: [number, number] }
interface RTest { statistic: number; df: number | number[]; p: number }
interface Oracle {
  chisq_w1: Record<string, Record<'F' | 'Chisq' | 'Wald' | 'adjWald' | 'saddlepoint', RTest> & { table: number[][]; table_scaled_n: number[][] }>;
  wave_change: Record<'expuesto' | 'accede' | 'aciertos', Wave>;
  calibration: { margins: Record<string, Record<string, string | number>[]>; poststrat_sexo: Calibrated & { first10_w: number[] }; rake: Calibrated & { by_municipio: { municipio: string; expuesto: number; se: number }[]; kish_deff: number }; calibrate_linear: Calibrated; calibrate_raking: Calibrated; naive_after_rake: Record<string, Est> };
  trim: { upper: number; n_trimmed_first_pass: number; mean_strict: Record<string, Est>; max_w_strict: number; sum_w: number };
}
interface Calibrated { mean: Record<string, Est>; total: Record<string, Est> }

const oracle = surveyOracle<Oracle>();
const close = (figure: number, expected: number, what = ''): void => expect(off(figure, expected), `${what}: ${figure} for ${expected}`).toBeLessThan(1e-8);
const same = ({ value, error }: { value: number; error: number }, { est, se }: Est, what = ''): void => { close(value, est, `${what} est`); close(error, se, `${what} se`); };

const wave = surveySample(({ ola }) => ola === '1');
const design = surveyDesign({ strata: wave.text('estrato'), clusters: wave.text('upm'), weights: wave.numbers('peso') });
const all = everyRow(design);

describe('independence of two characteristics', () => {
  const codes = (name: string) => { const levels = [...new Set(wave.text(name))].sort(); return Float64Array.from(wave.text(name), (value) => levels.indexOf(value)); };
  const tables = { expuesto_x_sexo: ['expuesto', 'sexo'], expuesto_x_municipio: ['expuesto', 'municipio'], educ_x_area: ['educ', 'area'] } as const;

  test.each(Object.entries(tables))('%s agrees with the oracle under every test', (name, [a, b]) => {
    const found = tableTests(design, codes(a), codes(b), all);
    const expected = oracle.chisq_w1[name]!;
    const agrees = (own: Test, theirs: RTest, what: string): void => {
      close(own.statistic, theirs.statistic, what);
      [theirs.df].flat().forEach((df, at) => close(own.df[at]!, df, `${what} df`));
      close(own.p, theirs.p, `${what} p`);
    };
    agrees(association(design, codes(a), codes(b), all)!, expected.F, 'F');
    agrees(found.chiSquared, expected.Chisq, 'Chisq');
    agrees(found.wald, expected.Wald, 'Wald');
    agrees(found.adjustedWald, expected.adjWald, 'adjWald');
    agrees(found.saddlepoint, expected.saddlepoint, 'saddlepoint');
    found.table.forEach((row, r) => row.forEach((value, c) => close(value, expected.table[r]![c]!)));
    found.scaled.forEach((row, r) => row.forEach((value, c) => close(value, expected.table_scaled_n[r]![c]!)));
  });

  test('is not tested where everybody said the same, or all are of one kind, or a single cluster answered', () => {
    const [said, sex] = [codes('expuesto'), codes('sexo')];
    expect(association(design, said.map(() => 1), sex, all)).toBe(null);
    expect(association(design, said, sex, rowsWhere(design, (row) => sex[row] === 0))).toBe(null);
    expect(association(design, said, sex, rowsWhere(design, (row) => wave.text('upm')[row] === wave.text('upm')[0]))).toBe(null);
  });
});

describe('from one wave to the next', () => {
  const both = surveySample();
  const waves = both.text('ola');
  const rows = ['1', '2'].map((which) => surveySample(({ ola }) => ola === which)).map((own) => ({ strata: own.text('estrato'), clusters: own.text('upm'), weights: own.numbers('peso'), drawn: [] }));

  test.each(['expuesto', 'accede', 'aciertos'] as const)('the change of %s, with clusters revisited and with fresh ones', (name) => {
    const values = both.numbers(name);
    const expected = oracle.wave_change[name];
    for (const [revisited, moved] of [[true, expected.overlap], [false, expected.independent]] as const) {
      const stacked = stackedDesign(rows, revisited);
      const of = (which: string) => rowsWhere(stacked, (row) => waves[row] === which && !Number.isNaN(values[row]!));
      const found = change(stacked, values, of('1'), of('2'));
      close(found.before, expected.wave1);
      close(found.after, expected.wave2);
      close(found.difference, moved.diff);
      close(found.error, moved.se);
      close(found.p, moved.t_p);
      close(found.low, moved.ci95_t[0]);
      close(found.high, moved.ci95_t[1]);
      expect(found.df).toBe(moved.df);
      if (revisited) {
        close(found.covariance, expected.cov12_overlap);
        const [[v1], [, v2]] = meansCovariance(stacked, [of('1'), of('2')].map((domain) => ({ values, domain }))) as [[number, number], [number, number]];
        close(Math.sqrt(v1), expected.se1);
        close(Math.sqrt(v2), expected.se2);
      }
    }
  });

  test('a change within a domain has the degrees of freedom of the clusters that it reaches, and not of the whole stack', () => {
    const values = both.numbers('expuesto');
    for (const revisited of [true, false]) {
      const stacked = stackedDesign(rows, revisited);
      const of = (which: string) => rowsWhere(stacked, (row) => waves[row] === which && both.text('municipio')[row] === 'M03');
      const found = change(stacked, values, of('1'), of('2'));
      const reached = (column: string) => new Set([...of('1'), ...of('2')].map((row) => [both.text('estrato')[row], both.text(column)[row], revisited || waves[row]].join())).size;
      expect(found.df).toBe(reached('upm') - reached('estrato'));
      expect(found.df).toBeLessThan(degreesOfFreedom(stacked, everyRow(stacked)) / 2);
      close(found.p, 2 * studentLower(-Math.abs(found.difference / found.error), found.df));
    }
  });

  test('many comparisons are corrected by Holm’s steps, and the correction keeps their order', () => {
    const { holm: vector } = surveyOracle<{ holm?: { p: number[]; adjusted: number[] } }>('fieldwork');
    const found = holm([0.004, 0.03, 0.021, 0.2]);
    [0.016, 0.063, 0.063, 0.2].forEach((expected, at) => close(found[at]!, expected));
    if (vector !== undefined) holm(vector.p).forEach((value, at) => close(value, vector.adjusted[at]!));
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (ps) => {
      const out = holm(ps);
      ps.forEach((p, a) => { expect(out[a]!).toBeGreaterThanOrEqual(p); ps.forEach((q, b) => { if (p < q) expect(out[a]!).toBeLessThanOrEqual(out[b]!); }); });
    }));
  });
});

describe('calibration', () => {
  const margin = (name: string): Margin => ({ codes: wave.text(name), totals: Object.fromEntries(oracle.calibration.margins[name]!.map((row) => [row[name] as string, row.Freq as number])) });
  const margins = ['sexo', 'municipio', 'gedad'].map(margin);
  const agrees = (own: Design, expected: Calibrated): void => {
    for (const name of ['expuesto', 'accede']) same(mean(own, wave.numbers(name), all), expected.mean[name]!, name);
    for (const name of Object.keys(expected.total)) same(total(own, wave.numbers(name), all), expected.total[name]!, name);
  };
  const published = readFileSync('tests/fixtures/oracles/weights_w1.csv', 'utf8').trimEnd().split(/\r?\n/).map((line) => line.split(','));
  const weightsOf = (column: string) => published.slice(1).map((cells) => Number(cells[published[0]!.indexOf(column)]));
  const sameWeights = (own: Design, column: string): void => weightsOf(column).forEach((weight, row) => expect(Math.abs(own.weights[row]! - weight)).toBeLessThan(2e-8));

  test('post-stratification', () => {
    const own = postStratify(design, margin('sexo'));
    agrees(own, oracle.calibration.poststrat_sexo);
    oracle.calibration.poststrat_sexo.first10_w.forEach((weight, row) => close(own.weights[row]!, weight));
    sameWeights(own, 'poststrat_sexo');
  });

  test('raking, with the errors of sweeps and of a regression; naive errors are others', () => {
    const own = rake(design, margins);
    agrees(own, oracle.calibration.rake);
    agrees(rake(design, margins, 'regression'), oracle.calibration.calibrate_raking);
    close(kish(own.weights).effect, oracle.calibration.rake.kish_deff);
    sameWeights(own, 'rake');
    for (const { municipio, expuesto, se } of oracle.calibration.rake.by_municipio) same(mean(own, wave.numbers('expuesto'), rowsWhere(own, (row) => wave.text('municipio')[row] === municipio)), { est: expuesto, se }, municipio);
    for (const [name, expected] of Object.entries(oracle.calibration.naive_after_rake)) same(mean({ ...own, residuals: null }, wave.numbers(name), all), expected, 'naive');
  });

  test('linear calibration', () => {
    const own = calibrateLinear(design, margins);
    agrees(own, oracle.calibration.calibrate_linear);
    sameWeights(own, 'linear');
  });

  test('trimming shares what it cuts in equal amounts', () => {
    const raked = rake(design, margins);
    const { design: own, trimmed } = trim(raked, oracle.trim.upper);
    expect(trimmed).toBe(oracle.trim.n_trimmed_first_pass);
    close(Math.max(...own.weights), oracle.trim.max_w_strict);
    close(own.weights.reduce((sum, weight) => sum + weight, 0), oracle.trim.sum_w);
    sameWeights(own, 'rake_trim_strict');
    same(mean(own, wave.numbers('expuesto'), all), oracle.trim.mean_strict.expuesto!);
  });

  test('linear calibration that would leave weights below zero is refused, and raking is not', () => {
    const half = (at: number) => (row: number): string => (Math.floor(row / at) % 2 === 0 ? 'a' : 'b');
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const even = surveyDesign({ weights: rows.map(() => 1) });
    const far = [1, 2].map((at): Margin => ({ codes: rows.map(half(at)), totals: { a: 8, b: 32 } }));
    expect(() => calibrateLinear(even, far)).toThrow(expect.objectContaining({ code: 'pesos-negativos', details: { cuantos: '10' } }));
    expect(rake(even, far).weights.every((weight) => weight > 0)).toBe(true);
  });

  test.each([
    ['a category that nobody has', [{ ...margins[0]!, totals: { ...margins[0]!.totals, X: 10 } }]],
    ['a category without its total', [{ ...margins[0]!, totals: { M: 10_300 } }]],
    ['margins of two populations', [margins[0]!, { ...margins[1]!, totals: { M01: 1, M02: 1, M03: 1 } }]],
  ])('%s is refused', (_, wrong) => {
    for (const calibrate of [rake, calibrateLinear]) expect(() => calibrate(design, wrong)).toThrow(expect.objectContaining({ code: 'muestra-mala' }));
  });
});
