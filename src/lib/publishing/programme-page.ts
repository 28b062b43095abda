import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { kindOf } from '#lib/treasury/programmes/kinds.ts';
import { byYear, rowsOf, shown, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import { phrase, type Phrase } from './phrase.ts';
import { indicatorsOf, indicatorTable, quadrantBlock, type IndicatorRows } from './programme-chart.ts';
import { monthsPhrase, rulePart, takeAskedPart } from './programme-list.ts';
import type { PageModel, Part } from './view.ts';

export interface ProgrammeInput {
  readonly code: string;
  /** The year that the sentence and the square are of. */
  readonly year: string;
  readonly spending: Answer;
  readonly performance: Answer;
  readonly query: string;
  readonly language: Language;
  readonly origin: string;
}

function nameOf({ code, spending, performance }: ProgrammeInput): string {
  const newest = [...byYear(spending).values()].at(-1);
  const name = newest === undefined ? text(performance, 0, 'programa_nombre') : text(spending, newest, 'programa_nombre');
  return sentenceCase(name ?? code);
}

function spendingPart({ spending }: ProgrammeInput, t: Messages): Part {
  const { one, spending: list } = t.programmes;
  if (spending.body.rows.length === 0) return absentPart(1, 'gasto', one.spending, one.spendingNone);
  return part(1, 'gasto', [one.spending], [
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: 'tabla-gasto', caption: one.caption, head: t.charts.year, folded: false,
        columns: [
          { key: 'pim', label: list.columns.pim, unit: 'soles' }, { key: 'devengado', label: list.columns.accrued, unit: 'soles' }, { key: 'avance', label: list.columns.rate, unit: '%' },
          { key: 'meses', label: one.monthsColumn, unit: 'meses' },
        ],
        rows: [...byYear(spending)].reverse().map(([year, row]) => ({
          head: [shown(spending, row, 'anio', 'anio')], year: String(year), subject: null,
          cells: [shown(spending, row, 'pim', 'soles-enteros'), shown(spending, row, 'devengado', 'soles-enteros'), shown(spending, row, 'avance', 'porcentaje', 'sin-base'), shown(spending, row, 'meses', 'entero')],
        })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] },
  ]);
}

/** Newest year first; within it in the order of the indicators. */
function newestFirst(performance: Answer): number[] {
  const year = (row: number) => Number(text(performance, row, 'anio'));
  return rowsOf(performance).sort((a, b) => year(b) - year(a) || a - b);
}

function performancePart(input: ProgrammeInput, t: Messages): Part {
  const { code, year, spending, performance, language } = input;
  const { one, performance: words } = t.programmes;
  if (kindOf(code) !== 'programa') return absentPart(2, 'desempeno', words.none, one.apart);
  if (performance.body.rows.length === 0) return absentPart(2, 'desempeno', words.none, one.performanceNone);
  const years = byYear(spending);
  const rate = (_: string, at: string) => {
    const row = years.get(Number(at));
    return row === undefined ? null : shown(spending, row, 'avance', 'porcentaje', 'sin-base');
  };
  const given: IndicatorRows = { performance, rows: newestFirst(performance), spending: rate, language, t };
  const indicators = indicatorsOf(given, year);
  return part(2, 'desempeno', [fill(words.title, { anio: year })], [
    ...quadrantBlock(indicators, fill(words.chartOf, { programa: nameOf(input), anio: year }), given),
    indicatorTable(indicators, words.captionAll, given, (row) => ({ first: [shown(performance, row, 'anio', 'anio'), ' · '] })),
    { kind: 'prose', quiet: true, phrases: [[words.definitions]] },
  ]);
}

/** Where each indicator comes from; the same words once, whatever years they are of. */
function sourcesPart({ performance }: ProgrammeInput, t: Messages): Part[] {
  const words = t.programmes.one;
  const said = (row: number, column: string) => text(performance, row, column) ?? '';
  const lines = newestFirst(performance).map((row) => fill(words.source, {
    indicador: said(row, 'indicador_nombre'), anio: said(row, 'anio'), fuente: said(row, 'fuente').replace(/\.$/, ''), verificacion: said(row, 'verificacion').replace(/\.$/, ''),
  }));
  return lines.length === 0 ? [] : [part(3, 'fuentes', [words.sources], [{ kind: 'prose', phrases: lines.map((line) => [line]) }])];
}

function leadOf({ code, year, spending, performance }: ProgrammeInput, t: Messages): Phrase[] {
  const words = t.programmes.one;
  const row = byYear(spending).get(Number(year));
  const measured = rowsOf(performance).some((at) => text(performance, at, 'anio') === year && text(performance, at, 'valor') !== null);
  const compared = kindOf(code) === 'programa' ? (measured ? fill(words.leadMeasured, { anio: year }) : fill(words.leadUnmeasured, { anio: year })) : words.apart;
  if (row === undefined) return [[fill(words.leadNoSpending, { anio: year })], [compared]];
  const figure = (column: string, format: FigureFormat) => shown(spending, row, column, format);
  const said = { anio: figure('anio', 'anio'), devengado: figure('devengado', 'soles-cortos'), pim: figure('pim', 'soles-cortos'), avance: figure('avance', 'porcentaje') };
  return [phrase(text(spending, row, 'avance') === null ? words.leadNoRate : words.lead, said), [compared], ...monthsPhrase(spending, row, t)];
}

/** `/programa/0090`: one programme's spending by year and, beside it, how far each of its indicators went. */
export function programmePage(input: ProgrammeInput): PageModel {
  const { code, query, language, origin } = input;
  const t = messages(language);
  const words = t.programmes;
  const name = nameOf(input);
  const address = `/programa/${code}`;
  return {
    language, origin, address: `${address}${query}`,
    title: fill(words.one.title, { programa: name }),
    description: fill(words.one.description, { codigo: code }),
    overline: words.overline,
    heading: name,
    facts: [[fill(words.one.code, { codigo: code })], [words.country]],
    crumbs: [{ href: at(language, '/'), text: t.site.home }, { href: at(language, '/programas'), text: words.heading }],
    lead: leadOf(input, t),
    parts: [spendingPart(input, t), performancePart(input, t), ...sourcesPart(input, t), rulePart(language, t), takeAskedPart(address, query, language, origin, t)],
  };
}
