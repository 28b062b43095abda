import type { FigureFormat } from '#lib/provenance/figure.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { CAUSE_WORDS, type Cause } from '#lib/treasury/eiti/causes.ts';
import { approximate, byYear, rowsOf, shown, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block, Part, TableColumn, TableRow } from './view.ts';

/** The four answers that rest on company rows. */
export interface CompanyAnswers {
  readonly whole: Answer;
  readonly byCompany: Answer;
  readonly byStream: Answer;
  readonly byCause: Answer;
}

interface Shown extends CompanyAnswers {
  readonly year: string;
  readonly language: Language;
  readonly t: Messages;
}

/** More rows than this are no table for a phone; the receipt has them all, and the page says how many it leaves out. */
const LONGEST = 60;

/** Sums of dollars and of soles stand in tables of their own. */
const money = (currency: string, short = false): FigureFormat => (currency === 'USD' ? (short ? 'dolares-cortos' : 'dolares-enteros') : short ? 'soles-cortos' : 'soles-enteros');
const inWords = (currency: string, t: Messages): string => (currency === 'USD' ? t.eiti.companies.currencies.USD : t.eiti.companies.currencies.PEN);
/** Stable in the CSV whatever the page's language. */
const unitOf = (currency: string): string => (currency === 'USD' ? 'dólares' : 'soles');

const currenciesOf = (answer: Answer, year: string): string[] =>
  [...new Set(rowsOf(answer).filter((row) => text(answer, row, 'anio') === year).map((row) => text(answer, row, 'moneda') ?? ''))].sort();

const rowsIn = (answer: Answer, year: string, currency: string): number[] =>
  rowsOf(answer).filter((row) => text(answer, row, 'anio') === year && text(answer, row, 'moneda') === currency);

const AMOUNTS = ['empresas_ajustado', 'gobierno_ajustado', 'inicial_bruto', 'bruto', 'neto'] as const;
const COUNTS = ['conciliadas', 'dentro_del_umbral', 'sin_explicar', 'solo_gobierno', 'solo_empresa'] as const;

function totalColumns(currency: string, t: Messages): TableColumn[] {
  const c = t.eiti.companies.columns;
  const amounts = [c.company, c.government, c.initial, c.gross, c.net];
  const counts = [c.matched, c.within, c.unexplained, c.oneSided, c.companyOnly];
  return [
    ...AMOUNTS.map((key, index) => ({ key, label: amounts[index]!, unit: unitOf(currency) })),
    { key: 'cobertura_pct', label: c.coverage, unit: '%' },
    ...COUNTS.map((key, index) => ({ key, label: counts[index]!, unit: 'filas' })),
  ];
}

const totalCells = (answer: Answer, row: number, currency: string) => [
  ...AMOUNTS.map((key) => shown(answer, row, key, money(currency), 'sin-dos-lados')),
  shown(answer, row, 'cobertura_pct', 'porcentaje', 'sin-dos-lados'),
  ...COUNTS.map((key) => shown(answer, row, key, 'entero')),
];

/** Largest gross first; what has none comes last, in the order of the answer. */
function largestFirst(answer: Answer, rows: readonly number[]): number[] {
  const size = (row: number) => approximate(text(answer, row, 'bruto')) ?? -1;
  return [...rows].sort((a, b) => size(b) - size(a) || a - b);
}

function groupTable(answer: Answer, key: 'empresa' | 'flujo', currency: string, { year, t }: Shown): Block[] {
  const words = t.eiti.companies;
  const all = largestFirst(answer, rowsIn(answer, year, currency));
  const rows: TableRow[] = all.slice(0, LONGEST).map((row) => {
    const name = text(answer, row, key) ?? '–';
    return { head: [name], year, subject: `${currency} ${name}`, cells: totalCells(answer, row, currency) };
  });
  const caption = fill(key === 'empresa' ? words.byCompanyCaption : words.byStreamCaption, { anio: year, moneda: inWords(currency, t) });
  const head = key === 'empresa' ? words.head.company : words.head.stream;
  const left = all.length > LONGEST ? [{ kind: 'prose', quiet: true, phrases: [[fill(words.shown, { n: String(LONGEST), total: String(all.length) })]] } as const] : [];
  return [{ kind: 'table', summary: `${t.charts.table}: ${inWords(currency, t)}`, table: { id: `tabla-${key}-${currency.toLowerCase()}`, caption, head, folded: true, columns: totalColumns(currency, t), rows } }, ...left];
}

function groupPart(id: string, key: 'empresa' | 'flujo', answer: Answer, given: Shown): Part {
  const words = given.t.eiti.companies;
  const count = rowsOf(answer).filter((row) => text(answer, row, 'anio') === given.year).length;
  const title = fill(key === 'empresa' ? words.byCompany : words.byStream, { anio: given.year, n: String(count) });
  return part(0, id, [title], currenciesOf(answer, given.year).flatMap((currency) => groupTable(answer, key, currency, given)));
}

