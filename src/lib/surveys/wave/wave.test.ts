import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { madeRound, sampleTable } from '../../../../tests/setup/made-round.ts';
import { off, surveyOracle, surveySample } from '../../../../tests/setup/survey-sample.ts';
import { audit } from '../disclosure/suppress.ts';
import { surveyDesign } from '../estimate/design.ts';
import { estimateAll, UNKNOWN_ANSWER, unknownEstimates, type CellEstimate } from './estimates.ts';
import { protect } from './protect.ts';
import { associations, changes } from './changes.ts';
import { groupEstimates, plainEstimates } from './plain.ts';
import { amounts, held } from './reading.ts';
import { answerTable } from './answer-table.ts';
import { collapse, weigh, type WeightInput } from './weights.ts';

interface Est { est: number; se: number }
const oracle = surveyOracle<{ w1_nofpc: { mean: Record<string, Est>; mean_aciertos_narm: Record<string, Est>; cat_sat: Record<string, Est>; ratio_gasto_ingreso: Est; deff_wor: Record<string, number> }; w1_by_municipio: { rows: { municipio: string; expuesto: number; se: number }[] }; ciprop_w1: Record<string, Record<string, number[]>>; quantiles_w1: Record<string, Record<string, { q: number; est: number; lo: number; hi: number }[]>>; wave_change: Record<string, Record<'overlap' | 'independent', { diff: number; se: number; df: number; t_p: number }>>; chisq_w1: Record<string, { F: { statistic: number; p: number } }>; calibration: { margins: Record<string, Record<string, string | number>[]>; rake: { mean: Record<string, Est> } } }>();
const close = (figure: number | null, expected: number, what = ''): void => expect(off(figure!, expected), `${what}: ${figure} for ${expected}`).toBeLessThan(1e-8);

const { sample, table, frame } = sampleTable('1');
const design = surveyDesign({ strata: sample.text('estrato'), clusters: sample.text('upm'), weights: sample.numbers('peso') });
const cells = estimateAll({ instrument: MADE_INSTRUMENT, table, frame, keys: {}, design });
const find = (measure: string, domain: string | null = null, code: string | null = null, answer: string | null = null): CellEstimate => cells.find((one) => one.measure === measure && one.domain === domain && one.code === code && one.answer === answer)!;

describe('conditions over answers', () => {
  const small = answerTable(4, { a: ['1', '0', '9', null], b: ['x y', 'y', 'x', null], n: ['3', '12', 'no', null] });
  const reading = { table: small, keys: {}, unknown: new Set(['9']) };
  const all = (condition: Parameters<typeof held>[1]) => [...held(reading, condition)];

  test('know what nobody knows, and let it decide nothing', () => {
    expect(all({ question: 'a', in: ['1'] })).toEqual([1, 0, -1, -1]);
    expect(all({ question: 'b', in: ['x'] })).toEqual([1, 0, 1, -1]);
    expect(all({ not: { question: 'a', in: ['1'] } })).toEqual([0, 1, -1, -1]);
    expect(all({ any: [{ question: 'a', in: ['1'] }, { question: 'b', in: ['x'] }] })).toEqual([1, 0, 1, -1]);
    expect(all({ all: [{ question: 'a', in: ['1'] }, { question: 'b', in: ['x'] }] })).toEqual([1, 0, -1, -1]);
    expect(all({ number: { number: 'n' }, atLeast: 5 })).toEqual([0, 1, -1, -1]);
  });

  test('score a quiz with the key of the round, and take "does not know" for wrong', () => {
    const quiz = { correct: { a: '1', b: null } };
    expect([...amounts({ ...reading, keys: { b: 'y' } }, quiz)]).toEqual([1, 1, 0, NaN]);
    expect(() => amounts(reading, quiz)).toThrow(expect.objectContaining({ code: 'ola-sin-clave' }));
  });
});

