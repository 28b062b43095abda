import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Colours kept to so many bits a channel; the first of each that is met stands for all alike. */
function palette(pixels: Uint8Array, bits: number): { readonly colours: number[]; readonly indices: Uint8Array } | null {
  const [drop, found, colours] = [8 - bits, new Map<number, number>(), [] as number[]];
  const indices = new Uint8Array(pixels.length / 4);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const [r, g, b] = [pixels[pixel * 4]!, pixels[pixel * 4 + 1]!, pixels[pixel * 4 + 2]!];
    const key = ((r >> drop) << 16) | ((g >> drop) << 8) | (b >> drop);
    let index = found.get(key);
    if (index === undefined) {
      if (colours.length === 256) return null;
      index = colours.push((r << 16) | (g << 8) | b) - 1;
      found.set(key, index);
    }
    indices[pixel] = index;
  }
  return { colours, indices };
}

/**
 * An opaque picture as a PNG of at most 256 colours (PNG specification, colour type 3), a third of the size of one with
 * all of them: a card has a handful, and the shades between a letter and its paper. As many bits a channel are kept as
 * fit. `pixels` is RGBA, eight bits each.
 */
export function indexedPng(pixels: Uint8Array, width: number, height: number): Buffer {
  const { colours, indices } = palette(pixels, 8) ?? palette(pixels, 6) ?? palette(pixels, 5) ?? palette(pixels, 4) ?? palette(pixels, 2)!;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const table = Uint8Array.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', table), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', new Uint8Array())]);
}
