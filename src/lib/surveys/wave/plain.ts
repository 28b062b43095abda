import { sampleQuantile } from '#lib/indicators/statistics/describe.ts';
import { isFew, THRESHOLD } from '../disclosure/few.ts';
import { groupScore } from '../field/outcome.ts';
import type { SurveyInstrument } from '../instrument/instrument.ts';
import type { AnswerTable } from './answer-table.ts';
import { domainsOf, finite, measureColumns, type CellEstimate, type EstimateInput, type MeasureColumn } from './estimates.ts';
import type { QuizKeys } from './reading.ts';

/** What a figure has where chance did not draw who answered: no error, no interval, no weights (METHODS §3.11). */
const NO_ERROR = { error: null, low: null, high: null, df: null, effect: null, flags: [] } as const;

/** Of those who told us: their part, their mean, their median; nothing of anybody else. */
function plainValue(kind: string, values: readonly number[], under: readonly number[] | null): number {
  const sum = values.reduce((all, value) => all + value, 0);
  if (kind === 'mediana') return sampleQuantile(values, 0.5);
  if (kind === 'razon') return sum / under!.reduce((all, value) => all + value, 0);
  return kind === 'total' ? sum : sum / values.length;
}

/** Every measure of a sample of convenience, unweighted: "so many of those who told us". */
export function plainEstimates(input: EstimateInput): CellEstimate[] {
  const { instrument, table, keys } = input;
  const domains = domainsOf(input);
  return instrument.measures.flatMap((definition) => measureColumns(instrument, definition, table, keys).flatMap((column) => domains.filter(({ domain }) => domain === null || definition.domains.includes(domain)).map(({ domain, code, rows }): CellEstimate => {
    const known = Array.from(rows).filter((row) => column.known[row] === 1);
    const values = known.map((row) => column.values[row]!);
    const count = column.people ? values.reduce((sum, value) => sum + value, 0) : null;
    const cell = { measure: definition.id, domain, code, answer: column.answer, n: known.length, asked: Array.from(rows).filter((row) => column.asked[row] === 1).length, count, ...NO_ERROR };
    if (known.length === 0) return { ...cell, value: null, withheld: 'nadie' };
    const confidential = isFew(known.length) || (count !== null && (isFew(count) || isFew(known.length - count)));
    const value = finite(plainValue(column.kind, values, column.under === null ? null : known.map((row) => column.under![row]!)));
    return { ...cell, value, withheld: confidential ? 'cuenta-pequena' : value === null ? 'sin-divisor' : null };
  })));
}

/** Questions in which a row says which group sat together, about which service, and how many came. */
export const GROUP_QUESTION = 'grupo';
export const SERVICE_QUESTION = 'servicio';
export const PRESENT = ['mujeres', 'hombres'] as const;
/** Whoever provides a service scores itself: beside the groups, never among them. */
const PROVIDER = 'proveedor';

/** People of each row: of a meeting those who came; a row without that count is one person of a group. */
function presentIn(table: AnswerTable): readonly (number | null)[] {
  const counts = PRESENT.map((question) => table.column(question));
  return Array.from({ length: table.rows }, (_, row) => (counts.every((column) => column[row] === null) ? null : counts.reduce((sum, column) => sum + Number(column[row] ?? 0), 0)));
}

interface Group {
  readonly service: string | null;
  readonly name: string;
  readonly rows: readonly number[];
}

function groupsOf(table: AnswerTable): Group[] {
  const [names, services] = [table.column(GROUP_QUESTION), table.column(SERVICE_QUESTION)];
  const rows = [...names.keys()].filter((row) => names[row] !== null);
  return [...Map.groupBy(rows, (row) => `${services[row] ?? ''}\u0000${names[row]}`)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => ({ service: services[own[0]!] ?? null, name: names[own[0]!]!, rows: own }));
}

/** One group's score: the median of its people's, or of its meetings of at least five; and how many people it is of. */
function scoreOf({ rows }: Group, column: MeasureColumn, present: readonly (number | null)[]): { readonly value: number | null; readonly people: number } {
  const known = rows.filter((row) => column.known[row] === 1 && (present[row] === null || present[row]! >= THRESHOLD));
  const people = known.reduce((sum, row) => sum + (present[row] ?? 1), 0);
  const values = known.map((row) => column.values[row]!);
  return { people, value: known.some((row) => present[row] !== null) ? sampleQuantile(values, 0.5) : groupScore(values) };
}

/**
 * Scores of groups: each one's, and the median of those that may be shown, service by service. Never an interval, never beside a
 * survey's percentages; a group of fewer than five shows nothing (METHODS §1.6). A group of a service has the code `vias/mujeres`.
 */
export function groupEstimates(instrument: SurveyInstrument, table: AnswerTable, keys: QuizKeys): CellEstimate[] {
  const [groups, present] = [groupsOf(table), presentIn(table)];
  return instrument.measures.filter(({ kind }) => kind === 'mediana').flatMap((definition) => {
    const column = measureColumns(instrument, definition, table, keys)[0]!;
    const cell = (domain: string | null, code: string | null, n: number, value: number | null): CellEstimate => ({ measure: definition.id, domain, code, answer: null, n, asked: n, count: null, value, withheld: value === null ? 'grupo-chico' : null, ...NO_ERROR });
    return [...Map.groupBy(groups, ({ service }) => service)].flatMap(([service, own]) => {
      const scored = own.map((group) => ({ group, ...scoreOf(group, column, present) }));
      const told = scored.filter(({ group, value }) => value !== null && group.name !== PROVIDER);
      const median = told.length === 0 ? null : sampleQuantile(told.map(({ value }) => value!), 0.5);
      const whole = cell(service === null ? null : SERVICE_QUESTION, service, told.reduce((sum, { people }) => sum + people, 0), median);
      return [whole, ...scored.map(({ group, value, people }) => cell(GROUP_QUESTION, service === null ? group.name : `${service}/${group.name}`, people, value))];
    });
  });
}