describe('estimates of a round', () => {
  test('agree with the oracle for every kind of measure', () => {
    for (const name of ['expuesto', 'accede']) {
      const one = find(name);
      close(one.value, oracle.w1_nofpc.mean[name]!.est);
      close(one.error, oracle.w1_nofpc.mean[name]!.se);
      close(one.effect, oracle.w1_nofpc.deff_wor[name]!);
    }
    close(find('expuesto').low, oracle.ciprop_w1['expuesto']!['wilson_t']![0]!);
    close(find('expuesto').high, oracle.ciprop_w1['expuesto']!['wilson_t']![1]!);
    const middle = oracle.quantiles_w1['ingreso']!['math']!.find(({ q }) => q === 0.5)!;
    close(find('ingreso').value, middle.est);
    close(find('ingreso').low, middle.lo);
    close(find('ingreso').high, middle.hi);
    close(find('aciertos').value, oracle.w1_nofpc.mean_aciertos_narm['aciertos']!.est);
    close(find('aciertos').error, oracle.w1_nofpc.mean_aciertos_narm['aciertos']!.se);
    for (const code of ['1', '2', '3', '4', '5']) close(find('sat', null, null, code).value, oracle.w1_nofpc.cat_sat[`factor(sat)${code}`]!.est);
    close(find('gasto').value, oracle.w1_nofpc.ratio_gasto_ingreso.est);
    close(find('gasto').error, oracle.w1_nofpc.ratio_gasto_ingreso.se);
    for (const { municipio, expuesto, se } of oracle.w1_by_municipio.rows) {
      close(find('expuesto', 'lugar', municipio).value, expuesto);
      close(find('expuesto', 'lugar', municipio).error, se);
    }
  });

  test('tell bases unweighted, and the answers that were asked beside those that were given', () => {
    const { n, asked } = find('sat', null, null, '1');
    expect([n < asked, asked]).toEqual([true, 195]);
    expect(find('expuesto').n).toBe(195);
  });
});

test('a ratio with nothing to divide by is kept back for that, by chance or not, and the others are told', () => {
  const none = { ...table, column: (question: string) => table.column(question).map((cell, row) => (question === 'ingreso' && frame.area[row] === 'rural' ? '0' : cell)) };
  const instrument = { ...MADE_INSTRUMENT, measures: MADE_INSTRUMENT.measures.filter(({ id }) => id === 'gasto') };
  const input = { instrument, table: none, frame, keys: {}, design };
  for (const worked of [estimateAll(input), plainEstimates(input)]) {
    const of = (code: string | null) => worked.find((one) => one.domain === (code === null ? null : 'area') && one.code === code)!;
    expect([of('rural').value, of('rural').error, of('rural').withheld]).toEqual([null, null, 'sin-divisor']);
    expect([of(null).withheld, of('urbana').withheld, Number.isFinite(of(null).value)]).toEqual([null, null, true]);
  }
});

test('who does not know is a category of everybody who was asked, out of the measure, and hidden where that is', () => {
  const definition = { ...MADE_INSTRUMENT.measures[4]!, id: 'medio', series: 'medio', unknown: ['3'], kind: 'proporcion' as const, value: { holds: { question: 'sat', in: ['4', '5'] } } };
  const input = { instrument: { ...MADE_INSTRUMENT, measures: [definition] }, table, frame, keys: {}, design };
  const estimates = estimateAll(input);
  const whole = estimates.find(({ domain }) => domain === null)!;
  const [unknown] = unknownEstimates(input, estimates);
  expect([unknown!.answer, unknown!.domain, unknown!.n, whole.n]).toEqual([UNKNOWN_ANSWER, null, 178, 178 - 47]);
  close(unknown!.value, oracle.w1_nofpc.cat_sat['factor(sat)3']!.est);
  close(unknown!.error, oracle.w1_nofpc.cat_sat['factor(sat)3']!.se);
  expect(unknownEstimates(input, estimates.map((one) => ({ ...one, withheld: 'intervalo-ancho' as const })))[0]!.withheld).toBe('complementaria');
});

