import { AlignmentType, BorderStyle, Document, Footer, HeadingLevel, Packer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { PrintedDocument } from './document.ts';

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '888888' } as const;

const paragraph = (text: string, options: { readonly size?: number; readonly bold?: boolean; readonly right?: boolean } = {}) =>
  new Paragraph({ alignment: options.right ? AlignmentType.RIGHT : AlignmentType.LEFT, spacing: { after: 80 }, children: [new TextRun({ text, ...(options.size === undefined ? {} : { size: options.size }), ...(options.bold === undefined ? {} : { bold: options.bold }) })] });

function tableOf({ header, rows, words }: Extract<PrintedDocument['parts'][number]['pieces'][number], { kind: 'table' }>): Table {
  const cell = (text: string, column: number, bold: boolean) => new TableCell({ borders: { top: NONE, left: NONE, right: NONE, bottom: LINE }, children: text.split('\n').map((line) => paragraph(line, { size: 16, bold, right: column > 0 && !words })) });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: header.map((text, column) => cell(text, column, true)) }), ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, column) => cell(text, column, false)) }))],
  });
}

function partOf(part: PrintedDocument['parts'][number]): (Paragraph | Table)[] {
  const pieces = part.pieces.flatMap((piece) => (piece.kind === 'prose' ? [paragraph(piece.text, { size: piece.quiet ? 17 : 20 })] : [paragraph(piece.caption, { size: 18 }), tableOf(piece)]));
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, spacing: { before: 320, after: 120 }, keepNext: true, children: [new TextRun(part.title)] }),
    ...(part.absent === null ? [] : [paragraph(part.absent)]), ...pieces, ...(part.proof === '' ? [] : [paragraph(part.proof, { size: 16, bold: true })]),
  ];
}

/** A page of tables as a Word document that a person goes on editing: headings, real tables, receipts under each. */
export async function documentDocx(printed: PrintedDocument): Promise<Uint8Array> {
  const footer = new Footer({ children: [new Paragraph({ children: [new TextRun({ text: `${printed.address} · ${printed.made} · `, size: 15 }), new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 15 })] })] });
  const document = new Document({
    creator: 'Yupay', title: printed.heading, styles: { default: { document: { run: { font: 'Calibri', size: 20, language: { value: printed.language === 'es' ? 'es-PE' : 'en-GB' } } } } },
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE }, margin: { top: 850, bottom: 850, left: 850, right: 850 } } },
      footers: { default: footer },
      children: [paragraph(printed.overline, { size: 18 }), new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(printed.heading)] }), ...printed.lead.map((text) => paragraph(text, { size: 22 })), ...printed.parts.flatMap(partOf)],
    }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
