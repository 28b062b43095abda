import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { Capture } from '#lib/provenance/capture.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import type { Dataset } from '#lib/provenance/recipe.ts';
import { approximate, rowsOf, shown, text, type Answer } from './answer.ts';
import { dayInWords } from './day.ts';
import { phrase, type Phrase } from './phrase.ts';
import { part, takePart } from './place-page-parts.ts';
import { changedRows, type Revision, type RevisionDetail } from './revision-load.ts';
import { changeMeasures } from './revision-query.ts';
import type { Block, PageModel, Part, TableRow } from './view.ts';

/** Districts of a year that are shown, among others and on a year's own page; the receipt has all of them. */
const SHOWN = { among: 12, alone: 100 } as const;

interface Context {
  readonly dataset: Dataset;
  readonly measures: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly t: Messages;
  /** Address of the whole revision, without a year. */
  readonly address: string;
  readonly shown: number;
}

export interface RevisionPageInput {
  readonly revision: Revision;
  /** The year whose own page this is; null for the page of all of them. */
  readonly year: string | null;
  /** Names of places by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly origin: string;
}

const formatOf = (measure: string): FigureFormat => (measure.endsWith('_usd') ? 'dolares' : 'soles');
const unitOf = (measure: string): string => (measure.endsWith('_usd') ? 'dólares' : 'soles');

/** "Devengado", without the unit that the numbers carry themselves. */
function labelOf({ dataset, language }: Context, measure: string): string {
  const column = dataset.columns.find(({ name }) => name === measure);
  return (column?.[language] ?? measure).replace(/ \([^()]*(?:soles|dólares|dollars)[^()]*\)$/, '');
}

/** A value that one of the two files lacks has its reason; it is never zero. */
const money = (answer: Answer, row: number, measure: string, side: string) => shown(answer, row, `${measure}_${side}`, formatOf(measure), 'no-estaba');
const count = (answer: Answer, row: number, column: string) => shown(answer, row, column, 'entero', 'no-estaba');

function sentence(years: Answer, row: number, t: Messages): Phrase {
  const values = { cambiaron: count(years, row, 'distritos_distintos'), total: count(years, row, 'distritos') };
  return text(years, row, 'anio') === null ? phrase(t.revision.noYear, values) : phrase(t.revision.year, { ...values, anio: shown(years, row, 'anio', 'anio') });
}

function totalRows(years: Answer, row: number, context: Context): TableRow[] {
  const year = text(years, row, 'anio');
  // A single year is said by the sentence above.
  const head = (label: string): Phrase => (year === null || changedRows(years).length === 1 ? [label] : [shown(years, row, 'anio', 'anio'), ` · ${label}`]);
  const { t } = context;
  return [
    { head: head(t.revision.rows), year, subject: 'filas', cells: [count(years, row, 'filas_antes'), count(years, row, 'filas_despues'), null] },
    ...context.measures.map((measure) => ({ head: head(labelOf(context, measure)), year, subject: measure, cells: ['antes', 'despues', 'diferencia'].map((side) => money(years, row, measure, side)) })),
  ];
}

function totalsPart(years: Answer, context: Context): Part {
  const { t } = context;
  const rows = changedRows(years).flatMap((row) => totalRows(years, row, context));
  const changed = new Set(changedRows(years));
  const still = rowsOf(years).filter((row) => !changed.has(row)).flatMap((row) => text(years, row, 'anio') ?? []);
  const blocks: Block[] = [{
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-totales', folded: rows.length > 40, head: t.revision.totalsHead, caption: t.revision.totalsCaption, rows,
      columns: [{ key: 'antes', label: t.revision.before, unit: 'soles' }, { key: 'despues', label: t.revision.after, unit: 'soles' }, { key: 'diferencia', label: t.revision.difference, unit: 'soles' }]
        .map((column) => ({ ...column, unit: context.measures.length > 0 ? unitOf(context.measures[0]!) : 'filas' })),
    },
  }];
  if (still.length > 0) blocks.push({ kind: 'prose', quiet: true, phrases: [[fill(t.revision.unchangedYears, { anios: still.join(', ') })]] });
  return part(0, 'totales', [t.revision.totals], blocks);
}

/** The measure that moved most among the districts of a year: which one to show, never a number to print. */
function mostMoved(districts: Answer, measures: readonly string[]): string | null {
  const moved = (measure: string) => rowsOf(districts).reduce((sum, row) => {
    const [before, after] = ['antes', 'despues'].map((side) => approximate(text(districts, row, `${measure}_${side}`)) ?? 0);
    return sum + Math.abs(after! - before!);
  }, 0);
  const sizes = measures.map((measure) => ({ measure, size: moved(measure) })).sort((a, b) => b.size - a.size);
  return sizes[0]?.measure ?? null;
}

/** One or two words beside a district: it is new, it is gone, or what changed is no money. */
function noteOf(districts: Answer, row: number, { measures, t }: Context): string | undefined {
  if (text(districts, row, 'filas_antes') === null) return t.revision.appears;
  if (text(districts, row, 'filas_despues') === null) return t.revision.leaves;
  const still = measures.length > 0 && measures.every((measure) => text(districts, row, `${measure}_antes`) === text(districts, row, `${measure}_despues`));
  return still ? t.revision.notMoney : undefined;
}

