import { surveyDesign } from '../../src/lib/surveys/estimate/design.ts';
import { answerTable, type AnswerTable } from '../../src/lib/surveys/wave/answer-table.ts';
import { estimateAll } from '../../src/lib/surveys/wave/estimates.ts';
import { protect } from '../../src/lib/surveys/wave/protect.ts';
import type { FrameColumns } from '../../src/lib/surveys/wave/reading.ts';
import { MADE_INSTRUMENT } from './made-survey.ts';
import { surveySample, type SurveySample } from './survey-sample.ts';

const QUESTIONS = ['expuesto', 'accede', 'aciertos', 'sat', 'raro', 'ingreso', 'gasto', 'sexo', 'edad'];

/** One wave of the synthetic sample as approved submissions give it. */
export function sampleTable(wave: '1' | '2', places: Readonly<Record<string, string>> = {}): { readonly sample: SurveySample; readonly table: AnswerTable; readonly frame: FrameColumns } {
  const sample = surveySample(({ ola }) => ola === wave);
  const cells = (name: string) => sample.text(name).map((cell) => (cell === '' || cell === 'NA' ? null : cell));
  return { sample, table: answerTable(sample.rows, Object.fromEntries(QUESTIONS.map((name) => [name, cells(name)]))), frame: { lugar: sample.text('municipio').map((code) => places[code] ?? code), area: sample.text('area') } };
}

/** Its estimates, kept back where they must be. */
export function madeRound(wave: '1' | '2', places: Readonly<Record<string, string>> = {}) {
  const { sample, table, frame } = sampleTable(wave, places);
  const design = surveyDesign({ strata: sample.text('estrato'), clusters: sample.text('upm'), weights: sample.numbers('peso') });
  const cells = protect(estimateAll({ instrument: MADE_INSTRUMENT, table, frame, keys: {}, design }), { measures: MADE_INSTRUMENT.measures, frame, frameDomains: { lugar: 'lugar', area: 'area' } });
  return { instrument: MADE_INSTRUMENT, keys: {}, strata: sample.text('estrato'), clusters: sample.text('upm'), drawn: [], table, frame, design, cells };
}
