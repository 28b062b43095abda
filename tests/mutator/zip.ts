import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** One part of a zip to be written, with what its headers may lie about. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer;
  /** Size that both headers declare; the true one unless given. */
  readonly declaredSize?: number;
  readonly declaredCrc?: number;
}

function headers(part: ZipPart, packed: Buffer, offset: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(part.name, 'utf8');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(part.declaredCrc ?? crc32(part.data), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(part.declaredSize ?? part.data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name]);
  return { local, central };
}

/** Writes a deflated zip, honest or not. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.data, { level: 9 });
    const { local, central } = headers(part, packed, offset);
    body.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, central, end]);
}

/** Parts of a zip that its central directory lists; nothing is checked, for it is a test's own file. */
export function partsOf(zip: Buffer): ZipPart[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end === -1) return [];
  const parts: ZipPart[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    parts.push({ name, data: zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : Buffer.from(packed) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}

/** Rewrites one part of a workbook, the rest as it was. */
export function withPart(zip: Buffer, name: RegExp, change: (data: Buffer) => Buffer, lies: Partial<ZipPart> = {}): Buffer {
  return zipOf(partsOf(zip).map((part) => (name.test(part.name) ? { ...part, data: change(part.data), ...lies } : part)));
}