function districtRow(districts: Answer, row: number, year: string | null, measure: string | null, context: Context): TableRow {
  const code = text(districts, row, 'grupo') ?? '-';
  const name = context.names.get(code);
  const note = noteOf(districts, row, context);
  return {
    head: [code === '-' ? context.t.revision.noPlace : name === undefined ? code : `${name} (${code})`], year, subject: name === undefined ? code : `${code} ${name}`,
    ...(name === undefined ? {} : { href: at(context.language, `/lugar/${code}`) }), ...(note === undefined ? {} : { note }),
    cells: [
      ...(measure === null ? [] : ['antes', 'despues', 'diferencia'].map((side) => money(districts, row, measure, side))),
      count(districts, row, 'filas_antes'), count(districts, row, 'filas_despues'),
    ],
  };
}

function districtsPart(years: Answer, { year, districts }: RevisionDetail, context: Context): Part {
  const { t } = context;
  const measure = mostMoved(districts, context.measures);
  const all = rowsOf(districts);
  const of = rowsOf(years).find((row) => text(years, row, 'anio') === year)!;
  const title = year === null ? [t.revision.whereNoYear] : phrase(t.revision.where, { anio: shown(years, of, 'anio', 'anio') });
  const columns = measure === null ? [] : [['antes', t.revision.before], ['despues', t.revision.after], ['diferencia', t.revision.difference]].map(([side, label]) => ({ key: `${measure}_${side}`, label: label!, unit: unitOf(measure) }));
  const note: Phrase[] = all.length > context.shown ? [phrase(t.revision.shownOf, { n: String(context.shown), total: count(years, of, 'distritos_distintos') })] : context.measures.length > 1 ? [[t.revision.allColumns]] : [];
  return part(0, year === null ? 'distritos' : `distritos-${year}`, title, [
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: year === null ? 'tabla-distritos' : `tabla-distritos-${year}`, folded: false, head: t.revision.district,
        caption: measure === null ? t.revision.districtCaptionRows : fill(t.revision.districtCaption, { medida: labelOf(context, measure) }),
        columns: [...columns, { key: 'filas_antes', label: t.revision.columns.rowsBefore, unit: 'filas' }, { key: 'filas_despues', label: t.revision.columns.rowsAfter, unit: 'filas' }],
        rows: all.slice(0, context.shown).map((row) => districtRow(districts, row, year, measure, context)),
      },
    },
    ...(note.length === 0 ? [] : [{ kind: 'prose', quiet: true, phrases: note } as const]),
  ]);
}

/** Every year that changed has a page of its own. */
function yearLinks(years: Answer, { address, language, t }: Context): Block[] {
  const changed = changedRows(years).flatMap((row) => text(years, row, 'anio') ?? []);
  return changed.length < 2 ? [] : [{ kind: 'links', label: t.revision.byYear, columns: true, items: changed.map((year) => ({ href: at(language, `${address}/${year}`), text: year })) }];
}

function comparedParts({ years, details }: Revision, context: Context, alone: boolean): Part[] {
  if (years === null || changedRows(years).length === 0) return [];
  const parts = details.map((detail) => districtsPart(years, detail, context));
  if (alone) return parts;
  const totals = totalsPart(years, context);
  return [{ ...totals, blocks: [...totals.blocks, ...yearLinks(years, context)] }, ...parts];
}

function leadOf({ before, years, details, recipes }: Revision, only: string | null, t: Messages): Phrase[] {
  if (before === null) return [[t.revision.first]];
  if (years === null) return [[t.revision.unread]];
  const lead: Phrase[] = changedRows(years).filter((row) => only === null || text(years, row, 'anio') === only).slice(0, Math.max(1, details.length)).map((row) => sentence(years, row, t));
  if (lead.length === 0) lead.push([t.revision.same]);
  const [antes, despues] = recipes;
  return antes !== null && despues !== null && antes !== despues ? [...lead, [fill(t.revision.otherRecipe, { antes, despues })]] : lead;
}

const fileOf = (template: string, { title, retrievedAt }: Capture, language: Language): string => fill(template, { titulo: title, fecha: dayInWords(retrievedAt.slice(0, 10), language) });

/** The page of a revision: what its publisher changed, where, by how much. */
export function revisionPage({ revision, year, names, language, origin }: RevisionPageInput): PageModel {
  const t = messages(language);
  const { after, before, dataset } = revision;
  const whole = `/fuente/${after.sha256}/cambios`;
  const address = year === null ? whole : `${whole}/${year}`;
  const context: Context | null = dataset === null ? null : { dataset, measures: changeMeasures(dataset), names, language, t, address: whole, shown: year === null ? SHOWN.among : SHOWN.alone };
  const parts = context === null ? [] : comparedParts(revision, context, year !== null);
  const title = fill(t.revision.title, { fuente: dataset?.[language] ?? after.title.replace(/ \([^()]*\)$/, '') });
  return {
    language, address, origin, title: `${title} · ${t.site.name}`, description: t.revision.description,
    overline: t.revision.overline, heading: title,
    facts: [[fileOf(t.revision.fileAfter, after, language)], ...(before === null ? [] : [[fileOf(t.revision.fileBefore, before, language)]])],
    crumbs: [
      { href: at(language, `/fuente/${after.sha256}`), text: t.revision.crumb },
      ...(before === null ? [] : [{ href: at(language, `/fuente/${before.sha256}`), text: t.revision.crumbBefore }]),
      ...(year === null ? [] : [{ href: at(language, whole), text: t.revision.crumbWhole }]),
    ],
    lead: leadOf(revision, year, t),
    parts: [
      ...parts,
      ...(before === null ? [] : [part(0, 'como', [t.revision.how], [{ kind: 'prose', phrases: [[t.revision.howText], [t.revision.howOld]] }])]),
      ...(parts.length === 0 ? [] : [takePart(0, address, language, origin, t)]),
    ],
  };
}
