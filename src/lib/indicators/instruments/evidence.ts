import { crc32 } from 'node:zlib';
import { YupayError } from '#lib/kernel/errors.ts';

export type EvidenceType = 'jpg' | 'png' | 'pdf';

export interface CleanEvidence {
  readonly type: EvidenceType;
  readonly bytes: Buffer;
}

/** A photograph of a phone, or a scanned resolution. */
export const MOST_EVIDENCE_BYTES = 12 * 1024 ** 2;

/** A picture that a reader's browser would have to unfold; phones make up to 50 million. */
const MOST_PIXELS = 60_000_000;

const refuse = (detalle: string, detail: string): YupayError => new YupayError('evidencia-rechazada', { detalle, detail });
const broken = (): YupayError => refuse('el archivo está cortado o dañado', 'the file is cut short or damaged');

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw broken();
  if (width * height > MOST_PIXELS) throw refuse('la imagen pasa de 60 millones de puntos', 'the picture has more than 60 million points');
}

const SOI = 0xd8, EOI = 0xd9, SOS = 0xda;
const SIZES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** What draws the picture. Where it was taken, when, with what and by whom (EXIF, XMP, IPTC, comments, previews) is none of these. */
const DRAWING = new Set([...SIZES, 0xc4, 0xcc, 0xdb, 0xdd]);

/** JFIF's own preview is left out: it may show what was cropped away. */
function ownHeader(marker: number, body: Buffer): Buffer | null {
  if (marker === 0xe0 && body.length >= 14 && body.toString('latin1', 0, 5) === 'JFIF\0') return Buffer.concat([body.subarray(0, 12), Buffer.from([0, 0])]);
  // Without Adobe's mark the colours of some pictures turn.
  return marker === 0xee && body.toString('latin1', 0, 5) === 'Adobe' ? body.subarray(0, 12) : null;
}

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);

/** Where the coded lines that begin at `from` end: at the next mark that is no restart. */
function endOfLines(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw broken();
    const next = bytes[at + 1]!;
    if (next === 0xff) at -= 1;
    else if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
}

/** The picture alone, without any mark that a camera or a program left, and without what follows its end. */
function cleanJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])];
  let [sized, drawn] = [false, false];
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) throw broken();
    if (marker === EOI) break;
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    if (length < 2 || at + 2 + length > bytes.length) throw broken();
    const body = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (SIZES.has(marker)) {
      if (body.length < 6) throw broken();
      checkSize(body.readUInt16BE(3), body.readUInt16BE(1));
      sized = true;
    }
    const own = DRAWING.has(marker) || marker === SOS ? body : ownHeader(marker, body);
    if (own !== null) kept.push(segment(marker, own));
    if (marker === SOS) {
      const end = endOfLines(bytes, at);
      kept.push(bytes.subarray(at, end));
      [at, drawn] = [end, true];
    }
  }
  if (!sized || !drawn) throw broken();
  return Buffer.concat([...kept, Buffer.from([0xff, EOI])]);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_DRAWING = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

function cleanPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [PNG];
  for (let at = PNG.length; ; ) {
    if (at + 12 > bytes.length) throw broken();
    const [length, name] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw broken();
    if (kept.length === 1) {
      if (name !== 'IHDR' || length !== 13) throw broken();
      checkSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    }
    if (PNG_DRAWING.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

/** What a document must not do on its own when somebody opens it. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b/;

function checkPdf(bytes: Buffer): Buffer {
  if (!bytes.subarray(-2_048).includes('%%EOF')) throw broken();
  if (ACTIVE.test(bytes.toString('latin1'))) throw refuse('el PDF trae programas o archivos dentro; imprímalo otra vez a PDF y súbalo', 'the PDF holds programs or files; print it to PDF again and upload that');
  return bytes;
}

/**
 * What is kept of an uploaded file, by what its bytes are and never by its name: a JPEG or PNG without the marks of place,
 * time and author, or a PDF that does nothing by itself. Throws `evidencia-rechazada`.
 */
export function cleanEvidence(bytes: Buffer): CleanEvidence {
  if (bytes.length > MOST_EVIDENCE_BYTES) throw refuse('el archivo pasa de 12 MB', 'the file is larger than 12 MB');
  if (bytes[0] === 0xff && bytes[1] === SOI) return { type: 'jpg', bytes: cleanJpeg(bytes) };
  if (bytes.subarray(0, PNG.length).equals(PNG)) return { type: 'png', bytes: cleanPng(bytes) };
  if (/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) return { type: 'pdf', bytes: checkPdf(bytes) };
  throw refuse('solo se reciben fotos JPG, imágenes PNG y documentos PDF', 'only JPG photographs, PNG pictures and PDF documents are taken');
}
