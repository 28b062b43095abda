import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { formatFigure } from '#lib/ui/format.ts';
import { renderSVG } from 'uqr';
import type { Matrix } from '../matrix.ts';
import { plainText, type Phrase } from '../phrase.ts';
import type { Block, PageModel } from '../view.ts';

type Piece =
  | { readonly kind: 'prose'; readonly text: string; readonly quiet: boolean }
  | { readonly kind: 'table'; readonly caption: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[]; /** Its cells are words: read from the left, wrapped. */ readonly words: boolean };

/** Any page of tables as a document to print: its words, its tables, its receipts. */
export interface PrintedDocument {
  readonly language: string;
  readonly overline: string;
  readonly heading: string;
  readonly lead: readonly string[];
  readonly parts: readonly { readonly title: string; readonly absent: string | null; readonly pieces: readonly Piece[]; readonly proof: string }[];
  readonly qr: string;
  readonly address: string;
  readonly check: string;
  readonly made: string;
}

function piecesOf(block: Block, said: (text: Phrase) => string, model: PageModel): Piece[] {
  if (block.kind === 'prose') return block.phrases.map((text) => ({ kind: 'prose', text: said(text), quiet: block.quiet === true }));
  if (block.kind === 'heading') return [{ kind: 'prose', text: said(block.text), quiet: false }];
  if (block.kind === 'matrix') return [matrixPiece(block.matrix, said)];
  if (block.kind !== 'table') return [];
  const { caption, head, columns, rows } = block.table;
  const printed = rows.map((row) => [`${said(row.head)}${row.note ? ` (${row.note})` : ''}`, ...row.cells.map((cell) => (cell === null ? '–' : formatFigure(cell, model.language)))]);
  return [{ kind: 'table', caption, header: [head, ...columns.map(({ label }) => label)], rows: printed, words: false }];
}

function matrixPiece({ caption, head, columns, rows }: Matrix, said: (text: Phrase) => string): Piece {
  const lines = (texts: readonly Phrase[]): string => texts.map(said).join('\n');
  return {
    kind: 'table', caption, header: [head, ...columns.map(({ label }) => label)], words: true,
    rows: rows.map((row) => [[said(row.head), ...(row.under ?? []).map(said)].join('\n'), ...row.cells.map((cell) => lines(cell) || '–')]),
  };
}

/** `made` is the day it was made, YYYY-MM-DD. What only a screen can do (links, forms) stays out. */
export function printedDocument(model: PageModel, made: string): PrintedDocument {
  const t = messages(model.language);
  const said = (text: Phrase) => plainText(text, model.language);
  const address = `${model.origin}${at(model.language, model.address)}`;
  const parts = model.parts.map((part) => ({
    title: said(part.title), absent: part.absent, pieces: part.blocks.flatMap((block) => piecesOf(block, said, model)),
    proof: part.codes.length === 0 ? '' : fill(t.data.card.proof, { codigos: part.codes.join(' · ') }),
  }));
  return {
    language: model.language, overline: model.overline, heading: model.heading, lead: model.lead.map(said),
    parts: parts.filter(({ absent, pieces }) => absent !== null || pieces.length > 0),
    qr: renderSVG(address, { border: 1, ecc: 'M' }), address: address.replace(/^https?:\/\//, ''), check: t.data.sheet.check, made: fill(t.site.madeAt, { fecha: made }),
  };
}
