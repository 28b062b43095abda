import { renderSVG } from 'uqr';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import type { Block, PageModel, Part, Table } from '../view.ts';

/** `hoja` is one side of paper, `volante` two. */
export type SheetForm = 'hoja' | 'volante';

/** A place's sheet as a page: parts of its own page, so every number keeps its receipt; laid out for paper. */
export interface SheetPage {
  readonly model: PageModel;
  readonly form: SheetForm;
  /** Parts of the first side, then of the second. */
  readonly sides: readonly (readonly Part[])[];
  readonly qr: string;
  /** Where it is checked, as it is read on paper. */
  readonly printed: string;
  readonly codes: readonly string[];
}

/** Years that a leaflet's table has room for. */
const LAST_YEARS = 6;
const COLUMNS = 3;

/** What of a table fits on paper: its first three columns and its newest years, the caption saying how many of how many. */
export function lastYears(table: Table, model: PageModel): Table {
  const rows = table.rows.slice(0, LAST_YEARS).map((row) => ({ ...row, cells: row.cells.slice(0, COLUMNS) }));
  const left = fill(messages(model.language).data.sheet.years, { dados: String(rows.length), total: String(table.rows.length) });
  return { ...table, caption: rows.length === table.rows.length ? table.caption : `${table.caption}. ${left}`, columns: table.columns.slice(0, COLUMNS), rows, folded: false };
}

/** Codes of the receipts behind what a sheet prints, each once. */
export const sheetCodes = (model: PageModel): string[] => [...new Set(model.parts.flatMap((part) => (part.number <= 4 ? part.codes : [])))];

const only = (model: PageModel, keep: (block: Block, part: Part) => Block | null): Part[] =>
  model.parts.flatMap((part) => {
    const blocks = part.blocks.flatMap((block) => keep(block, part) ?? []);
    return part.absent !== null || blocks.length === 0 ? [] : [{ ...part, blocks }];
  });

const has = (part: Part, kind: Block['kind']) => part.blocks.some((block) => block.kind === kind);

const firstSide = (model: PageModel) =>
  only(model, (block, part) => (block.kind === 'hundred' || block.kind === 'years' || (block.kind === 'prose' && has(part, 'hundred') && !block.quiet) ? block : null));

const terms = (model: PageModel, most: number): Part[] =>
  only(model, (block) => (block.kind === 'terms' ? { ...block, items: block.items.slice(0, most) } : null)).map((part) => ({ ...part, title: [messages(model.language).data.sheet.terms] }));

function missing(model: PageModel): Part[] {
  const absent = model.parts.filter((part) => part.absent !== null);
  if (absent.length === 0) return [];
  return [{ number: 0, id: 'lo-que-falta', title: [messages(model.language).data.sheet.missing], absent: null, blocks: [{ kind: 'prose', quiet: true, phrases: absent.map((part) => [...part.title, ': ', part.absent!]) }], codes: [] }];
}

function secondSide(model: PageModel): Part[] {
  const tables = only(model, (block, part) => (part.number === 4 && block.kind === 'table' ? { ...block, table: lastYears(block.table, model) } : null));
  const words = only(model, (block) => (block.kind === 'terms' || block.kind === 'quiz' ? block : null));
  const title = [messages(model.language).data.sheet.figures];
  return [...tables.map((part) => ({ ...part, id: `${part.id}-cifras`, title })), ...missing(model), ...words];
}

/** The words that a one-page sheet has room for. */
const FEW = 4;

export function sheetPage(model: PageModel, form: SheetForm): SheetPage {
  const address = `${model.origin}${at(model.language, model.address)}`;
  const sides = form === 'hoja' ? [[...firstSide(model), ...terms(model, FEW)]] : [firstSide(model), secondSide(model)];
  return { model, form, sides, qr: renderSVG(address, { border: 1, ecc: 'M' }), printed: address.replace(/^https?:\/\//, ''), codes: sheetCodes(model) };
}
