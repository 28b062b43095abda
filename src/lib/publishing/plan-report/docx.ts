import { YupayError } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import type { Matrix, MatrixRow } from '../matrix.ts';
import { plainText, type Phrase } from '../phrase.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { NOTES_PART, PART_PREFIX } from './page.ts';

type Data = Readonly<Record<string, unknown>>;

/** Where and with what the report can be checked, and when it was made: `made` is YYYY-MM-DD. */
function proofData({ language, origin, address, parts }: PageModel, made: string): Data {
  const words = messages(language).planReport;
  const codes = [...new Set(parts.flatMap((part) => part.codes))];
  return { prueba: fill(words.proof, { recibos: codes.join(' · '), direccion: `${origin}${at(language, address)}` }), hecho: fill(words.made, { fecha: made }) };
}

const matrices = ({ blocks }: Part): Matrix[] => blocks.flatMap((block) => (block.kind === 'matrix' ? [block.matrix] : []));

/** What the marks of a template stand for. Names are Spanish: a person meets them in Word. Each column goes by its key. */
export function reportData(model: PageModel, made: string): Data {
  const said = (text: Phrase): string => plainText(text, model.language);
  const lines = (texts: readonly Phrase[]): string => texts.map(said).join('\n');
  const prose = ({ blocks }: Part, quiet: boolean): string[] => blocks.flatMap((block: Block) => (block.kind === 'prose' && (block.quiet === true) === quiet ? block.phrases.map(said) : []));
  const rowData = ({ columns }: Matrix, { head, under = [], cells }: MatrixRow): Data => ({ indicador: said(head), codigo: lines(under), ...Object.fromEntries(columns.map(({ key }, column) => [key, lines(cells[column] ?? [])])) });
  const partData = (part: Part): Data => ({ titulo: said(part.title), textos: prose(part, false), notas: prose(part, true), filas: matrices(part).flatMap((matrix) => matrix.rows.map((row) => rowData(matrix, row))) });
  const sectionOf = ({ blocks }: Part): string | null => blocks.flatMap((block) => (block.kind === 'heading' ? [said(block.text)] : []))[0] ?? null;
  const sections: { titulo: string; matrices: Data[] }[] = [];
  for (const part of model.parts.filter(({ id }) => id.startsWith(PART_PREFIX.matrix))) {
    const title = sectionOf(part);
    if (title !== null || sections.length === 0) sections.push({ titulo: title ?? '', matrices: [] });
    sections.at(-1)!.matrices.push(partData(part));
  }
  const notes = model.parts.find(({ id }) => id === NOTES_PART);
  return {
    antetitulo: model.overline, titulo: model.heading, datos: [...model.facts, ...model.lead].map(said), secciones: sections,
    regla: notes === undefined ? [] : prose(notes, false), notas_generales: notes === undefined ? [] : prose(notes, true),
    anexos: model.parts.filter(({ id }) => id.startsWith(PART_PREFIX.annex)).map(partData),
    contradicciones: model.parts.filter(({ id }) => CONTRADICTIONS.has(id)).map(partData), ...proofData(model, made),
  };
}

const CONTRADICTIONS: ReadonlySet<string> = new Set(['graves', 'medianas', 'leves', 'con-dispensa', 'contradicciones']);

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What a template may weigh: letters and a few pictures. And once opened: a small file that swells a hundredfold is an attack. */
export const LARGEST_TEMPLATE = 5 * 1024 * 1024;
const LARGEST_OPENED = 60 * 1024 * 1024;

interface TemplateFault {
  readonly properties?: { readonly errors?: readonly TemplateFault[]; readonly explanation?: string };
}

/** The first thing wrong with a template, in its own words: an unclosed mark, a mark in two cells. */
function faultOf(error: unknown): string {
  const { properties } = error as TemplateFault;
  return properties?.errors?.[0]?.properties?.explanation ?? properties?.explanation ?? (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200);
}

/** Size of all files of an archive as its directory says; the library inflates them only when asked. */
function openedSize(files: Readonly<Record<string, unknown>>): number {
  return Object.values(files).reduce<number>((sum, file) => sum + ((file as { _data?: { uncompressedSize?: number } })._data?.uncompressedSize ?? 0), 0);
}

/**
 * Pours a report into a Word template. A mark that the report does not know prints nothing. Throws `plantilla-ilegible`
 * with what is wrong in it.
 */
export async function reportDocx(template: Uint8Array, model: PageModel, made: string): Promise<Uint8Array> {
  const [{ default: PizZip }, { default: Docxtemplater }] = await Promise.all([import('pizzip'), import('docxtemplater')]);
  try {
    if (template.length > LARGEST_TEMPLATE) throw new Error('pasa de 5 MB');
    const zip = new PizZip(template);
    if (openedSize(zip.files) > LARGEST_OPENED) throw new Error('abierta pasa de 60 MB');
    if (zip.file('word/document.xml') === null) throw new Error('no es un documento de Word');
    const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true, errorLogging: false, nullGetter: () => '' });
    document.render(reportData(model, made));
    return document.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' });
  } catch (error) {
    throw new YupayError('plantilla-ilegible', { detalle: faultOf(error) }, { cause: error });
  }
}
