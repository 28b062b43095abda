import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { approximate, rowsOf, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import { gaps } from './place-page-canon.ts';
import { sentenceCase } from './place-page-transfers.ts';
import type { Plan, Question } from './question-ask.ts';
import { sourceName, subjectOf } from './question-words.ts';
import type { PlaceView } from './services.ts';
import type { Block, TableRow } from './view.ts';

/** A question with its answer: which rows of the receipt are shown, and which years stand out of the comparison. */
export interface Answered {
  readonly question: Question;
  readonly place: PlaceView | null;
  readonly plan: Plan;
  readonly answer: Answer;
  /** Rows that answer, in the answer's order. */
  readonly rows: readonly number[];
  /** Incomplete years beside whole ones: never compared with them. */
  readonly leftOut: readonly number[];
  /** Districts by code. */
  readonly names: ReadonlyMap<string, string>;
}

/** More rows than this are no table for a phone; the CSV has them all, and the page says how many it leaves out. */
export const SHOWN = 100;
const BARS = 8;

/** The rows of an answer by year within the years asked for, and the incomplete ones among several. */
export function withinYears(answer: Answer, { shape, from, to }: Plan): { readonly rows: readonly number[]; readonly leftOut: readonly number[] } {
  if (shape === 'lugar') return { rows: rowsOf(answer), leftOut: [] };
  const year = (row: number) => Number(text(answer, row, 'anio'));
  const inside = rowsOf(answer).filter((row) => year(row) >= from && year(row) <= to);
  if (from === to) return { rows: inside, leftOut: [] };
  const cut = (row: number) => text(answer, row, 'parcial') === 'true';
  return { rows: inside.filter((row) => !cut(row)), leftOut: inside.filter(cut).map(year) };
}

const received = ({ que }: Question): boolean => que === 'canon' || que === 'transferencias';
const reasonOf = ({ plan }: Answered) => (plan.dataset === 'canon-minero' ? 'en-blanco' : 'sin-dato');
const value = (view: Answered, row: number, short = false) => shown(view.answer, row, 'valor', short ? 'soles-cortos' : 'soles-enteros', reasonOf(view));
const year = ({ answer }: Answered, row: number) => shown(answer, row, 'anio', 'anio');
const known = ({ answer, rows }: Answered): number[] => rows.filter((row) => text(answer, row, 'valor') !== null);
const largest = (view: Answered, rows: readonly number[]): number => rows.reduce((best, row) => ((approximate(text(view.answer, row, 'valor')) ?? 0) > (approximate(text(view.answer, best, 'valor')) ?? 0) ? row : best), rows[0]!);

/** The district's name where municipalities answer; else the unit's own. */
function nameOf({ question, answer, names }: Answered, row: number): string {
  const code = text(answer, row, 'ubigeo') ?? '';
  if (question.quien === 'municipalidades') return names.get(code) ?? sentenceCase(text(answer, row, 'nombre') ?? code);
  return sentenceCase(text(answer, row, 'nombre') ?? text(answer, row, 'sec_ejec') ?? code);
}

const addedUp = ({ place, plan }: Answered): boolean => plan.shape === 'anio' && place?.level !== 'distrito';

/** Sums of as many entities each: others are shown, and no year is called the highest of them. */
const comparable = ({ answer }: Answered, rows: readonly number[]): boolean => new Set(rows.map((row) => text(answer, row, 'con_dato'))).size === 1;

/** The answer in one sentence. */
function sentence(view: Answered, t: Messages): Phrase {
  const words = t.question.said;
  const quien = subjectOf(view.question, view.place, t);
  const have = known(view);
  if (have.length === 0) return [fill(words.blank, { quien })];
  const top = largest(view, have);
  if (view.plan.shape === 'lugar') return phrase(words.list, { anio: year(view, top), quien, lugar: nameOf(view, top), valor: value(view, top, true) });
  if (have.length === 1) return phrase(words.one, { anio: year(view, top), quien, valor: value(view, top, true) });
  const last = have.at(-1)!;
  if (addedUp(view) && !comparable(view, have)) return phrase(words.sumVarying, { quien, ultimo: year(view, last), reciente: value(view, last, true) });
  return phrase(addedUp(view) ? words.sum : words.series, { quien, anio: year(view, top), valor: value(view, top, true), ultimo: year(view, last), reciente: value(view, last, true) });
}

function covers(view: Answered, t: Messages): Phrase[] {
  const { answer, question, plan, rows } = view;
  const words = t.question.covers;
  const count = (row: number, column: string) => shown(answer, row, column, 'entero');
  if (question.quien !== 'municipalidades') {
    const last = rows.at(-1)!;
    return plan.shape === 'lugar' ? [phrase(words.units, { n: count(last, 'con_dato'), de: count(last, 'de') })] : [];
  }
  if (plan.shape === 'lugar') return [phrase(words.list, { n: count(rows[0]!, 'con_dato'), de: count(rows[0]!, 'de'), distritos: count(rows[0]!, 'distritos') })];
  const last = known(view).at(-1);
  return addedUp(view) && last !== undefined ? [phrase(words.sum, { n: count(last, 'con_dato'), anio: year(view, last), distritos: count(last, 'distritos') })] : [];
}

/** What the reader must know of the source, and of what is not compared. */
export function notes(view: Answered, t: Messages): Phrase[] {
  const { answer, plan, rows, leftOut } = view;
  const words = t.question;
  const cut = rows.find((row) => text(answer, row, 'parcial') === 'true');
  const said: Phrase[] = [];
  if (leftOut.length > 0) said.push([fill(words.leftOut, { anios: leftOut.join(', ') })]);
  if (cut !== undefined) said.push([words.cut]);
  if (cut !== undefined && text(answer, cut, 'corte') !== null) said.push(phrase(words.cutAt, { corte: shown(answer, cut, 'corte', 'texto') }));
  if (plan.dataset === 'transferencias-resumen') said.push([words.transfersWhat], [words.transfersCut]);
  if (plan.dataset === 'canon-minero') said.push([words.canonWhat]);
  return [...said, [t.site.nominal]];
}

export const lead = (view: Answered, t: Messages): Phrase[] => [sentence(view, t), ...covers(view, t)];

function yearsBlock(view: Answered, t: Messages): Block {
  const { question, place, answer, rows, leftOut } = view;
  const words = t.question.chart;
  const [quien, que] = [subjectOf(question, place, t), t.question.que[question.que]];
  const points = rows.map((row) => ({ year: Number(text(answer, row, 'anio')), figure: value(view, row, true), partial: text(answer, row, 'parcial') === 'true' }));
  const [from, to] = [points[0]!.year, points.at(-1)!.year];
  const have = new Set(points.filter(({ figure }) => figure.value !== null).map((point) => point.year));
  return {
    kind: 'years',
    chart: {
      id: 'consulta-anios', title: fill(words.years, { que, quien }), description: words.yearsDesc, from, to, mandates: [], changes: [], codes: [answer.code],
      panels: [{ kind: received(question) ? 'received' : 'spent', label: que, points, context: [], contextLabel: '', gaps: gaps(from, to, have, (year) => (leftOut.includes(year) ? t.question.partial : words.gap)) }],
      words: { partial: t.charts.partial, mandate: t.charts.mandate, scale: words.scale, receipt: t.charts.receipt, gap: t.charts.noData, gaps: t.charts.gaps, change: t.mandates.change },
    },
  };
}

function barsBlock(view: Answered, t: Messages): Block[] {
  const { question, place, answer, plan } = view;
  const words = t.question.chart;
  const have = known(view);
  if (have.length === 0) return [];
  const [quien, que] = [subjectOf(question, place, t), t.question.que[question.que]];
  const rest = have.slice(BARS).reduce((sum, row) => sum + (approximate(text(answer, row, 'valor')) ?? 0), 0);
  return [{
    kind: 'bars', id: 'consulta-barras', tone: received(question) ? 'received' : 'spent',
    title: fill(words.bars, { que, quien, anio: String(plan.from) }), description: words.barsDesc,
    items: have.slice(0, BARS).map((row) => ({ label: plan.shape === 'lugar' ? nameOf(view, row) : quien, figure: value(view, row, true) })),
    rest: have.length > BARS ? { label: words.rest, value: rest } : null, words: { receipt: t.charts.receipt },
  }];
}

function tableRow(view: Answered, row: number, language: Language, t: Messages): TableRow {
  const { answer, plan, question } = view;
  const cut = text(answer, row, 'parcial') === 'true' ? { note: t.question.partial } : {};
  const anio = text(answer, row, 'anio');
  if (plan.shape === 'anio') {
    const counts = addedUp(view) ? [shown(answer, row, 'con_dato', 'entero'), shown(answer, row, 'entidades', 'entero')] : [];
    return { head: [year(view, row)], year: anio, subject: null, cells: [value(view, row), ...counts], ...cut };
  }
  const code = text(answer, row, 'ubigeo') ?? '';
  const href = question.quien === 'municipalidades' && view.names.has(code) ? { href: at(language, `/lugar/${code}`) } : {};
  return { head: [nameOf(view, row)], year: anio, subject: `${code} ${nameOf(view, row)}`, cells: [value(view, row)], ...href, ...cut };
}

function tableBlock(view: Answered, rows: readonly number[], language: Language, t: Messages): Block {
  const { question, place, plan } = view;
  const { columns } = t.question;
  const counts = addedUp(view) ? [{ key: 'con_dato', label: columns.conDato, unit: 'filas' }, { key: 'entidades', label: columns.entidades, unit: 'filas' }] : [];
  const head = plan.shape === 'anio' ? t.charts.year : question.quien === 'municipalidades' ? columns.head : columns.unit;
  return {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-consulta', folded: false, head, columns: [{ key: 'valor', label: columns.valor, unit: 'soles' }, ...counts],
      caption: fill(t.question.caption, { que: t.question.que[question.que], quien: subjectOf(question, place, t), fuente: sourceName(plan.source, t) }),
      rows: rows.map((row) => tableRow(view, row, language, t)),
    },
  };
}

/** Chart, table, how many rows were asked for and given, and what must be known of them. */
export function answerBlocks(view: Answered, language: Language, t: Messages): Block[] {
  const { answer, plan, rows } = view;
  const given = rows.slice(0, SHOWN);
  const last = given.at(-1)!;
  const blocks: Block[] = [...(plan.shape === 'anio' && rows.length > 1 ? [yearsBlock(view, t)] : barsBlock(view, t)), tableBlock(view, plan.shape === 'anio' ? given.toReversed() : given, language, t)];
  if (plan.shape === 'lugar') {
    const de = shown(answer, last, 'de', 'entero');
    const said = given.length < rows.length ? phrase(t.question.given, { n: shown(answer, last, 'orden', 'entero'), de }) : phrase(t.question.givenAll, { de });
    blocks.push({ kind: 'prose', phrases: [said] });
  }
  return [...blocks, { kind: 'prose', quiet: true, phrases: notes(view, t) }];
}
