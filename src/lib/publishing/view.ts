/**
 * What a page is before it is drawn: parts in order, each with a sentence for a title, blocks, and the receipts behind
 * it. The same model gives the page, its CSV and its JSON, so the three can never disagree.
 */
import type { Language } from '#lib/kernel/errors.ts';
import type { Phrase, ShownFigure } from './phrase.ts';
import { figuresOf } from './phrase.ts';
import type { AudioItem, AudioWords, RecordingData } from './audio/listen.ts';
import type { CommunityList, MandateView } from './services.ts';
import { matrixFacts, matrixFigures, type Matrix } from './matrix.ts';
import type { RangesChart } from '#lib/ui/chart/ranges.ts';
import type { QuadrantChart } from '#lib/ui/chart/quadrant.ts';

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  /** Unit in plain words for the CSV: `soles`, `personas`, `%`. */
  readonly unit: string;
  /** Drawn as a strip of a hundred beside the number: only for soles of each hundred. */
  readonly strip?: boolean;
}

export interface TableRow {
  /** The row's heading: a year as a figure, or a name. */
  readonly head: Phrase;
  readonly href?: string;
  /** What the row is about, for the CSV: a year, or a place's code and name. */
  readonly year: string | null;
  readonly subject: string | null;
  readonly cells: readonly (ShownFigure | null)[];
  /** A word beside the heading, such as "año incompleto". */
  readonly note?: string;
}

export interface Table {
  readonly id: string;
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Closed behind a summary on a phone, open on paper and on a wide screen. */
  readonly folded: boolean;
}

export interface YearPoint {
  readonly year: number;
  readonly figure: ShownFigure;
  /** A year not closed at the cut-off: drawn hatched and said in words. */
  readonly partial: boolean;
}

export interface YearGap {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface YearPanel {
  readonly kind: 'received' | 'spent';
  readonly label: string;
  readonly points: readonly YearPoint[];
  /** The budget behind what was spent: an outline around the bar. */
  readonly context: readonly YearPoint[];
  readonly contextLabel: string;
  readonly gaps: readonly YearGap[];
}

/** A change in the mayoralty of one place, as an imported list tells it. */
export interface MandateChange {
  /** Year and fraction: 2016.54 is in July 2016. */
  readonly at: number;
  /** One or two words for the line. */
  readonly word: string;
}

export interface YearsChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly from: number;
  readonly to: number;
  readonly panels: readonly YearPanel[];
  /** Years on whose first day the general mandates begin. */
  readonly mandates: readonly number[];
  /** The place's own changes of mayoralty, oldest first. */
  readonly changes: readonly MandateChange[];
  readonly words: { readonly partial: string; readonly mandate: string; readonly scale: string; readonly receipt: string; readonly gap: string; readonly gaps: string; readonly change: string };
  readonly codes: readonly string[];
}

export interface BarItem {
  readonly label: string;
  readonly href?: string;
  readonly figure: ShownFigure;
}

export interface MapPoint {
  readonly code: string;
  readonly group: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly href: string;
  readonly figure: ShownFigure | null;
  readonly title: string;
  /** Drawn with this radius where its figure is no amount to compare. */
  readonly radius?: number;
}

export interface MapShape {
  readonly code: string;
  readonly name: string;
  readonly href: string;
  readonly title: string;
  readonly geometry: unknown;
}

