import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexedPng } from './indexed-png.ts';

interface Read {
  readonly width: number;
  readonly height: number;
  readonly colours: Buffer;
  readonly rows: Buffer;
}

/** Reads back what the specification says: chunks by length and name, one byte of filter a row. */
function read(png: Buffer): Read {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = parts.get('IHDR')!;
  return { width: header.readUInt32BE(0), height: header.readUInt32BE(4), colours: parts.get('PLTE')!, rows: inflateSync(parts.get('IDAT')!) };
}

function colourAt({ width, colours, rows }: Read, x: number, y: number): number[] {
  const index = rows[y * (width + 1) + 1 + x]!;
  return [...colours.subarray(index * 3, index * 3 + 3)];
}

test('a picture of few colours comes back as it was, dot for dot', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.constantFrom([0, 0, 0], [255, 255, 255], [213, 94, 0], [251, 247, 238])), (width, height, stream) => {
      const dots = Array.from({ length: width * height }, () => stream.next().value as number[]);
      const png = read(indexedPng(Uint8Array.from(dots.flatMap((dot) => [...dot, 255])), width, height));
      expect([png.width, png.height]).toEqual([width, height]);
      dots.forEach((dot, index) => expect(colourAt(png, index % width, Math.floor(index / width))).toEqual(dot));
    }),
  );
});

test('with more colours than a palette holds, each dot keeps one close to its own', () => {
  const dots = Array.from({ length: 4096 }, (_, index) => [(index * 7) % 256, (index * 13) % 256, (index * 29) % 256]);
  const png = read(indexedPng(Uint8Array.from(dots.flatMap((dot) => [...dot, 255])), 64, 64));
  dots.forEach((dot, index) => colourAt(png, index % 64, Math.floor(index / 64)).forEach((value, channel) => expect(Math.abs(value - dot[channel]!)).toBeLessThan(64)));
});
