import type * as yauzl from 'yauzl';
import { YupayError } from '#lib/kernel/errors.ts';
import { inflate, type InflateMeter, type ZipDirectory } from './zip.ts';

/**
 * Hands the spreadsheet reader a plain, uncompressed zip in the order it likes (index parts first, sheets last), made on
 * the fly. Thus every byte is inflated, counted and checked by us, whatever the workbook's own directory claims, and the
 * reader streams sheets that Excel wrote before their shared strings.
 */
const isSheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(name);
const isWanted = (name: string): boolean => isSheet(name) || name === '[Content_Types].xml' || name.endsWith('.rels') || /^xl\/(workbook|sharedStrings|styles)[^/]*\.xml$/i.test(name);

function localHeader(entry: yauzl.Entry): Buffer {
  const name = Buffer.from(entry.fileName, 'utf8');
  const header = Buffer.alloc(30 + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(0x0800, 6);
  header.writeUInt32LE(entry.crc32, 14);
  header.writeUInt32LE(entry.uncompressedSize, 18);
  header.writeUInt32LE(entry.uncompressedSize, 22);
  header.writeUInt16LE(name.length, 26);
  name.copy(header, 30);
  return header;
}

function centralHeader(entry: yauzl.Entry, offset: number): Buffer {
  const name = Buffer.from(entry.fileName, 'utf8');
  const header = Buffer.alloc(46 + name.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  localHeader(entry).copy(header, 6, 4, 30);
  header.writeUInt32LE(offset, 42);
  name.copy(header, 46);
  return header;
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** A sheet's XML must close: a workbook may be cut inside an otherwise sound zip. The last piece waits for that too. */
async function* closed(chunks: AsyncIterable<Buffer>, archivo: string): AsyncGenerator<Buffer> {
  let tail = '';
  let held: Buffer | null = null;
  for await (const chunk of chunks) {
    tail = (tail + chunk.subarray(-64).toString('latin1')).slice(-64);
    if (held) yield held;
    held = chunk;
  }
  if (!/<\/(\w+:)?worksheet>\s*$/.test(tail)) throw new YupayError('archivo-cortado', { archivo, detalle: 'la hoja de cálculo termina antes de cerrarse' });
  if (held) yield held;
}

/** Index parts travel in one piece: the reader joins pieces by copying. */
async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

/** The workbook's wanted parts as the bytes of a stored zip. */
export async function* repack(zip: ZipDirectory, meter: InflateMeter, archivo: string): AsyncGenerator<Buffer> {
  const wanted = zip.entries.filter(({ fileName }) => isWanted(fileName)).sort((a, b) => Number(isSheet(a.fileName)) - Number(isSheet(b.fileName)));
  if (!wanted.some(({ fileName }) => fileName === '[Content_Types].xml')) {
    throw new YupayError('archivo-ilegible', { archivo, tipo: 'libro de Excel', detalle: 'es un zip que no contiene un libro; descomprímalo y cargue lo de adentro' });
  }
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of wanted) {
    const header = localHeader(entry);
    central.push(centralHeader(entry, offset));
    offset += header.length + entry.uncompressedSize;
    yield header;
    const body = inflate(zip.file, entry, meter, archivo);
    if (isSheet(entry.fileName)) yield* closed(body, archivo);
    else yield await whole(body);
  }
  const directory = Buffer.concat(central);
  yield Buffer.concat([directory, endRecord(wanted.length, directory.length, offset)]);
}
