import { THRESHOLD } from '../disclosure/few.ts';
import { designEffectOf, interval, mean, ratio, total, type Estimate } from '../estimate/estimate.ts';
import { kish, rowsWhere, type Design, type Domain } from '../estimate/design.ts';
import { proportionInterval, tellsNothing } from '../estimate/proportion.ts';
import { publication, type PublicationFlag, type PublicationReason } from '../estimate/publication.ts';
import { quantile } from '../estimate/quantile.ts';
import { questions, type SurveyInstrument } from '../instrument/instrument.ts';
import { questionsOf, type MeasureDefinition, type MeasureKind } from '../instrument/measure.ts';
import type { AnswerTable } from './answer-table.ts';
import { amounts, domainCodes, held, type FrameColumns, type QuizKeys, type Reading } from './reading.ts';

/** Why a figure is kept back: too few people, too little certainty, because it would give another one away, or because there is none. */
export type Withheld = Exclude<PublicationReason, 'intervalo-angosto' | 'intervalo-relativo-aceptable'> | 'cuenta-pequena' | 'muestra-chica' | 'nadie' | 'complementaria' | 'diferencia-chica' | 'grupo-chico' | 'sin-divisor';

/** One estimate of one measure in one domain, as it is worked out: what may be printed of it is decided after. */
export interface CellEstimate {
  readonly measure: string;
  /** Null is everybody. */
  readonly domain: string | null;
  readonly code: string | null;
  /** Of a distribution: which answer. */
  readonly answer: string | null;
  /** Rows that answered, unweighted, and those of the base that were asked. */
  readonly n: number;
  readonly asked: number;
  /** Unweighted people who said it; null of what is no part of people. Never leaves this room. */
  readonly count: number | null;
  readonly value: number | null;
  readonly error: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly df: number | null;
  readonly effect: number | null;
  readonly flags: readonly PublicationFlag[];
  readonly withheld: Withheld | null;
}

/** What is worked out of a measure: columns over all rows, and who is in its base. */
export interface MeasureColumn {
  readonly definition: Pick<MeasureDefinition, 'id' | 'domains'>;
  readonly kind: Exclude<MeasureKind, 'distribucion'>;
  /** Whether the value is a part of people: a proportion, or how many they are. */
  readonly people: boolean;
  readonly answer: string | null;
  readonly values: Float64Array;
  readonly under: Float64Array | null;
  readonly known: Uint8Array;
  readonly asked: Uint8Array;
}

export interface EstimateInput {
  readonly instrument: SurveyInstrument;
  readonly table: AnswerTable;
  readonly frame: FrameColumns;
  readonly keys: QuizKeys;
  readonly design: Design;
}

const ones = (held: Int8Array): Float64Array => Float64Array.from(held, (one) => (one === 1 ? 1 : 0));
const both = (a: Uint8Array, b: (row: number) => boolean): Uint8Array => a.map((one, row) => (one === 1 && b(row) ? 1 : 0));

/** The columns of one measure: one, or one for each answer of a distribution. */
export function measureColumns(instrument: SurveyInstrument, definition: MeasureDefinition, table: AnswerTable, keys: QuizKeys): MeasureColumn[] {
  const reading: Reading = { table, keys, unknown: new Set(definition.unknown) };
  const { value, base, kind } = definition;
  const asked = base.when === null ? new Uint8Array(table.rows).fill(1) : Uint8Array.from(held(reading, base.when), (one) => (one === 1 ? 1 : 0));
  const column = (of: Pick<MeasureColumn, 'values'> & Partial<MeasureColumn>, known: (row: number) => boolean): MeasureColumn =>
    ({ definition, kind: kind === 'distribucion' ? 'proporcion' : kind, people: false, answer: null, under: null, asked, known: both(asked, known), ...of });
  if ('holds' in value) {
    const own = held(reading, value.holds);
    return [column({ values: ones(own), people: true }, (row) => own[row] !== -1)];
  }
  if ('codesOf' in value) {
    const codes = (questions(instrument.sheets).get(value.codesOf)?.codes ?? []).filter((code) => !reading.unknown.has(code));
    return codes.map((code) => {
      const own = held(reading, { question: value.codesOf, in: [code] });
      return column({ values: ones(own), people: true, answer: code }, (row) => own[row] !== -1);
    });
  }
  const over = amounts(reading, 'amount' in value ? value.amount : value.over);
  const under = 'under' in value ? amounts(reading, value.under) : null;
  return [column({ values: over, under }, (row) => !Number.isNaN(over[row]!) && (under === null || !Number.isNaN(under[row]!)))];
}

