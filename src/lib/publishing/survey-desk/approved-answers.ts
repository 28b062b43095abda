import type { Queryable } from '#lib/platform/database.ts';
import { reviewCounts, roundAnswers, type AskedAnswers } from '#lib/surveys/review/round-answers.ts';
import type { SurveyRound } from '#lib/surveys/wave/round.ts';
import { unitsOf } from '#lib/surveys/wave/round-store.ts';
import type { ApprovedAnswers } from '../surveys/publish-wave.ts';
import type { RoundCounts } from './services.ts';

/** Submissions of a round: those of its questionnaire's form and version, in its days; of a drawn one, in the units that were drawn. */
async function asked(client: Queryable, { survey, code, instrument, version, from, to }: SurveyRound): Promise<AskedAnswers> {
  const units = await unitsOf(client, survey, code);
  return { form: instrument, versions: [version], from, to, units: units.length === 0 ? null : units.map(({ upm }) => upm) };
}

/** How far the answers of a round are reviewed. */
export async function countsOf(client: Queryable, round: SurveyRound): Promise<RoundCounts> {
  return reviewCounts(client, await asked(client, round));
}

/** What came of the addresses of a round, as its approved visits tell; null before there is an interview. */
export async function visitsFound(client: Queryable, round: SurveyRound): Promise<SurveyRound['visits']> {
  const { dispositions: { ineligible: _, ...outcomes } } = await roundAnswers(client, await asked(client, round));
  return outcomes.complete === 0 ? null : { ...outcomes, eligible: 1 };
}

const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))].sort();

/** The approved answers of a round, as its publication takes them. */
export async function approvedAnswers(client: Queryable, round: SurveyRound): Promise<ApprovedAnswers> {
  const { table, rows } = await roundAnswers(client, await asked(client, round));
  return {
    table, submissions: rows.map(({ number }) => String(number)), units: rows.map(({ unit }) => unit ?? ''), adults: rows.map(({ adults }) => adults),
    consent: distinct(rows.map(({ consent }) => consent)), languages: distinct(rows.map(({ language }) => language)),
  };
}
