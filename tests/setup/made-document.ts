import type { PublishedRound } from '../../src/lib/surveys/report/published-round.ts';
import { roundDocument, type DocumentInput } from '../../src/lib/surveys/report/round-document.ts';
import { associations, changes } from '../../src/lib/surveys/wave/changes.ts';
import { kish } from '../../src/lib/surveys/estimate/design.ts';
import { madeRound } from './made-round.ts';
import { MADE_INSTRUMENT } from './made-survey.ts';

/** The districts in whose place the synthetic sample is put: nobody was asked anything there. */
const PLACES = { M01: '180101', M02: '180106', M03: '180301' } as const;

type Made = ReturnType<typeof madeRound>;

function documentOf(made: Made, code: string, year: string, change: Partial<DocumentInput> & { readonly previous: string | null }): PublishedRound {
  const { previous, ...rest } = change;
  return roundDocument({
    survey: 'percepcion-prueba', round: code, instrument: MADE_INSTRUMENT,
    head: {
      from: `${year}-11-10`, to: `${year}-12-05`, published: `${Number(year) + 1}-02-01`, previous, revisited: previous !== null, uncompared: null, sample: 'probabilistica', places: Object.values(PLACES), interviews: made.table.rows, consent: ['consentimiento-1'], languages: ['es'],
      code: 'prueba', keys: {}, response: { least: 400 / 595, likely: 400 / 592 },
    },
    weighed: { calibration: 'ninguna', margins: [], lonely: 'fail', collapsed: [], trimmed: 0, kish: kish(made.design.weights) }, cells: made.cells, changes: [], former: null, tests: associations(made, ['sexo', 'lugar']), returns: [], ...rest,
  });
}

/** Two rounds of a survey that nobody answered, as they would be published. */
export function madeDocuments(): readonly [PublishedRound, PublishedRound] {
  const [first, second] = [madeRound('1', PLACES), madeRound('2', PLACES)];
  const base = documentOf(first, 'linea-base', '2024', { previous: null, returns: [{ area: 'Centro poblado de prueba', place: '180106', date: '2025-03-01', language: 'Español', women: 24, men: 3, contested: 'Piden preguntar por la posta.' }] });
  return [base, documentOf(second, 'ola-2', '2025', { previous: 'linea-base', changes: changes(first, second, true), former: base })];
}