describe('weights by their factors', () => {
  const names = ['sexo', 'gedad', 'municipio'];
  const input = (change: Partial<WeightInput> = {}): WeightInput => ({
    strata: sample.text('estrato'), clusters: sample.text('upm'), drawn: [], finite: null, households: sample.numbers('peso'), adults: Array.from({ length: 195 }, () => 1), nonResponse: Array.from({ length: 195 }, () => 1), lonely: 'fail', trim: null, calibration: 'rastrillo',
    margins: names.map((name) => ({ name, codes: sample.text(name), order: oracle.calibration.margins[name]!.map((one) => String(one[name])), totals: Object.fromEntries(oracle.calibration.margins[name]!.map((one) => [String(one[name]), Number(one['Freq'])])) })), ...change,
  });

  test('rake as the oracle does, each factor kept', () => {
    const { factors, design: raked, collapsed } = weigh(input());
    expect(collapsed).toEqual([]);
    const found = estimateAll({ instrument: MADE_INSTRUMENT, table, frame, keys: {}, design: raked }).find(({ measure, domain }) => measure === 'expuesto' && domain === null)!;
    close(found.value, oracle.calibration.rake.mean['expuesto']!.est);
    close(found.error, oracle.calibration.rake.mean['expuesto']!.se);
    factors.weight.forEach((weight, row) => close(factors.design[row]! * factors.nonResponse[row]! * factors.calibration[row]! * factors.trimming[row]!, weight));
  });

  test('cut to a cap and calibrated again hold both', () => {
    const { factors, trimmed, design: last } = weigh(input({ trim: 3 }));
    const whole = weigh(input());
    const cap = 3 * [...whole.factors.weight].sort((a, b) => a - b)[97]!;
    expect(trimmed).toBeGreaterThan(0);
    expect(Math.max(...factors.weight)).toBeLessThanOrEqual(cap * (1 + 1e-9));
    const women = last.weights.reduce((sum, weight, row) => sum + (sample.text('sexo')[row] === 'M' ? weight : 0), 0);
    expect(Math.abs(women - 10_300)).toBeLessThan(1e-3);
  });

  test('a code of few people, or far from the population, is joined to its neighbour', () => {
    const codes = [...Array.from({ length: 40 }, () => 'a'), ...Array.from({ length: 40 }, () => 'b'), ...Array.from({ length: 10 }, () => 'c')];
    const margin = { name: 'x', codes, order: ['a', 'b', 'c'], totals: { a: 40, b: 40, c: 10 } };
    const plain = new Float64Array(90).fill(1);
    expect(collapse(margin, plain).joined).toEqual(['x: b + c']);
    expect(collapse({ ...margin, codes: codes.map((code) => (code === 'c' ? 'b' : code)), order: ['a', 'b'], totals: { a: 500, b: 10 } }, plain).joined).toEqual(['x: a + b']);
  });
});

