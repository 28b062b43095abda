import type { Queryable } from '#lib/platform/database.ts';
import { isFew, THRESHOLD } from '../disclosure/few.ts';
import type { SurveyInstrument } from '../instrument/instrument.ts';
import { questionsOf } from '../instrument/measure.ts';
import type { CellEstimate } from './estimates.ts';
import { GROUP_QUESTION, PRESENT, SERVICE_QUESTION } from './plain.ts';
import type { SurveyRound } from './round.ts';
import type { RoundAnswers } from './work-round.ts';

/**
 * What one published version of a round was worked from. Every version stays readable, so that a later one is held against all
 * of them, and against those of other rounds over the same days: what differs between two tells of those who differ (METHODS §10).
 */
export interface RoundVersion {
  /** Of each submission a keyed hash of its answers that figures are worked from, the same in every round of its form. */
  readonly people: Readonly<Record<string, string>>;
  /** Of each cell that it shows the unweighted people who answered, and who said so; the latter null of what is no part of people. */
  readonly counts: Readonly<Record<string, readonly [number, number | null]>>;
}

/** Between none and so many people of difference somebody's answers could be told. */
const isFewApart = (difference: number): boolean => isFew(Math.abs(difference));

const keyOf = ({ measure, domain, code, answer }: CellEstimate): string => JSON.stringify([measure, domain, code, answer]);

/** Questions that some figure of the round is worked from; a correction of any other changes nothing that is published. */
function questionsUsed({ measures, domains }: SurveyInstrument): string[] {
  const ofDomains = domains.flatMap(({ by }) => ('question' in by ? [by.question] : 'number' in by ? [by.number] : []));
  return [...new Set([...measures.flatMap((one) => questionsOf(one).map(({ question }) => question)), ...ofDomains, GROUP_QUESTION, SERVICE_QUESTION, ...PRESENT])].sort();
}

/** Each submission with a hash of what its rows say, and of where and for how many adults they say it. */
export function peopleOf({ table, submissions, units, adults }: RoundAnswers, instrument: SurveyInstrument, hash: (text: string) => string): RoundVersion['people'] {
  const columns = questionsUsed(instrument).map((question) => table.column(question));
  const rows = Map.groupBy(submissions.keys(), (row) => submissions[row]!);
  return Object.fromEntries([...rows].map(([submission, own]) => [submission, hash(JSON.stringify([submission, own.map((row) => [units[row], adults[row], ...columns.map((column) => column[row])])]))]));
}

/** People whom one of two versions has and the other has not, or has with other answers. */
function apart(one: RoundVersion['people'], other: RoundVersion['people']): number {
  return Object.keys({ ...one, ...other }).filter((submission) => one[submission] !== other[submission]).length;
}

/** The fewest people between one and four by whom these differ from a version; null where they differ by none or by enough from each. */
export function fewApart(versions: readonly RoundVersion[], people: RoundVersion['people']): number | null {
  const few = versions.map((one) => apart(one.people, people)).filter(isFew);
  return few.length === 0 ? null : Math.min(...few);
}

/** Whether a figure, subtracted from the same one of another version, would tell what one to four people said. */
export const tellsFew = (versions: readonly RoundVersion[]) => (cell: CellEstimate): boolean => versions.some(({ counts }) => {
  const before = counts[keyOf(cell)];
  if (before === undefined) return false;
  const [n, count] = before;
  return isFewApart(cell.n - n) || (cell.count !== null && count !== null && (isFewApart(cell.count - count) || isFewApart(cell.n - cell.count - (n - count))));
});

export const countsShown = (cells: readonly CellEstimate[]): RoundVersion['counts'] =>
  Object.fromEntries(cells.filter(({ withheld }) => withheld === null).map((cell) => [keyOf(cell), [cell.n, cell.count] as const]));

/** Whether one has all the people of the other but a few: what the two show may then be subtracted. */
function isWithin(one: RoundVersion['people'], other: RoundVersion['people']): boolean {
  const [fewer, more] = Object.keys(one).length <= Object.keys(other).length ? [one, other] : [other, one];
  return Object.keys(fewer).filter((submission) => !Object.hasOwn(more, submission)).length < THRESHOLD;
}

/**
 * What was published, oldest first, that a round is held against: every version of its own, and of any round of the same form in
 * days of its own, those of much the same people. No other publication of the form goes on until the transaction ends.
 */
export async function versionsAgainst(client: Queryable, { survey, code, instrument, from, to }: SurveyRound, people: RoundVersion['people']): Promise<RoundVersion[]> {
  await client.query('select codigo from encuesta where instrumento = $1 order by codigo for update', [instrument]);
  const { rows } = await client.query(
    `select v.personas as people, v.cuentas as counts, v.encuesta = $1 and v.ola = $2 as own from ola_version v join ola o on o.encuesta = v.encuesta and o.codigo = v.ola join encuesta e on e.codigo = o.encuesta
    where e.instrumento = $3 and o.desde <= $5 and o.hasta >= $4 order by v.numero`, [survey, code, instrument, from, to],
  );
  return (rows as (RoundVersion & { readonly own: boolean })[]).filter((one) => one.own || isWithin(one.people, people));
}

export async function keepVersion(client: Queryable, survey: string, round: string, { people, counts }: RoundVersion): Promise<void> {
  await client.query('insert into ola_version (encuesta, ola, personas, cuentas) values ($1, $2, $3, $4)', [survey, round, JSON.stringify(people), JSON.stringify(counts)]);
}
