import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Random } from '#lib/kernel/random.ts';
import { readSurveyInstrument, questions, type SurveyInstrument } from '../instrument/instrument.ts';
import { answerTable, type AnswerTable } from '../wave/answer-table.ts';
import type { PrimaryUnit, SurveyRound } from '../wave/round.ts';
import { workRound } from '../wave/work-round.ts';
import { PARTS, readHead, readPart, type PartName } from './published-round.ts';
import { roundDocument } from './round-document.ts';

const { instruments } = JSON.parse(readFileSync('facts/encuestas.json', 'utf8')) as { readonly instruments: readonly unknown[] };
const shipped = instruments.map((one) => { const read = readSurveyInstrument(one); if (!read.ok) throw new Error(JSON.stringify(read.problems[0])); return read.value; });

const ROWS = 240;
const UNITS: readonly PrimaryUnit[] = Array.from({ length: 24 }, (_, at) => ({ upm: `u${at}`, stratum: `e${at % 3}`, place: ['180101', '180106', '180301'][at % 3]!, area: at % 2 === 0 ? 'urbana' : 'rural', zone: `Zona ${at}`, population: null, probability: 0.2, dwellings: 80, selected: 10, eligible: 10, cell: `u${at}` }));

/** Answers of nobody to every question of a questionnaire, whatever its skips: seeded. */
function made({ sheets }: SurveyInstrument): AnswerTable {
  const random = new Random(7);
  const answer = (codes: readonly string[] | null): string | null => (random.oneIn(20) ? null : codes === null ? String(18 + (random.next() % 60)) : codes[random.next() % codes.length]!);
  return answerTable(ROWS, Object.fromEntries([...questions(sheets).values()].map(({ name, codes }) => [name, Array.from({ length: ROWS }, () => answer(codes))])));
}

/** Questions whose right answer is the round's own: any code will do here. */
function ownKeys({ measures, sheets }: SurveyInstrument): Record<string, string> {
  const quizzes = measures.flatMap(({ value }) => ('amount' in value ? [value.amount] : 'holds' in value && 'number' in value.holds ? [value.holds.number] : []));
  const own = quizzes.flatMap((amount) => ('correct' in amount ? Object.entries(amount.correct).filter(([, right]) => right === null).map(([question]) => question) : []));
  return Object.fromEntries(own.map((question) => [question, questions(sheets).get(question)!.codes![0]!]));
}

describe('every shipped questionnaire', () => {
  test.each(shipped.map((one) => [`${one.code} ${one.version}`, one] as const))('%s goes from answers to a document that is taken', (_, instrument) => {
    const keys = ownKeys(instrument);
    const round: SurveyRound = { survey: 'prueba', code: 'una', instrument: instrument.code, version: instrument.version, places: ['180101', '180106', '180301'], from: '2026-01-01', to: '2026-02-01', sample: instrument.kind === 'grupos' ? 'grupos' : instrument.kind === 'personas' ? 'probabilistica' : 'conveniencia', lonely: 'fail', calibration: 'ninguna', trim: null, previous: null, revisited: false, keys, visits: null, state: 'pesos' };
    const rows = Array.from({ length: ROWS }, (__, row) => row);
    const worked = workRound(round, instrument, { table: made(instrument), submissions: rows.map(String), units: rows.map((row) => `u${row % 24}`), adults: rows.map((row) => 1 + (row % 3)) }, UNITS, []);
    expect(worked.cells.length).toBeGreaterThan(0);
    const document = roundDocument({ survey: 'prueba', round: 'una', instrument, weighed: worked.weighed === null ? null : { ...worked.weighed, calibration: 'ninguna', margins: [], lonely: 'fail' }, cells: worked.cells, changes: [], former: null, tests: [], returns: [], head: { from: round.from, to: round.to, published: '2026-03-01', previous: null, revisited: false, uncompared: null, sample: round.sample, places: round.places, interviews: ROWS, consent: ['una'], languages: ['es'], keys, code: 'prueba', response: null } });
    expect(readHead(JSON.parse(JSON.stringify(document.head)))).toMatchObject({ ok: true });
    for (const name of Object.keys(PARTS) as PartName[]) for (const one of document[name]) expect(readPart(name, JSON.parse(JSON.stringify(one)))).toMatchObject({ ok: true });
  });
});
