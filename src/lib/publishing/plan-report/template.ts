import { BorderStyle, Document, Footer, HeadingLevel, Packer, PageNumber, PageOrientation, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { Language } from '#lib/kernel/errors.ts';
import { messages } from '#lib/platform/messages/index.ts';

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '888888' } as const;
const BORDERS = { top: LINE, left: LINE, right: LINE, bottom: LINE } as const;
const HEAD = { type: ShadingType.CLEAR, fill: 'E8EEF4', color: 'auto' } as const;

const paragraph = (text: string, options: { readonly size?: number; readonly bold?: boolean } = {}): Paragraph =>
  new Paragraph({ spacing: { after: 80 }, children: [new TextRun({ text, size: options.size ?? 20, bold: options.bold ?? false })] });
const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph => new Paragraph({ heading: level, keepNext: true, spacing: { before: 240, after: 100 }, children: [new TextRun(text)] });

interface Column {
  readonly head: string;
  /** What Yupay puts there: a mark in braces. */
  readonly mark: string;
  readonly percent: number;
}

/** A table of one row of heads and one of marks, which is repeated for each item of the list. */
function listTable(list: string, columns: readonly Column[]): Table {
  const cell = (text: string, percent: number, head: boolean) => new TableCell({ borders: BORDERS, width: { size: percent, type: WidthType.PERCENTAGE }, ...(head ? { shading: HEAD } : {}), children: [paragraph(text, { size: 17, bold: head })] });
  const marks = columns.map(({ mark, percent }, at) => cell(`${at === 0 ? `{#${list}}` : ''}${mark}${at === columns.length - 1 ? `{/${list}}` : ''}`, percent, false));
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ head, percent }) => cell(head, percent, true)) }), new TableRow({ cantSplit: true, children: marks })],
  });
}

const repeated = (list: string, ...inside: readonly (Paragraph | Table)[]): (Paragraph | Table)[] => [paragraph(`{#${list}}`), ...inside, paragraph(`{/${list}}`)];
const sentences = (list: string, size?: number): (Paragraph | Table)[] => repeated(list, paragraph('{.}', size === undefined ? {} : { size }));

function matrices(language: Language): (Paragraph | Table)[] {
  const { columns } = messages(language).planReport;
  const table = listTable('filas', [
    { head: columns.indicator, mark: '{indicador}', percent: 26 }, { head: columns.base, mark: '{base}', percent: 18 }, { head: columns.actual, mark: '{avance}', percent: 22 },
    { head: columns.answers, mark: '{responsables}', percent: 12 }, { head: columns.reading, mark: '{lectura}', percent: 22 },
  ]);
  return repeated('secciones', heading('{titulo}', HeadingLevel.HEADING_1), ...repeated('matrices', heading('{titulo}', HeadingLevel.HEADING_2), ...sentences('textos'), table, ...sentences('notas', 16)));
}

function annexes(language: Language): (Paragraph | Table)[] {
  const { name, org, text, date, amount } = messages(language).planReport.annex;
  const table = listTable('filas', [
    { head: name, mark: '{indicador}', percent: 28 }, { head: org, mark: '{organizacion}', percent: 14 }, { head: text, mark: '{texto}', percent: 32 },
    { head: date, mark: '{fecha}', percent: 12 }, { head: amount, mark: '{moneda} {monto}', percent: 14 },
  ]);
  return repeated('anexos', heading('{titulo}', HeadingLevel.HEADING_1), table);
}

function contradictions(language: Language): (Paragraph | Table)[] {
  const { what, lines } = messages(language).planReport.finding;
  const table = listTable('filas', [{ head: what, mark: '{indicador}', percent: 76 }, { head: lines, mark: '{fuentes}', percent: 24 }]);
  return repeated('contradicciones', heading('{titulo}', HeadingLevel.HEADING_1), ...sentences('textos'), table);
}

/**
 * The Word file that a report is poured into. A person takes it, edits it in Word (letters, logos, order, sentences of their
 * own) and gives it back: whatever stands in braces is filled, and what they took out stays out.
 */
export async function reportTemplate(language: Language): Promise<Uint8Array> {
  const { rule } = messages(language).planReport;
  const footer = new Footer({ children: [new Paragraph({ children: [new TextRun({ text: '{hecho} · {prueba} · ', size: 14 }), new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 14 })] })] });
  const document = new Document({
    creator: 'Yupay', title: messages(language).planReport.heading,
    styles: { default: { document: { run: { font: 'Calibri', size: 20, language: { value: language === 'es' ? 'es-PE' : 'en-GB' } } } } },
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE }, margin: { top: 850, bottom: 850, left: 850, right: 850 } } },
      footers: { default: footer },
      children: [
        paragraph('{antetitulo}', { size: 18 }), heading('{titulo}', HeadingLevel.TITLE),
        ...sentences('datos'), paragraph(rule, { bold: true }), ...sentences('regla', 17), ...matrices(language), ...sentences('notas_generales', 16), ...annexes(language), ...contradictions(language),
      ],
    }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
