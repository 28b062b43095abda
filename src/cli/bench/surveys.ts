import { Random } from '#lib/kernel/random.ts';
import { surveyDesign } from '#lib/surveys/estimate/design.ts';
import type { SurveyInstrument } from '#lib/surveys/instrument/instrument.ts';
import type { MeasureDefinition } from '#lib/surveys/instrument/measure.ts';
import { answerTable } from '#lib/surveys/wave/answer-table.ts';
import { estimateAll, type EstimateInput } from '#lib/surveys/wave/estimates.ts';
import { protect } from '#lib/surveys/wave/protect.ts';
import { median, number, type Section } from './report.ts';

const SIZE = { interviews: 10_000, measures: 100, places: 40, units: 400 } as const;
/** The first run warms the code; it is not counted. */
const RUNS = 4;
const AGES = ['18-29', '30-44', '45-59', '60-mas'] as const;
const SCHOOLING = ['primaria', 'superior'] as const;

const same = (text: string) => ({ es: text, en: text });
const coded = (codes: readonly string[]) => codes.map((code) => ({ code, ...same(code) }));

const measure = (at: number): MeasureDefinition => ({
  id: `m${at}`, series: `m${at}`, title: same(`m${at}`), sentence: same('{valor}'), kind: 'proporcion', value: { holds: { question: `q${at}`, in: ['1'] } }, base: { when: null, words: same('–') }, unknown: [], domains: ['lugar', 'area', 'sexo', 'edad', 'estudios'],
  service: null, dimension: 'percepcion', sense: 'mas', index: null,
});

const QUESTIONS = Array.from({ length: SIZE.measures }, (_, at) => `q${at}`);

const INSTRUMENT: SurveyInstrument = {
  code: 'medicion', version: '1', kind: 'personas', title: same('–'), purpose: same('–'), services: [], toVerify: null, page: { kind: 'lista', intro: same('–'), first: [] }, measures: QUESTIONS.map((_, at) => measure(at)),
  sheets: { survey: [...QUESTIONS, 'sexo', 'edad', 'estudios'].map((name) => ({ type: 'select_one l', name })), choices: ['0', '1'].map((name) => ({ list_name: 'l', name })), settings: [] },
  domains: [
    { id: 'lugar', title: same('–'), by: { frame: 'lugar' }, codes: [] }, { id: 'area', title: same('–'), by: { frame: 'area' }, codes: coded(['urbana', 'rural']) }, { id: 'sexo', title: same('–'), by: { question: 'sexo' }, codes: coded(['M', 'H']) },
    { id: 'edad', title: same('–'), by: { question: 'edad' }, codes: coded(AGES) }, { id: 'estudios', title: same('–'), by: { question: 'estudios' }, codes: coded(SCHOOLING) },
  ],
};

/** Interviews of nobody, drawn with a seed: clusters of 25 in the districts' two areas, weights that differ threefold. */
function madeInput(): EstimateInput {
  const random = new Random(1);
  const rows = Array.from({ length: SIZE.interviews }, (_, row) => row % SIZE.units);
  const placeOf = (unit: number) => String(100_000 + (unit % SIZE.places));
  const pick = <T>(codes: readonly T[]) => rows.map(() => codes[random.next() % codes.length]!);
  const columns = Object.fromEntries(QUESTIONS.map((name, at) => [name, rows.map(() => (random.next() % 100 < 10 + (at * 7) % 80 ? '1' : '0'))]));
  return {
    instrument: INSTRUMENT, keys: {}, frame: { lugar: rows.map(placeOf), area: rows.map((unit) => (unit % 3 === 0 ? 'rural' : 'urbana')) }, table: answerTable(SIZE.interviews, { ...columns, sexo: pick(['M', 'H']), edad: pick(AGES), estudios: pick(SCHOOLING) }),
    design: surveyDesign({ strata: rows.map(placeOf), clusters: rows.map(String), weights: rows.map(() => 50 + (random.next() % 100)) }),
  };
}

/** How long a large round takes: every estimate with its error, and then what of it may be shown. */
export function benchSurveys(say: (line: string) => void): Section {
  const input = madeInput();
  say(`${SIZE.measures} measures over ${number(SIZE.interviews)} interviews…`);
  const [worked, judged]: [number[], number[]] = [[], []];
  let cells = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const started = performance.now();
    const estimates = estimateAll(input);
    const between = performance.now();
    protect(estimates, { measures: INSTRUMENT.measures, frame: input.frame, frameDomains: { lugar: 'lugar', area: 'area' } });
    if (run > 0) {
      worked.push(between - started);
      judged.push(performance.now() - between);
    }
    cells = estimates.length;
  }
  return {
    title: 'Estimates of a survey (`encuestas`)',
    how: `${SIZE.measures} proportions of ${number(SIZE.interviews)} made-up interviews in ${SIZE.units} clusters, for everybody and for 50 domains: ${number(cells)} estimates with their design-based error, interval, design effect and verdict. Then what would give a hidden one away is looked for over all of them. Seeded.`,
    measures: [
      { what: `all estimates, median of ${worked.length}`, value: `${number(median(worked))} ms`, target: '≤ 2,000 ms', met: median(worked) <= 2_000 },
      { what: `what may be shown, median of ${judged.length}`, value: `${number(median(judged))} ms`, target: '', met: null },
    ],
  };
}