export type Block =
  | { readonly kind: 'prose'; readonly phrases: readonly Phrase[]; readonly quiet?: boolean }
  | { readonly kind: 'heading'; readonly text: Phrase }
  | { readonly kind: 'more'; readonly summary: string; readonly phrases: readonly Phrase[] }
  | { readonly kind: 'hundred'; readonly tone?: 'received' | 'spent'; readonly id: string; readonly title: string; readonly description: string; readonly spent: ShownFigure; readonly left: ShownFigure; readonly words: { readonly spent: string; readonly left: string; readonly over: string; readonly receipt: string } }
  | { readonly kind: 'years'; readonly chart: YearsChart }
  | { readonly kind: 'table'; readonly table: Table; readonly summary: string }
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  | { readonly kind: 'bars'; readonly id: string; readonly title: string; readonly description: string; readonly tone: 'received' | 'spent'; readonly items: readonly BarItem[]; readonly rest: { readonly label: string; readonly value: number } | null; readonly words: { readonly receipt: string } }
  | { readonly kind: 'quadrant'; readonly chart: QuadrantChart }
  | { readonly kind: 'ranges'; readonly chart: RangesChart }
  | { readonly kind: 'map'; readonly id: string; readonly title: string; readonly description: string; readonly level: 'country' | 'region'; readonly points: readonly MapPoint[]; readonly shapes: readonly MapShape[]; readonly groups: Readonly<Record<string, { readonly name: string; readonly href: string }>>; readonly legend: readonly string[]; readonly words: { readonly receipt: string }; readonly code: string | null }
  | { readonly kind: 'split'; readonly id: string; readonly title: string; readonly description: string; readonly shares: readonly { readonly percent: number; readonly label: string; readonly norm: string }[] }
  | { readonly kind: 'audio'; readonly items: readonly AudioItem[]; readonly words: AudioWords }
  | { readonly kind: 'command'; readonly intro: string; readonly text: string }
  | { readonly kind: 'links'; readonly label: string; /** Where the heading itself leads. */ readonly href?: string; /** Without a printed heading: the part's title says it. */ readonly bare?: boolean; readonly columns: boolean; readonly items: readonly { readonly href: string; readonly text: string; readonly note?: string }[] }
  | { readonly kind: 'terms'; readonly items: readonly { readonly term: string; readonly text: string; readonly href: string }[] }
  | { readonly kind: 'quiz'; readonly items: readonly { readonly question: string; readonly options: readonly string[]; readonly answer: string }[]; readonly reveal: string };

export interface Part {
  /** Number in DESIGN §6's order; 0 where the page has none. */
  readonly number: number;
  /** Spanish, stable: the anchor in the page and `parte` in the CSV. */
  readonly id: string;
  readonly title: Phrase;
  /** Why this part is not there yet, one sentence; null when it is there. */
  readonly absent: string | null;
  readonly blocks: readonly Block[];
  /** Codes of the receipts behind this part's numbers. */
  readonly codes: readonly string[];
}

/** The communities of a district, by name, with the lists that name them. */
export interface CommunitiesBox {
  readonly title: string;
  readonly items: readonly string[];
  /** What is left out of a long list, and where all of it is; null when nothing is. */
  readonly more: { readonly text: string; readonly href: string } | null;
  readonly sources: readonly { readonly text: string; readonly href: string | null }[];
}

export interface PageModel {
  readonly language: Language;
  /** Address without the language prefix. */
  readonly address: string;
  /** Scheme and host of the Yupay that made it; empty when unknown. */
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  readonly overline: string;
  readonly heading: string;
  /** Small facts under the heading: ubigeo, province, dates of the data. */
  readonly facts: readonly Phrase[];
  /** Only a district's, and only when a list names some. */
  readonly communities?: CommunitiesBox;
  /** Absolute address of the card that stands for the page where it is shared. */
  readonly picture?: string;
  /** What imported lists say of the place, for JSON; the page tells it in words. */
  readonly lists?: { readonly communities: CommunityList; readonly mandates: readonly MandateView[] };
  readonly crumbs: readonly { readonly href: string; readonly text: string }[];
  readonly lead: readonly Phrase[];
  /** The sentence, heard: only where somebody recorded it. Apart from the parts, so that whatever takes a part away leaves voices here. */
  readonly listen?: Part;
  readonly recordings?: readonly RecordingData[];
  readonly parts: readonly Part[];
}

/** One number of a page, for CSV and JSON. */
export interface Fact {
  readonly part: string;
  readonly concept: string;
  readonly year: string | null;
  readonly unit: string;
  readonly figure: ShownFigure;
}

function tableFacts(part: string, table: Table): Fact[] {
  return table.rows.flatMap((row) =>
    row.cells.flatMap((figure, index) => {
      const column = table.columns[index]!;
      if (figure === null) return [];
      const concept = row.subject === null ? column.key : `${column.key} · ${row.subject}`;
      return [{ part, concept, year: row.year, unit: column.unit, figure }];
    }),
  );
}

