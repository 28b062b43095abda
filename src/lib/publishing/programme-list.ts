import type { Language } from '#lib/kernel/errors.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import { indicatorsOf, indicatorTable, quadrantBlock, type IndicatorRows, type LineHead } from './programme-chart.ts';
import { apartPart, programmeName, rowsOfKind, spendingPart } from './programme-spending.ts';
import type { PlaceView } from './services.ts';
import type { Block, PageModel, Part } from './view.ts';

export interface ProgrammeYear {
  readonly year: string;
  readonly spending: Answer;
  /** Indicators are of the country: null for a place. */
  readonly performance: Answer | null;
}

export interface ProgrammeListInput {
  /** Null when nothing is loaded of any year. */
  readonly asked: ProgrammeYear | null;
  /** Null is the whole country. */
  readonly place: PlaceView | null;
  /** What stands after the address: `?anio=2024&lugar=18`. */
  readonly query: string;
  readonly language: Language;
  readonly origin: string;
}

const ADDRESS = '/programas';

/** Execution by programme in the year of the list. */
function spendingOf(answer: Answer): IndicatorRows['spending'] {
  const rows = new Map(rowsOfKind(answer, 'programa').map((row) => [text(answer, row, 'programa'), row]));
  return (programme) => {
    const row = rows.get(programme);
    return row === undefined ? null : shown(answer, row, 'avance', 'porcentaje', 'sin-base');
  };
}

/** The first row of each programme that an answer tells of, by its code. */
function firstRows(answer: Answer): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rowsOf(answer)) {
    const code = text(answer, row, 'programa');
    if (code !== null && !found.has(code)) found.set(code, row);
  }
  return found;
}

function performancePart({ year, spending }: ProgrammeYear, performance: Answer, language: Language, t: Messages): Part {
  const words = t.programmes.performance;
  if (performance.body.rows.length === 0) return absentPart(3, 'desempeno', words.none, words.noneReason);
  const given: IndicatorRows = { performance, rows: rowsOf(performance), spending: spendingOf(spending), language, t };
  const indicators = indicatorsOf(given, year);
  const chart = quadrantBlock(indicators, fill(words.chart, { anio: year }), given);
  const headFor = (row: number): LineHead => ({ first: [`${text(performance, row, 'programa')} · `], href: at(language, `/programa/${text(performance, row, 'programa')}`) });
  const none: Block[] = chart.length === 0 ? [{ kind: 'prose', phrases: [[words.noneMeasured]] }] : [];
  return part(3, 'desempeno', [fill(words.title, { anio: year })], [...chart, ...none, indicatorTable(indicators, fill(words.caption, { anio: year }), given, headFor), { kind: 'prose', quiet: true, phrases: [[words.definitions]] }]);
}

/** Programmes without a measured indicator, each with its reason: not knowing is told, never passed over. */
function unmeasuredPart({ year, spending }: ProgrammeYear, performance: Answer, language: Language, t: Messages): Part[] {
  const words = t.programmes.unmeasured;
  const measured = new Set(rowsOf(performance).filter((row) => text(performance, row, 'valor') !== null).map((row) => text(performance, row, 'programa')));
  const listed = firstRows(performance);
  const names = new Map([...listed].map(([code, row]) => [code, programmeName(performance, row)]));
  for (const row of rowsOfKind(spending, 'programa')) names.set(text(spending, row, 'programa') ?? '', programmeName(spending, row));
  const items = [...names].filter(([code]) => !measured.has(code)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => ({ href: at(language, `/programa/${code}`), text: name, note: listed.has(code) ? words.noValue : words.noRows }));
  if (items.length === 0) return [];
  const title = fill(words.title, { anio: year });
  return [part(4, 'sin-medicion', [title], [{ kind: 'prose', phrases: [[words.text]] }, { kind: 'links', label: title, bare: true, columns: false, items }])];
}