describe('what may be shown', () => {
  const measures = MADE_INSTRUMENT.measures.filter(({ id }) => id === 'expuesto');
  const made = (domain: string | null, code: string | null, n: number, count: number, withheld: CellEstimate['withheld'] = null): CellEstimate => ({ measure: 'expuesto', domain, code, answer: null, n, asked: n, count, value: count / n, error: 0.1, low: 0, high: 1, df: 10, effect: 1, flags: [], withheld });
  const input = { measures, frame: { lugar: [], area: [] }, frameDomains: {} };
  const shown = (list: readonly CellEstimate[]) => protect(list, input).map(({ withheld }) => withheld);

  test('one hidden code takes another with it, for the total would give it away', () => {
    expect(shown([made(null, null, 150, 60), made('gedad', 'a', 30, 3, 'cuenta-pequena'), made('gedad', 'b', 50, 20), made('gedad', 'c', 70, 37)])).toEqual([null, 'cuenta-pequena', 'complementaria', null]);
  });

  test('a few people without any code of a domain are not what its parts leave of the total', () => {
    // Two of sixty gave no sex: the total without both parts would tell that neither said so, and with one part how many of the other.
    expect(shown([made(null, null, 60, 30), made('sexo', 'M', 30, 16), made('sexo', 'H', 28, 14)])).toEqual([null, 'complementaria', 'complementaria']);
    // Thirty did not, of whom twelve said so: that points at nobody.
    expect(shown([made(null, null, 90, 42), made('sexo', 'M', 30, 16), made('sexo', 'H', 30, 14)])).toEqual([null, null, null]);
    // Thirty did not, of whom two said so.
    expect(shown([made(null, null, 90, 32), made('sexo', 'M', 32, 16), made('sexo', 'H', 28, 14)])).toEqual([null, null, 'complementaria']);
  });

  test('with the whole hidden nothing is shown', () => {
    expect(shown([made(null, null, 60, 3, 'cuenta-pequena'), made('sexo', 'M', 30, 3, 'cuenta-pequena'), made('sexo', 'H', 30, 0)])).toEqual(['cuenta-pequena', 'cuenta-pequena', 'complementaria']);
  });

  test('two hidden codes whose sum pins one of them take a third', () => {
    // Of four people all four said it: both pairs did, although neither is printed.
    expect(shown([made(null, null, 104, 42), made('gedad', 'a', 2, 2, 'cuenta-pequena'), made('gedad', 'b', 2, 2, 'cuenta-pequena'), made('gedad', 'c', 100, 38)])).toEqual([null, 'cuenta-pequena', 'cuenta-pequena', 'complementaria']);
    expect(shown([made(null, null, 110, 42), made('gedad', 'a', 5, 2, 'cuenta-pequena'), made('gedad', 'b', 5, 2, 'cuenta-pequena'), made('gedad', 'c', 100, 38)])).toEqual([null, 'cuenta-pequena', 'cuenta-pequena', null]);
  });

  test('areas give away no place that lies in them', () => {
    const frame = { lugar: ['A', 'B', 'C', 'D'], area: ['urbana', 'urbana', 'rural', 'rural'] };
    const list = [made(null, null, 200, 80), made('lugar', 'A', 50, 2, 'cuenta-pequena'), made('lugar', 'B', 50, 20), made('lugar', 'C', 40, 20, 'intervalo-ancho'), made('lugar', 'D', 60, 38), made('area', 'urbana', 100, 22), made('area', 'rural', 100, 58)];
    const after = protect(list, { measures, frame, frameDomains: { lugar: 'lugar', area: 'area' } });
    const hidden = after.filter(({ withheld }) => withheld !== null).map(({ code }) => code);
    // A and C alone would be told by B and the urban, by D and the rural.
    expect(hidden).toEqual(expect.arrayContaining(['A', 'C']));
    expect(hidden.includes('B') || hidden.includes('urbana')).toBe(true);
    expect(hidden.includes('D') || hidden.includes('rural')).toBe(true);
  });

  test('a measure asked of those who said another one is hidden where that one is', () => {
    const base = MADE_INSTRUMENT.measures[0]!;
    const nested = { ...MADE_INSTRUMENT.measures[1]!, base: { ...base.base, when: { question: 'expuesto', in: ['1'] } } };
    const first = [made(null, null, 150, 60), made('sexo', 'M', 75, 3, 'cuenta-pequena'), made('sexo', 'H', 75, 57)];
    const second = first.map((one) => ({ ...one, measure: 'accede', withheld: null, count: 10, n: one.count! }));
    const after = protect([...first, ...second], { ...input, measures: [base, nested] });
    expect(after.filter(({ measure, withheld }) => measure === 'accede' && withheld !== null).map(({ code }) => code)).toEqual(['M', 'H']);
  });

  test('whatever the counts, an audit of the printed totals finds no hidden count', () => {
    const column = fc.integer({ min: 1, max: 40 }).chain((n) => fc.record({ n: fc.constant(n), count: fc.integer({ min: 0, max: n }) }));
    fc.assert(fc.property(fc.array(column, { minLength: 2, maxLength: 7 }), (columns) => {
      const few = ({ n, count }: { n: number; count: number }) => [count, n - count].some((people) => people > 0 && people < 5);
      const total = columns.reduce((sum, one) => ({ n: sum.n + one.n, count: sum.count + one.count }), { n: 0, count: 0 });
      fc.pre(!few(total));
      const after = protect([made(null, null, total.n, total.count), ...columns.map((one, at) => made('gedad', `c${at}`, one.n, one.count, few(one) ? 'cuenta-pequena' : null))], input).slice(1);
      const hidden = after.map(({ withheld }) => withheld !== null);
      const table = [columns.map(({ count }) => count), columns.map(({ n, count }) => n - count)];
      // Where nothing is left to hide, the totals themselves are what they are.
      if (hidden.every(Boolean)) return;
      for (const { column: at, low, high } of audit(table, [hidden, hidden]).cells) expect(high - low).toBeGreaterThanOrEqual(Math.min(4, columns[at]!.n));
    }), { seed: 20_260, numRuns: 300 });
  });

  test('two proportions of one question are not subtracted from each other', () => {
    const of = (id: string, codes: readonly string[]) => ({ ...measures[0]!, id, value: { holds: { question: 'sat', in: codes } } });
    const both = (inner: number, outer: number) => protect([{ ...made(null, null, 100, inner), measure: 'entera' }, { ...made(null, null, 100, outer), measure: 'algo' }], { ...input, measures: [of('entera', ['5']), of('algo', ['4', '5'])] }).map(({ withheld }) => withheld);
    expect(both(40, 43)).toEqual(['complementaria', 'complementaria']);
    expect(both(40, 50)).toEqual([null, null]);
    const apart = protect([{ ...made(null, null, 100, 60), measure: 'si' }, { ...made(null, null, 100, 38), measure: 'no' }], { ...input, measures: [of('si', ['1']), of('no', ['2'])] }).map(({ withheld }) => withheld);
    expect(apart).toEqual(['complementaria', 'complementaria']);
  });

  test('nothing of the made round can be told from its totals', () => {
    const round = madeRound('1');
    expect(round.cells.some(({ withheld }) => withheld === null)).toBe(true);
    for (const { id } of MADE_INSTRUMENT.measures) for (const domain of MADE_INSTRUMENT.domains.map((one) => one.id)) {
      const own = round.cells.filter((one) => one.measure === id && one.domain === domain);
      const keys = new Set(own.filter(({ withheld, n }) => withheld !== null && n > 0).map(({ code }) => code));
      expect(keys.size, `${id} by ${domain}`).not.toBe(1);
    }
  });
});

