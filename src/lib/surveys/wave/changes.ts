import { association } from '../estimate/association.ts';
import { change, holm, stackedDesign } from '../estimate/change.ts';
import { everyRow, rowsWhere, type Design, type SampleRows } from '../estimate/design.ts';
import { student } from '../estimate/estimate.ts';
import { domainCodes } from './reading.ts';
import { measureColumns, UNKNOWN_ANSWER, type CellEstimate, type EstimateInput } from './estimates.ts';

/** A round as two are compared: its answers, its design, and what of it may be shown. */
export interface ComparedRound extends EstimateInput {
  readonly strata: readonly string[];
  readonly clusters: readonly string[];
  readonly drawn: NonNullable<SampleRows['drawn']>;
  readonly cells: readonly CellEstimate[];
}

/** "Went up" and "went down" only where chance hardly explains it (METHODS §11). */
export type ChangeWord = 'subio' | 'bajo' | 'sin-cambio';

export interface ChangeEstimate {
  readonly measure: string;
  readonly series: string;
  readonly domain: string | null;
  readonly code: string | null;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly error: number;
  readonly df: number;
  readonly p: number;
  /** Holm's, over the codes of its domain that were compared at once; of everybody, the same as `p`. */
  readonly corrected: number;
  readonly low: number;
  readonly high: number;
  /** The smallest change that would have been seen four times in five. */
  readonly detectable: number;
  readonly word: ChangeWord;
}

const LEVEL = 0.05;
/** How often a real change of that size would be seen. */
const POWER = 0.8;

/** The residuals of each round's calibration over its own rows, where both were calibrated or one was (METHODS §3.8). */
function residualsOf(before: Design, after: Design): Design['residuals'] {
  if (before.residuals === null && after.residuals === null) return null;
  return (scores) => {
    const [first, second] = [scores.slice(0, before.rows), scores.slice(before.rows)];
    return Float64Array.from([...(before.residuals?.(first) ?? first), ...(after.residuals?.(second) ?? second)]);
  };
}

/**
 * Both rounds as one design. Where the new one refuses lonely clusters it has none of its own, and those of the former one, if it has
 * any, keep the rule that it was published with; where both chose a rule, the new one's is that of the stack.
 */
function stack(before: ComparedRound, after: ComparedRound, revisited: boolean): Design {
  const waves = [before, after].map(({ strata, clusters, drawn, design: { weights } }) => ({ strata, clusters, drawn, weights }));
  const lonely = after.design.lonely === 'fail' ? before.design.lonely : after.design.lonely;
  return { ...stackedDesign(waves, revisited, lonely), residuals: residualsOf(before.design, after.design) };
}

const shown = (cells: readonly CellEstimate[], measure: string, domain: string | null, code: string | null): boolean => cells.some((one) => one.measure === measure && one.domain === domain && one.code === code && one.answer !== UNKNOWN_ANSWER && one.withheld === null);

interface Pair {
  readonly measure: string;
  readonly series: string;
  readonly domain: string | null;
  readonly code: string | null;
}

/** One measure in one domain, if both rounds may show it. */
function compared(pair: Pair, design: Design, before: ComparedRound, after: ComparedRound): Omit<ChangeEstimate, 'corrected' | 'word'> | null {
  const sides = [before, after].map((round) => {
    const definition = round.instrument.measures.find(({ series }) => series === pair.series);
    if (definition === undefined || !shown(round.cells, definition.id, pair.domain, pair.code)) return null;
    const column = measureColumns(round.instrument, definition, round.table, round.keys)[0]!;
    const domain = round.instrument.domains.find(({ id }) => id === pair.domain);
    const codes = domain === undefined ? null : domainCodes(round.table, round.frame, domain);
    return { values: column.values, in: (row: number) => column.known[row] === 1 && (codes === null || codes[row] === pair.code) };
  });
  const [first, second] = sides;
  if (first == null || second == null) return null;
  const values = Float64Array.from([...first.values, ...second.values]);
  const from = before.table.rows;
  const found = change(design, values, rowsWhere(design, (row) => row < from && first.in(row)), rowsWhere(design, (row) => row >= from && second.in(row - from)));
  if (found.df < 1 || !(found.error > 0)) return null;
  const { difference, error, df, p, low, high } = found;
  return { ...pair, before: found.before, after: found.after, difference, error, df, p, low, high, detectable: (student(1 - LEVEL / 2, df) + student(POWER, df)) * error };
}

/**
 * What changed from one round to the next in every series that both asked, of everybody and by domain. `revisited` says that the
 * same clusters were visited again; several codes compared at once are corrected by Holm (METHODS §3.7).
 */
export function changes(before: ComparedRound, after: ComparedRound, revisited: boolean): ChangeEstimate[] {
  const design = stack(before, after, revisited);
  const comparable = after.instrument.measures.filter(({ kind }) => kind === 'proporcion' || kind === 'media');
  return comparable.flatMap(({ id: measure, series, domains }) => [null, ...domains].flatMap((domain) => {
    const codes = domain === null ? [null] : [...new Set(after.cells.filter((one) => one.measure === measure && one.domain === domain).map(({ code }) => code))];
    const found = codes.flatMap((code) => compared({ measure, series, domain, code }, design, before, after) ?? []);
    const corrected = holm(found.map(({ p }) => p));
    return found.map((one, at): ChangeEstimate => ({ ...one, corrected: corrected[at]!, word: corrected[at]! >= LEVEL ? 'sin-cambio' : one.difference > 0 ? 'subio' : 'bajo' }));
  }));
}

/** Whether what people said goes together with a domain: a place, their sex (METHODS §3.6). */
export interface AssociationEstimate {
  readonly measure: string;
  readonly domain: string;
  readonly f: number;
  readonly df: readonly [number, number];
  readonly p: number;
}

/** Tests of the proportions by the domains asked for; only where every code of the domain may be shown, for the statistic tells of all. */
export function associations(round: ComparedRound, domains: readonly string[]): AssociationEstimate[] {
  const { instrument, table, frame, keys, design, cells } = round;
  return instrument.measures.filter(({ kind }) => kind === 'proporcion').flatMap((definition) => definition.domains.filter((id) => domains.includes(id)).flatMap((id) => {
    const own = cells.filter((one) => one.measure === definition.id && one.domain === id);
    if (own.length < 2 || own.some(({ withheld }) => withheld !== null)) return [];
    const column = measureColumns(instrument, definition, table, keys)[0]!;
    const codes = domainCodes(table, frame, instrument.domains.find((one) => one.id === id)!);
    const levels = own.map(({ code }) => code);
    const rows = everyRow(design).filter((row) => column.known[row] === 1 && codes[row] !== null);
    const found = association(design, column.values, Float64Array.from(codes, (code) => levels.indexOf(code)), rows);
    return found === null ? [] : [{ measure: definition.id, domain: id, f: found.statistic, df: [found.df[0]!, found.df[1]!] as const, p: found.p }];
  }));
}