/** Fewer answers than these tell nothing of a mean, a median or a ratio (METHODS §3.10, whose first rule is the same number). */
const LEAST_ANSWERS = 30;

const NOTHING = { value: null, error: null, low: null, high: null, df: null, effect: null, flags: [] } as const;

export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

type Worked = Pick<CellEstimate, 'value' | 'error' | 'low' | 'high' | 'df' | 'effect' | 'flags' | 'withheld'>;

/** Where no degree of freedom is left the design tells no error at all. */
const bare = ({ value }: Estimate): Worked => ({ ...NOTHING, value, withheld: 'muestra-chica' });

function proportionOf(design: Design, values: Float64Array, rows: Domain, count: number): Worked {
  const own = mean(design, values, rows);
  if (own.df < 1) return bare(own);
  const { published, reason, flags } = publication(own, count);
  // Where the design tells no variance it has no effect of its own, and that of the weights stands for it (METHODS §3.4).
  const silent = tellsNothing(own);
  const [low, high] = proportionInterval(own, 'wilson', 0.95, silent ? kish(Array.from(rows, (row) => design.weights[row]!)).effect : 1);
  const effect = silent ? null : finite(designEffectOf(design, own, values, rows));
  const confidential = flags.includes('cuenta-pequena');
  return { value: own.value, error: own.error, low, high, df: own.df, effect, flags: flags.filter((flag) => flag !== 'cuenta-pequena'), withheld: confidential ? 'cuenta-pequena' : published ? null : (reason as Withheld) };
}

/** A mean, a ratio or a total with its interval by Student's t. */
function figureOf(own: Estimate, effect: number | null): Worked {
  if (own.df < 1) return bare(own);
  const [low, high] = interval(own);
  const size = effect === null ? own.n : Math.min(own.n, own.n / effect);
  return { value: own.value, error: own.error, low, high, df: own.df, effect, flags: own.df < 8 ? ['pocos-grados-de-libertad'] : [], withheld: own.n < THRESHOLD ? 'cuenta-pequena' : size < LEAST_ANSWERS ? 'muestra-chica' : null };
}

function workedOut(design: Design, { kind, people, values, under }: MeasureColumn, rows: Domain, count: number): Worked {
  if (rows.length === 0) return { ...NOTHING, withheld: 'nadie' };
  if (kind === 'proporcion') return proportionOf(design, values, rows, count);
  if (kind === 'mediana') {
    const own = mean(design, values, rows);
    if (own.df < 1) return bare(own);
    const { value, low, high, error } = quantile(design, values, rows, 0.5);
    const below = Float64Array.from(values, (one) => (one <= value ? 1 : 0));
    return { ...figureOf({ ...own, value, error }, finite(designEffectOf(design, mean(design, below, rows), below, rows))), low, high };
  }
  if (kind === 'razon') {
    const own = ratio(design, values, under!, rows);
    const worked = figureOf(own, null);
    return Number.isFinite(own.value) ? worked : { ...NOTHING, withheld: worked.withheld ?? 'sin-divisor' };
  }
  if (kind === 'media') {
    const own = mean(design, values, rows);
    return figureOf(own, finite(designEffectOf(design, own, values, rows)));
  }
  const own = total(design, values, rows);
  // How many people are so tells the same as their part: what keeps back the one keeps back the other.
  return people ? { ...figureOf(own, null), withheld: proportionOf(design, values, rows, count).withheld } : figureOf(own, null);
}