/** Gross, net and coverage of the newest year, each currency apart; every year in the tables. */
function wholePart(given: Shown): Part {
  const { whole, year, t } = given;
  const words = t.eiti.companies;
  const blocks: Block[] = [];
  let title: Phrase = [fill(words.reconciledNone, { anio: year })];
  for (const [index, currency] of currenciesOf(whole, year).entries()) {
    const row = rowsIn(whole, year, currency)[0]!;
    const short = money(currency, true);
    const said = text(whole, row, 'bruto') === null ? [fill(words.reconciledNone, { anio: year })] : phrase(words.reconciled, { anio: shown(whole, row, 'anio', 'anio'), bruto: shown(whole, row, 'bruto', short), neto: shown(whole, row, 'neto', short) });
    if (index === 0) title = said;
    else blocks.push({ kind: 'heading', text: said });
    const covered = text(whole, row, 'cobertura_pct') === null || text(whole, row, 'bruto_de_cada_10000') === null;
    blocks.push({ kind: 'prose', phrases: [covered ? [words.noCoverage] : phrase(words.coverage, { cobertura: shown(whole, row, 'cobertura_pct', 'porcentaje'), cada: shown(whole, row, 'bruto_de_cada_10000', currency === 'USD' ? 'dolares' : 'soles') })] });
  }
  for (const currency of [...new Set(rowsOf(whole).map((row) => text(whole, row, 'moneda') ?? ''))].sort()) {
    const rows = rowsOf(whole).filter((row) => text(whole, row, 'moneda') === currency).reverse();
    blocks.push({
      kind: 'table', summary: `${t.charts.table}: ${inWords(currency, t)}`,
      table: {
        id: `tabla-conciliacion-${currency.toLowerCase()}`, caption: fill(words.captionYears, { moneda: inWords(currency, t) }), head: t.charts.year, folded: true, columns: totalColumns(currency, t),
        rows: rows.map((row) => ({ head: [shown(whole, row, 'anio', 'anio')], year: text(whole, row, 'anio'), subject: currency, cells: totalCells(whole, row, currency) })),
      },
    });
  }
  blocks.push({ kind: 'prose', quiet: true, phrases: [[words.grossNet]] });
  return part(0, 'conciliacion', title, blocks);
}

function causesPart({ byCause, year, language, t }: Shown): Part {
  const words = t.eiti.companies;
  const name = (row: number) => {
    const cause = text(byCause, row, 'causa') ?? '';
    return Object.hasOwn(CAUSE_WORDS, cause) ? CAUSE_WORDS[cause as Cause][language] : words.noCause;
  };
  const blocks = currenciesOf(byCause, year).map((currency): Block => ({
    kind: 'table', summary: `${t.charts.table}: ${inWords(currency, t)}`,
    table: {
      id: `tabla-causas-${currency.toLowerCase()}`, caption: fill(words.byCauseCaption, { anio: year, moneda: inWords(currency, t) }), head: words.head.cause, folded: false,
      columns: [
        { key: 'ajustado_bruto', label: words.columns.adjusted, unit: unitOf(currency) },
        { key: 'sin_conciliar_bruto', label: words.columns.open, unit: unitOf(currency) },
        { key: 'filas_de_un_lado', label: words.columns.oneSideRows, unit: 'filas' },
      ],
      rows: rowsIn(byCause, year, currency).map((row) => ({
        head: [name(row)], year, subject: `${currency} ${text(byCause, row, 'causa') ?? ''}`,
        cells: [...['ajustado_bruto', 'sin_conciliar_bruto'].map((key) => shown(byCause, row, key, money(currency))), shown(byCause, row, 'filas_de_un_lado', 'entero')],
      })),
    },
  }));
  return part(0, 'por-que', [fill(words.byCause, { anio: year })], blocks);
}

/** What differs, by cause, company and stream, where a loaded report has company rows; else one part that says that none has. */
export function eitiCompanyParts(answers: CompanyAnswers, years: Answer, language: Language, t: Messages): Part[] {
  const year = [...byYear(answers.whole).keys()].at(-1);
  if (year === undefined) {
    const broken = [...byYear(years)].filter(([, row]) => text(years, row, 'por_empresa') === 'true').map(([at]) => String(at));
    const reports = broken.length === 0 ? '' : ` ${fill(t.eiti.companies.absentReports, { anios: broken.join(', ') })}`;
    return [absentPart(0, 'por-empresa', t.eiti.companies.absent, `${t.eiti.companies.absentReason}${reports}`)];
  }
  const given: Shown = { ...answers, year: String(year), language, t };
  return [wholePart(given), causesPart(given), groupPart('por-empresa', 'empresa', answers.byCompany, given), groupPart('por-tipo-de-pago', 'flujo', answers.byStream, given)];
}