describe('from one round to the next', () => {
  const [first, second] = (['1', '2'] as const).map((wave) => madeRound(wave)) as [ReturnType<typeof madeRound>, ReturnType<typeof madeRound>];

  test.each([['overlap', true], ['independent', false]] as const)('changes agree with the oracle: %s', (name, revisited) => {
    const found = changes(first, second, revisited);
    for (const id of ['expuesto', 'accede', 'aciertos']) {
      const one = found.find(({ measure, domain }) => measure === id && domain === null)!;
      const expected = oracle.wave_change[id]![name];
      close(one.difference, expected.diff, id);
      close(one.error, expected.se, id);
      close(one.p, expected.t_p, id);
      expect(one.df).toBe(expected.df);
    }
  });

  test('words only where chance hardly explains it, and the smallest change beside them', () => {
    const found = changes(first, second, true).filter(({ domain }) => domain === null);
    const word = (id: string) => found.find(({ measure }) => measure === id)!.word;
    expect([word('accede'), word('expuesto')]).toEqual(['subio', 'sin-cambio']);
    for (const { detectable, error } of found) expect(detectable / error).toBeGreaterThan(2.5);
  });

  test('nothing is compared that one of the rounds keeps back, and several places at once are corrected', () => {
    const found = changes(first, second, true);
    for (const { measure, domain, code } of found) for (const round of [first, second]) expect(round.cells.find((one) => one.measure === measure && one.domain === domain && one.code === code)!.withheld).toBeNull();
    for (const { p, corrected } of found) expect(corrected).toBeGreaterThanOrEqual(p);
  });

  test('an association is told only where every code may be shown', () => {
    const open = { ...first, cells: first.cells.map((one) => ({ ...one, withheld: null })) };
    const found = associations(open, ['sexo', 'lugar']).find(({ measure, domain }) => measure === 'expuesto' && domain === 'lugar')!;
    close(found.f, oracle.chisq_w1['expuesto_x_municipio']!.F.statistic);
    close(found.p, oracle.chisq_w1['expuesto_x_municipio']!.F.p);
    expect(associations(first, ['lugar']).filter(({ measure }) => measure === 'expuesto')).toEqual([]);
  });
});

