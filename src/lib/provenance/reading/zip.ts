import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { YupayError } from '#lib/kernel/errors.ts';

/** More parts than any real workbook. */
const MAX_ENTRIES = 4_000;
/** Honest XML shrinks 10 to 40 times; beyond this somebody is testing the disk. */
const MAX_RATIO = 100;
/** Ratios of tiny parts mean nothing: an empty sheet of 2 kB may shrink 100 times. */
const RATIO_FROM = 1 << 20;

export interface ZipDirectory {
  readonly file: yauzl.ZipFile;
  readonly entries: readonly yauzl.Entry[];
}

function cut(archivo: string): YupayError {
  return new YupayError('archivo-cortado', { archivo, detalle: 'el libro de Excel está incompleto: falta su índice' });
}

function broken(archivo: string, thrown: unknown): YupayError {
  if (thrown instanceof YupayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/end of central directory|unexpected EOF|out of bounds/i.test(message)) return cut(archivo);
  return new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle: `su compresión está dañada (${message.split('\n')[0]!.slice(0, 120)})` });
}

function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, file) => (error ? reject(error) : resolve(file)));
  });
}

function listEntries(file: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    file.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) reject(new Error('demasiadas partes'));
      else file.readEntry();
    });
    file.on('end', () => resolve(entries));
    file.on('error', reject);
    file.readEntry();
  });
}

function judge(entries: readonly yauzl.Entry[], maxBytes: number, archivo: string): void {
  let inflated = 0;
  let packed = 0;
  const bomb = (detalle: string) => new YupayError('bomba-comprimida', { archivo, detalle });
  for (const entry of entries) {
    inflated += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * MAX_RATIO) throw bomb(`una parte crece más de ${MAX_RATIO} veces`);
  }
  if (inflated > maxBytes) throw bomb(`llegaría a ${Math.round(inflated / 1e6)} MB y el límite es ${Math.round(maxBytes / 1e6)} MB`);
  if (inflated > RATIO_FROM && inflated > packed * MAX_RATIO) throw bomb(`crece más de ${MAX_RATIO} veces`);
  const names = entries.map((entry) => entry.fileName);
  if (new Set(names).size !== names.length) throw new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle: 'dos partes llevan el mismo nombre' });
}

/**
 * Opens a zip and judges its directory before inflating anything: total size, ratio, number of parts, repeated names.
 * Throws `bomba-comprimida`, `archivo-cortado` or `archivo-ilegible`. The caller closes `file`.
 */
export async function openChecked(path: string, maxBytes: number, archivo: string): Promise<ZipDirectory> {
  let file: yauzl.ZipFile | undefined;
  try {
    file = await openZip(path);
    const entries = await listEntries(file);
    judge(entries, maxBytes, archivo);
    return { file, entries };
  } catch (thrown) {
    file?.close();
    throw broken(archivo, thrown);
  }
}

/** Bytes inflated so far against the limit, whatever the directory promised. */
export class InflateMeter {
  #left: number;
  readonly #archivo: string;

  constructor(maxBytes: number, archivo: string) {
    this.#left = maxBytes;
    this.#archivo = archivo;
  }

  count(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new YupayError('bomba-comprimida', { archivo: this.#archivo, detalle: 'pasó el límite al descomprimirse' });
  }
}

/**
 * One part's inflated bytes; its size and CRC-32 must be what the directory says. The last piece is handed over only once
 * that is known: a reader that has all the bytes it was promised asks for no more and would never hear of the failure.
 */
export async function* inflate(file: yauzl.ZipFile, entry: yauzl.Entry, meter: InflateMeter, archivo: string): AsyncGenerator<Buffer> {
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      file.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    let sum = 0;
    let held: Buffer | null = null;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      meter.count(chunk.length);
      sum = crc32(chunk, sum);
      if (held) yield held;
      held = chunk;
    }
    if (sum !== entry.crc32) throw new Error('la suma de control no coincide');
    if (held) yield held;
  } catch (thrown) {
    throw broken(archivo, thrown);
  }
}
