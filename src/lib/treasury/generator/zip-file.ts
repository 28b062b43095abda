import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One part of a zip, its text made piece by piece: a sheet of a gigabyte never lies in memory. */
export interface StreamedPart {
  readonly name: string;
  readonly text: Iterable<string>;
}

interface Placed {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const FIELDS = 26;

/** What local and central headers share: version, method, CRC-32, sizes, length of the name. */
function common({ name, crc, packed, size }: Placed): Buffer {
  const fields = Buffer.alloc(FIELDS);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const localHeader = (placed: Placed): Buffer => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(placed), placed.name]);

function centralHeader(placed: Placed): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(placed.offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common(placed), tail, placed.name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** Deflates one part behind room left for its header, which is known only afterwards. */
async function place(path: string, part: StreamedPart, offset: number): Promise<Placed> {
  const name = Buffer.from(part.name, 'utf8');
  const deflate = createDeflateRaw({ level: 6 });
  const out = createWriteStream(path, { flags: 'r+', start: offset + 4 + FIELDS + name.length });
  const written = once(out, 'close');
  deflate.pipe(out);
  let crc = 0;
  let size = 0;
  for (const text of part.text) {
    const bytes = Buffer.from(text, 'utf8');
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (!deflate.write(bytes)) await once(deflate, 'drain');
  }
  deflate.end();
  await written;
  return { name, crc, packed: out.bytesWritten, size, offset };
}

/** Writes a zip of deflated parts, below 4 GB, in bounded memory; gives the inflated bytes of all of them. */
export async function writeZip(path: string, parts: readonly StreamedPart[]): Promise<number> {
  closeSync(openSync(path, 'w'));
  const placed: Placed[] = [];
  let offset = 0;
  for (const part of parts) {
    const one = await place(path, part, offset);
    placed.push(one);
    offset += 4 + FIELDS + one.name.length + one.packed;
  }
  const file = openSync(path, 'r+');
  const put = (bytes: Buffer, at: number) => writeSync(file, bytes, 0, bytes.length, at);
  for (const one of placed) put(localHeader(one), one.offset);
  const directory = Buffer.concat(placed.map(centralHeader));
  put(Buffer.concat([directory, endRecord(placed.length, directory.length, offset)]), offset);
  closeSync(file);
  return placed.reduce((sum, { size }) => sum + size, 0);
}