describe('what one round leaves the next to be compared with', () => {
  const [first, second] = (['1', '2'] as const).map((wave) => madeRound(wave)) as [ReturnType<typeof madeRound>, ReturnType<typeof madeRound>];

  test('a former round with a stratum of one cluster keeps the rule that it was published with', () => {
    const alone = sample.text('upm')[0]!;
    const cut = { ...first, strata: first.strata.map((stratum, row) => (first.clusters[row] === alone ? 'sola' : stratum)) };
    const former = { ...cut, design: surveyDesign({ strata: cut.strata, clusters: cut.clusters, weights: first.design.weights }, 'adjust') };
    for (const revisited of [true, false]) expect(changes(former, second, revisited).some(({ measure }) => measure === 'accede')).toBe(true);
    expect(() => changes({ ...former, design: { ...former.design, lonely: 'fail' } }, second, false)).toThrow(expect.objectContaining({ code: 'conglomerado-solo' }));
  });

  test('where everybody said the same nothing goes together with it, and the round goes on', () => {
    const same = sampleTable('1').table;
    const all = { ...first, cells: first.cells.map((one) => ({ ...one, withheld: null })), table: { ...same, column: (question: string) => (question === 'expuesto' ? same.column(question).map(() => '1') : same.column(question)) } };
    expect(associations(all, ['sexo', 'lugar']).map(({ measure }) => measure)).not.toContain('expuesto');
    expect(associations(all, ['sexo', 'lugar']).map(({ measure }) => measure)).toContain('accede');
  });
});

describe('without a drawn sample', () => {
  test('a sample of convenience has parts of those who told us, and no error', () => {
    const found = plainEstimates({ instrument: MADE_INSTRUMENT, table, frame, keys: {}, design });
    expect(found.every(({ error, low, high, df }) => error === null && low === null && high === null && df === null)).toBe(true);
    const whole = found.find(({ measure, domain }) => measure === 'expuesto' && domain === null)!;
    expect([whole.n, whole.count, whole.value]).toEqual([195, 91, 91 / 195]);
    expect(found.find(({ measure, domain }) => measure === 'raro' && domain === null)!.withheld).toBe('cuenta-pequena');
  });

  test('groups have medians, a small one shows nothing, and its scores are in no median', () => {
    const scores = answerTable(14, { grupo: [...Array.from({ length: 5 }, () => 'mujeres'), ...Array.from({ length: 5 }, () => 'varones'), ...Array.from({ length: 4 }, () => 'jovenes')], ingreso: ['1', '2', '3', '4', '5', '4', '4', '4', '5', '5', '1', '1', '1', '1'] });
    const found = groupEstimates({ ...MADE_INSTRUMENT, kind: 'grupos' }, scores, {});
    expect(found.map(({ code, value, withheld }) => [code, value, withheld])).toEqual([[null, 3.5, null], ['jovenes', null, 'grupo-chico'], ['mujeres', 3, null], ['varones', 4, null]]);
    expect(found[0]!.n).toBe(10);
  });

  test('a meeting has the score that its people agreed on, by service, and the provider’s own is beside it', () => {
    const meetings = answerTable(5, { grupo: ['mujeres', 'hombres', 'jovenes', 'proveedor', 'mujeres'], servicio: ['vias', 'vias', 'vias', 'vias', 'agua'], mujeres: ['9', '0', '2', '3', '6'], hombres: ['0', '7', '2', '4', '0'], ingreso: ['2', '4', '1', '5', '3'] });
    const found = groupEstimates({ ...MADE_INSTRUMENT, kind: 'grupos' }, meetings, {});
    expect(found.map(({ domain, code, value, n, withheld }) => [domain, code, value, n, withheld])).toEqual([
      ['servicio', 'agua', 3, 6, null], ['grupo', 'agua/mujeres', 3, 6, null],
      ['servicio', 'vias', 3, 16, null], ['grupo', 'vias/hombres', 4, 7, null], ['grupo', 'vias/jovenes', null, 0, 'grupo-chico'], ['grupo', 'vias/mujeres', 2, 9, null], ['grupo', 'vias/proveedor', 5, 7, null],
    ]);
  });
});