function cell(design: Design, column: MeasureColumn, domain: string | null, code: string | null, rows: Domain): CellEstimate {
  const known = rows.filter((row) => column.known[row] === 1);
  let [asked, count] = [0, 0];
  for (const row of rows) asked += column.asked[row]!;
  for (const row of known) count += column.values[row]!;
  return { measure: column.definition.id, domain, code, answer: column.answer, n: known.length, asked, count: column.people ? count : null, ...workedOut(design, column, known, count) };
}

interface DomainRows {
  readonly domain: string | null;
  readonly code: string | null;
  readonly rows: Domain;
}

/** Rows of everybody and of each code of each domain, over all rows of the design: nobody is filtered out first (METHODS §3.2). */
export function domainsOf({ instrument, table, frame, design }: EstimateInput): readonly DomainRows[] {
  return [{ domain: null, code: null, rows: rowsWhere(design, () => true) }, ...instrument.domains.flatMap((one) => {
    const codes = domainCodes(table, frame, one);
    const listed = one.codes.length > 0 ? one.codes.map(({ code }) => code) : [...new Set(codes.filter((code) => code !== null))].sort();
    return listed.map((code): DomainRows => ({ domain: one.id, code, rows: rowsWhere(design, (row) => codes[row] === code) }));
  })];
}

/** Every measure of an instrument for everybody and for each domain that it is told for. */
export function estimateAll(input: EstimateInput): CellEstimate[] {
  const domains = domainsOf(input);
  return input.instrument.measures.flatMap((definition) => {
    const told = domains.filter(({ domain }) => domain === null || definition.domains.includes(domain));
    return measureColumns(input.instrument, definition, input.table, input.keys).flatMap((column) => told.map(({ domain, code, rows }) => cell(input.design, column, domain, code, rows)));
  });
}

/** The answer under which those who said that they do not know are told, beside the answers that say something. */
export const UNKNOWN_ANSWER = 'no-sabe';

/** Rows of a measure's base that answered it, and which of them said nothing with it. */
function unknownColumn({ instrument, table, keys }: EstimateInput, definition: MeasureDefinition): MeasureColumn {
  const asked = measureColumns(instrument, definition, table, keys)[0]!.asked;
  const cells = questionsOf({ value: definition.value, base: { ...definition.base, when: null } }).map(({ question }) => table.column(question));
  const says = (row: number, holds: (cell: string | null) => boolean): boolean => cells.some((column) => holds(column[row]!));
  const values = Float64Array.from({ length: table.rows }, (_, row) => (says(row, (cell) => cell !== null && definition.unknown.includes(cell)) ? 1 : 0));
  return { definition, kind: 'proporcion', people: true, answer: UNKNOWN_ANSWER, values, under: null, asked, known: both(asked, (row) => says(row, (cell) => cell !== null)) };
}

/**
 * How many do not know, of everybody who was asked: a category of its own, out of the means (METHODS §3.11). Of everybody
 * only, and not where the measure itself is kept back: by domain they are few. `shown` is what of the round may be shown.
 */
export function unknownEstimates(input: EstimateInput, shown: readonly CellEstimate[]): CellEstimate[] {
  const everybody = rowsWhere(input.design, () => true);
  return input.instrument.measures.filter(({ unknown }) => unknown.length > 0).map((definition) => {
    const kept = shown.some((one) => one.measure === definition.id && one.domain === null && one.withheld !== null);
    const own = cell(input.design, unknownColumn(input, definition), null, null, everybody);
    return kept && own.withheld === null ? { ...own, withheld: 'complementaria' as const } : own;
  });
}
