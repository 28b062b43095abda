import { Random } from '#lib/kernel/random.ts';
import { rake } from '#lib/surveys/estimate/calibrate.ts';
import { surveyDesign, type Design } from '#lib/surveys/estimate/design.ts';
import type { SurveyInstrument } from '#lib/surveys/instrument/instrument.ts';
import type { MeasureDefinition } from '#lib/surveys/instrument/measure.ts';
import { answerTable } from '#lib/surveys/wave/answer-table.ts';
import { estimateAll, type EstimateInput } from '#lib/surveys/wave/estimates.ts';
import { protect } from '#lib/surveys/wave/protect.ts';
import { domainCodes } from '#lib/surveys/wave/reading.ts';
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

const PEOPLE = 1_000_000;

/** The same sample raked to three characteristics of a population somewhat unlike it. */
function raked({ instrument, table, frame, design }: EstimateInput): Design {
  return rake(design, ['area', 'sexo', 'edad'].map((id) => {
    const codes = domainCodes(table, frame, instrument.domains.find((one) => one.id === id)!).map((code) => code!);
    const parts = [...Map.groupBy(codes, (code) => code)].map(([code, own], at) => [code, own.length * (10 + at)] as const);
    const whole = parts.reduce((sum, [, part]) => sum + part, 0);
    return { codes, totals: Object.fromEntries(parts.map(([code, part]) => [code, (PEOPLE * part) / whole])) };
  }));
}

/** How long a large round takes: every estimate with its error, plain and raked, and then what of it may be shown. */
export function benchSurveys(say: (line: string) => void): Section {
  const input = madeInput();
  const calibrated = { ...input, design: raked(input) };
  say(`${SIZE.measures} measures over ${number(SIZE.interviews)} interviews…`);
  const [worked, calibratedWorked, judged]: [number[], number[], number[]] = [[], [], []];
  let cells = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const marks = [performance.now()];
    const estimates = estimateAll(input);
    marks.push(performance.now());
    protect(estimates, { measures: INSTRUMENT.measures, frame: input.frame, frameDomains: { lugar: 'lugar', area: 'area' } });
    marks.push(performance.now());
    estimateAll(calibrated);
    marks.push(performance.now());
    if (run > 0) [worked, judged, calibratedWorked].forEach((times, at) => times.push(marks[at + 1]! - marks[at]!));
    cells = estimates.length;
  }
  return {
    title: 'Estimates of a survey (`encuestas`)',
    how: `${SIZE.measures} proportions of ${number(SIZE.interviews)} made-up interviews in ${SIZE.units} clusters, for everybody and for 50 domains: ${number(cells)} estimates with their design-based error, interval, design effect and verdict; once more with the sample raked to three characteristics. Then what would give a hidden one away is looked for over all of them. Seeded.`,
    measures: [
      { what: `all estimates, median of ${worked.length}`, value: `${number(median(worked))} ms`, target: '≤ 2,000 ms', met: median(worked) <= 2_000 },
      { what: `all estimates of a raked sample, median of ${calibratedWorked.length}`, value: `${number(median(calibratedWorked))} ms`, target: '≤ 2,000 ms', met: median(calibratedWorked) <= 2_000 },
      { what: `what may be shown, median of ${judged.length}`, value: `${number(median(judged))} ms`, target: '', met: null },
    ],
  };
}
