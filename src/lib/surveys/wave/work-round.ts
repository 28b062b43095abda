import { YupayError } from '#lib/kernel/errors.ts';
import { surveyDesign } from '../estimate/design.ts';
import type { SurveyInstrument } from '../instrument/instrument.ts';
import type { AnswerTable } from './answer-table.ts';
import type { ComparedRound } from './changes.ts';
import { estimateAll, unknownEstimates, type CellEstimate } from './estimates.ts';
import { groupEstimates, plainEstimates } from './plain.ts';
import { protect } from './protect.ts';
import { domainCodes, type FrameColumns } from './reading.ts';
import type { MarginTotal, PrimaryUnit, SurveyRound } from './round.ts';
import { weigh, type NamedMargin, type Weighed } from './weights.ts';

/** The approved answers of a round: what is worked out, and which submission, primary unit and household each row is of. */
export interface RoundAnswers {
  readonly table: AnswerTable;
  /** Number of the submission of each row, as text. */
  readonly submissions: readonly string[];
  /** Primary unit of each row; of no use where nobody was drawn. */
  readonly units: readonly string[];
  /** Adults of its household, of whom one answered. */
  readonly adults: readonly number[];
}

export interface WorkedRound extends ComparedRound {
  /** Null without a drawn sample. */
  readonly weighed: Weighed | null;
}

const bad = (detalle: string): YupayError => new YupayError('muestra-mala', { detalle });

function unitsOfRows({ units }: RoundAnswers, drawn: readonly PrimaryUnit[]): readonly PrimaryUnit[] {
  const byCode = new Map(drawn.map((unit) => [unit.upm, unit]));
  return units.map((code) => byCode.get(code) ?? (() => { throw bad(`hay entrevistas del conglomerado «${code}», que no salió sorteado`); })());
}

/** Of each row, the eligible of its cell over those who answered there. */
function nonResponse(rows: readonly PrimaryUnit[], drawn: readonly PrimaryUnit[]): number[] {
  const eligible = new Map<string, number>();
  for (const { cell, eligible: count } of drawn) eligible.set(cell, (eligible.get(cell) ?? 0) + count);
  const answered = Map.groupBy(rows, ({ cell }) => cell);
  return rows.map(({ cell }) => {
    const factor = eligible.get(cell)! / answered.get(cell)!.length;
    if (factor < 1) throw bad(`en la celda «${cell}» respondieron más personas que las elegibles`);
    return factor;
  });
}

/** Totals of the population as margins over the rows; each margin is a domain of the instrument. */
function marginsOver(margins: readonly MarginTotal[], instrument: SurveyInstrument, table: AnswerTable, frame: FrameColumns): NamedMargin[] {
  return [...Map.groupBy(margins, ({ margin }) => margin)].map(([name, totals]) => {
    const domain = instrument.domains.find(({ id }) => id === name);
    if (domain === undefined) throw bad(`el cuestionario no tiene la característica «${name}»`);
    const codes = domainCodes(table, frame, domain);
    if (codes.includes(null)) throw bad(`a ${codes.filter((code) => code === null).length} entrevistas les falta «${name}»: complételas o quite esa característica`);
    return { name, codes: codes as readonly string[], order: totals.map(({ code }) => code), totals: Object.fromEntries(totals.map(({ code, total }) => [code, total])) };
  });
}

function frameDomains({ domains }: SurveyInstrument): { lugar?: string; area?: string } {
  return Object.fromEntries(domains.flatMap(({ id, by }) => ('frame' in by ? [[by.frame, id]] : [])));
}

/** Whether a figure that may be shown for itself tells of a few, held against what was published before of the round. */
type Tells = (cell: CellEstimate) => boolean;

const keepBack = (cells: readonly CellEstimate[], tells: Tells): CellEstimate[] => cells.map((one) => (one.withheld === null && tells(one) ? { ...one, withheld: 'diferencia-chica' as const } : one));

function drawnRound(round: SurveyRound, instrument: SurveyInstrument, answers: RoundAnswers, drawn: readonly PrimaryUnit[], margins: readonly MarginTotal[], tells: Tells): WorkedRound {
  const rows = unitsOfRows(answers, drawn);
  const { table } = answers;
  const frame = { lugar: rows.map(({ place }) => place), area: rows.map(({ area }) => area) };
  const [strata, clusters] = [rows.map(({ stratum }) => stratum), rows.map(({ upm }) => upm)];
  const chosen = drawn.map(({ stratum, upm }) => ({ stratum, cluster: upm }));
  const finite = rows.every(({ population }) => population !== null) ? { populations: rows.map(({ population }) => population!), dwellings: rows.map(({ dwellings }) => dwellings) } : null;
  const weighed = weigh({
    strata, clusters, drawn: chosen, finite, households: rows.map(({ probability, dwellings, selected }) => dwellings / selected / probability), adults: answers.adults, nonResponse: nonResponse(rows, drawn),
    margins: marginsOver(margins, instrument, table, frame), calibration: round.calibration, lonely: round.lonely, trim: round.trim,
  });
  const input = { instrument, table, frame, keys: round.keys, design: weighed.design };
  const shown = protect(keepBack(estimateAll(input), tells), { measures: instrument.measures, frame, frameDomains: frameDomains(instrument) });
  return { ...input, strata, clusters, drawn: chosen, weighed, cells: [...shown, ...keepBack(unknownEstimates(input, shown), tells)] };
}

/** Where nobody was drawn: no weights, no errors. Of groups their scores, of whoever answered their own parts. */
function plainRound(round: SurveyRound, instrument: SurveyInstrument, { table, units }: RoundAnswers, drawn: readonly PrimaryUnit[], tells: Tells): WorkedRound {
  const byCode = new Map(drawn.map((unit) => [unit.upm, unit]));
  const only = round.places.length === 1 ? round.places[0]! : null;
  const frame = { lugar: units.map((code) => byCode.get(code)?.place ?? only), area: units.map((code) => byCode.get(code)?.area ?? null) };
  const none = units.map(() => '');
  const input = { instrument, table, frame, keys: round.keys, design: surveyDesign({ weights: units.map(() => 1) }) };
  const cells = round.sample === 'grupos' ? keepBack(groupEstimates(instrument, table, round.keys), tells) : protect(keepBack(plainEstimates(input), tells), { measures: instrument.measures, frame, frameDomains: frameDomains(instrument) });
  return { ...input, strata: none, clusters: none, drawn: [], weighed: null, cells };
}

/** A round from its approved answers to what may be shown of it. Throws `muestra-mala`, `pesos-negativos`, `conglomerado-solo`, `ola-sin-clave`. */
export function workRound(round: SurveyRound, instrument: SurveyInstrument, answers: RoundAnswers, drawn: readonly PrimaryUnit[], margins: readonly MarginTotal[], tells: Tells = () => false): WorkedRound {
  if (answers.table.rows === 0) throw bad('no hay ninguna respuesta aprobada');
  return round.sample === 'probabilistica' ? drawnRound(round, instrument, answers, drawn, margins, tells) : plainRound(round, instrument, answers, drawn, tells);
}
