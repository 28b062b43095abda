import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import { InflateMeter, inflate, openChecked, type ZipDirectory } from '../reading/zip.ts';

/** The file that a publisher's download carries: itself, or the one table inside a zip. */
export interface Unpacked {
  readonly path: string;
  readonly name: string;
  /** Name of the zip that it came in; null when it came bare. */
  readonly zip: string | null;
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32BE(0) === 0x504b0304;
  } finally {
    await file.close();
  }
}

/** The reader of zips was made for workbooks and speaks of them; here the same faults are a zip's. */
function asZip(thrown: unknown, archivo: string): unknown {
  if (!(thrown instanceof YupayError) || !['archivo-cortado', 'archivo-ilegible'].includes(thrown.code)) return thrown;
  const detalle = thrown.code === 'archivo-cortado' ? 'el zip está incompleto: falta su índice' : (thrown.details.detalle ?? '');
  return new YupayError(thrown.code, { archivo, tipo: 'zip', detalle }, { cause: thrown });
}

const isWorkbook = ({ entries }: ZipDirectory): boolean => entries.some((entry) => entry.fileName === '[Content_Types].xml');

/**
 * Takes the one CSV out of a zip, streaming and within the limits of size and ratio; anything else comes back as it is.
 * Throws `archivo-ilegible` for a zip that holds none or several, `bomba-comprimida`, `archivo-cortado`.
 */
export async function unpack(path: string, folder: string, maxBytes: number): Promise<Unpacked> {
  const name = basename(path);
  if (!(await isZip(path))) return { path, name, zip: null };
  try {
    const zip = await openChecked(path, maxBytes, name);
    try {
      return isWorkbook(zip) ? { path, name, zip: null } : await takeOut(zip, name, folder, maxBytes);
    } finally {
      zip.file.close();
    }
  } catch (thrown) {
    throw asZip(thrown, name);
  }
}

async function takeOut(zip: ZipDirectory, name: string, folder: string, maxBytes: number): Promise<Unpacked> {
  const files = zip.entries.filter((entry) => !entry.fileName.endsWith('/'));
  const [only] = files;
  if (only === undefined || files.length > 1 || !/\.csv$/i.test(only.fileName)) {
    throw new YupayError('archivo-ilegible', { archivo: name, tipo: 'zip', detalle: `debe traer un solo CSV y trae ${files.length} archivos` });
  }
  // The name inside is the publisher's word and may be anything; only a plain one is shown.
  const inside = basename(only.fileName).replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-120);
  const target = join(folder, 'contenido.csv');
  await pipeline(Readable.from(inflate(zip.file, only, new InflateMeter(maxBytes, name), name)), createWriteStream(target, { mode: 0o600 }));
  return { path: target, name: inside, zip: name };
}