/** Figures in a page's table come first; one that stands only in a sentence or a chart is added under its cell's name. */
export function facts(model: PageModel): Fact[] {
  const list: Fact[] = [];
  const seen = new Set<string>();
  const add = (fact: Fact) => {
    const key = `${fact.figure.receipt}#${fact.figure.cell}#${fact.figure.format}`;
    if (seen.has(key)) return;
    seen.add(key);
    list.push(fact);
  };
  for (const part of model.parts) {
    for (const block of part.blocks) {
      if (block.kind === 'table') tableFacts(part.id, block.table).forEach(add);
      if (block.kind === 'matrix') matrixFacts(part.id, block.matrix, ({ format }) => UNIT[format]).forEach(add);
    }
  }
  const loose = (part: string, figures: readonly ShownFigure[]) => {
    for (const figure of figures) {
      if (figure.format === 'anio' || seenCell(list, figure)) continue;
      add({ part, concept: figure.cell.replace(/^\d+\./, ''), year: null, unit: UNIT[figure.format], figure });
    }
  };
  loose('resumen', model.lead.flatMap(figuresOf));
  for (const part of model.parts) loose(part.id, [...figuresOf(part.title), ...part.blocks.flatMap(blockFigures)]);
  return list;
}

/** Names of the states in CSV and JSON. */
export const STATE = { reported: 'publicado', not_reported: 'sin-dato', not_applicable: 'no-aplica', suppressed: 'reservado' } as const;

const seenCell = (list: readonly Fact[], figure: ShownFigure) =>
  list.some((fact) => fact.figure.receipt === figure.receipt && fact.figure.cell === figure.cell);

const UNIT: Readonly<Record<ShownFigure['format'], string>> = {
  'soles': 'soles', 'soles-enteros': 'soles', 'soles-cortos': 'soles', 'dolares': 'dólares', 'dolares-enteros': 'dólares', 'dolares-cortos': 'dólares', 'por-habitante': 'soles por habitante', 'porcentaje': '%', 'puntos': 'puntos porcentuales',
  'de-cada-100': 'soles de cada 100', 'personas-de-100': 'personas de cada 100', 'personas': 'personas', 'entero': 'unidades', 'anio': 'año', 'indice': 'índice', 'puntaje': 'puntos de 0 a 100', 'decimal': '', 'texto': '',
};

function blockFigures(block: Block): ShownFigure[] {
  if (block.kind === 'prose' || block.kind === 'more') return block.phrases.flatMap(figuresOf);
  if (block.kind === 'heading') return figuresOf(block.text);
  if (block.kind === 'hundred') return [block.spent, block.left];
  if (block.kind === 'bars') return block.items.map((item) => item.figure);
  if (block.kind === 'matrix') return matrixFigures(block.matrix);
  return [];
}

/** The codes of the receipts behind a list of blocks and a title, each once, in order of appearance. */
export function codesOf(title: Phrase, blocks: readonly Block[]): string[] {
  const figures = [...figuresOf(title), ...blocks.flatMap(blockFigures), ...blocks.flatMap(tableFigures)];
  return [...new Set(figures.map((figure) => figure.code))];
}

function tableFigures(block: Block): ShownFigure[] {
  if (block.kind !== 'table') return [];
  return block.table.rows.flatMap((row) => row.cells.filter((cell): cell is ShownFigure => cell !== null));
}

function listsJson({ lists }: PageModel): object {
  if (lists === undefined) return {};
  return {
    // No list loaded is no answer; a loaded one that names none here is an empty one.
    comunidades: !lists.communities.covered ? null : lists.communities.communities.map(({ code, kind, name, elsewhere, date, source, capture }) => ({
      codigo: code, tipo: kind, nombre: name, otrosDistritos: elsewhere.map(({ ubigeo }) => ubigeo), fecha: date, fuente: source, captura: capture,
    })),
    mandatos: lists.mandates.map(({ office, kind, from, until, norm, source, capture }) => ({ cargo: office, clase: kind, desde: from, hasta: until, norma: norm, fuente: source, captura: capture })),
  };
}

/** The page as a JSON value: what it says, every number with its receipt. Decimals stay text. */
export function viewJson(model: PageModel): unknown {
  return {
    direccion: model.address,
    origen: model.origin,
    idioma: model.language,
    titulo: model.title,
    partes: model.parts.map((part) => ({ parte: part.id, ausente: part.absent })),
    hechos: facts(model).map(({ part, concept, year, unit, figure }) => ({
      parte: part, concepto: concept, anio: year, valor: figure.value, unidad: unit, estado: STATE[figure.state],
      motivo: figure.reason, recibo: figure.code, celda: figure.cell, formato: figure.format,
    })),
    ...listsJson(model),
    ...(model.recordings === undefined ? {} : { grabaciones: model.recordings }),
    recibos: [...new Set(facts(model).map(({ figure }) => figure.receipt))],
  };
}