/** The sentence that says why spending and performance are never divided. */
export function rulePart(language: Language, t: Messages): Part {
  const words = t.programmes.rule;
  return part(5, 'regla', [words.title], [
    { kind: 'prose', phrases: [[words.text]] },
    { kind: 'links', label: words.title, bare: true, columns: false, items: [{ href: at(language, '/metodologia#programas-presupuestales'), text: words.more }] },
  ]);
}

/** The page's numbers as files, and how to check them elsewhere. What is asked stays in the address. */
export function takeAskedPart(address: string, query: string, language: Language, origin: string, t: Messages): Part {
  const own = (format: string) => `${at(language, `${address}.${format}`)}${query}`;
  return part(6, 'llevar', [t.parts.take], [
    { kind: 'links', label: t.parts.take, bare: true, columns: false, items: [{ href: own('csv'), text: t.take.csv }, { href: own('json'), text: t.take.json }] },
    { kind: 'command', intro: t.take.verify, text: `npm run -s yupay -- verify "${origin}${address}${query}"` },
    { kind: 'prose', quiet: true, phrases: [[t.take.print], [t.take.report]] },
  ]);
}

/** Which months the file has; where it does not tell them, nothing is said. */
export const monthsPhrase = (answer: Answer, row: number, t: Messages): Phrase[] =>
  (text(answer, row, 'meses') === null ? [] : [phrase(t.programmes.months, { meses: shown(answer, row, 'meses', 'entero'), anio: shown(answer, row, 'anio', 'anio') })]);

function whose({ place }: ProgrammeListInput, t: Messages): Phrase[] {
  if (place === null) return [];
  const words = t.programmes;
  return [[fill(place.level === 'distrito' ? words.ownLines : words.seat, { lugar: place.name })], [words.indicatorsAreNational]];
}

function leadOf(input: ProgrammeListInput, t: Messages): Phrase[] {
  const { asked, place } = input;
  const words = t.programmes;
  if (asked === null) return [[words.leadNone]];
  const { spending, year } = asked;
  const row = rowsOfKind(spending, 'programa')[0];
  if (row === undefined) return [[fill(place === null ? words.leadNoSpending : words.leadNoSpendingOf, { anio: year, lugar: place?.name ?? '' })], ...whose(input, t)];
  const figure = (column: string, format: FigureFormat) => shown(spending, row, column, format);
  const said = { anio: figure('anio', 'anio'), n: figure('programas_de_clase', 'entero'), devengado: figure('devengado_clase', 'soles-cortos'), pim: figure('pim_clase', 'soles-cortos'), avance: figure('avance_clase', 'porcentaje') };
  return [phrase(text(spending, row, 'avance_clase') === null ? words.leadNoRate : words.lead, said), ...monthsPhrase(spending, row, t), ...whose(input, t)];
}

function partsOf({ asked, query, language, origin }: ProgrammeListInput, t: Messages): Part[] {
  if (asked === null) return [];
  const { spending, performance } = asked;
  const compared = performance === null ? [] : [performancePart(asked, performance, language, t), ...unmeasuredPart(asked, performance, language, t), rulePart(language, t)];
  return [spendingPart(spending, language, t), ...apartPart(spending, t), ...compared, takeAskedPart(ADDRESS, query, language, origin, t)];
}

/** `/programas`: what each budget programme spent in a year and, beside it, how far its indicators went (METHODS §5). */
export function programmeListPage(input: ProgrammeListInput): PageModel {
  const { asked, place, query, language, origin } = input;
  const t = messages(language);
  const words = t.programmes;
  const names = { anio: asked?.year ?? '', lugar: place?.name ?? '' };
  return {
    language, origin, address: `${ADDRESS}${query}`,
    title: asked === null ? words.titleNone : fill(place === null ? words.title : words.titleOf, names),
    description: words.description,
    overline: words.overline,
    heading: place === null ? words.heading : fill(words.headingOf, names),
    facts: [[place === null ? words.country : fill(t.place.ubigeo, { codigo: place.ubigeo })]],
    crumbs: [{ href: at(language, '/'), text: t.site.home }, ...(place === null ? [] : [{ href: at(language, ADDRESS), text: words.heading }])],
    lead: leadOf(input, t),
    parts: partsOf(input, t),
  };
}
