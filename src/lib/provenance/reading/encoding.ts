import { readAt, chunks } from './bytes.ts';

export type Encoding = 'utf-8' | 'latin-1';

export interface ByteCensus {
  /** Well-formed UTF-8 sequences of two bytes or more. */
  multibyte: number;
  /** Bytes above 127 that belong to no such sequence. */
  stray: number;
  /** Stray bytes 0x80–0x9F, which latin-1 leaves without a letter: windows-1252 or a DOS page. */
  c1: number;
}

/** Length of the well-formed UTF-8 sequence at `i` (RFC 3629), 0 when malformed, -1 when the bytes end inside it. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let k = 1; k < length; k++) {
    if (i + k >= bytes.length) return -1;
    const byte = bytes[i + k]!;
    const low = k > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return 0;
  }
  return length;
}

/** Adds a piece's bytes to the census; returns how many bytes at its end were cut inside a sequence (0–3). */
export function countBytes(bytes: Uint8Array, census: ByteCensus): number {
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      i += 1;
      continue;
    }
    const length = sequenceLength(bytes, i);
    if (length === -1) return bytes.length - i;
    if (length > 0) census.multibyte += 1;
    else {
      census.stray += 1;
      if (byte < 0xa0) census.c1 += 1;
    }
    i += length || 1;
  }
  return 0;
}

/** Below this size the whole file is read to decide; above it, windows spread over the file. */
const WHOLE = 64 << 20;
const WINDOW = 1 << 16;
const WINDOWS = 64;

/** Counts the bytes of the file that decide its encoding; a file past 64 MiB is sampled in 64 windows. */
export async function censusOf(path: string, size: number): Promise<ByteCensus> {
  const census: ByteCensus = { multibyte: 0, stray: 0, c1: 0 };
  if (size <= WHOLE) {
    let rest = Buffer.alloc(0);
    for await (const chunk of chunks(path, null)) {
      const piece = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      rest = Buffer.from(piece.subarray(piece.length - countBytes(piece, census)));
    }
    census.stray += rest.length;
    return census;
  }
  for (let w = 0; w < WINDOWS; w++) {
    const window = await readAt(path, Math.floor(((size - WINDOW) / (WINDOWS - 1)) * w), WINDOW);
    let start = 0;
    while (w > 0 && start < 3 && (window[start]! & 0xc0) === 0x80) start += 1;
    countBytes(window.subarray(start), census);
  }
  return census;
}

/**
 * UTF-8 unless stray bytes outnumber its sequences: one damaged byte in a UTF-8 file costs one record, it does not turn
 * every Ñ of the file into two letters.
 */
export function encodingOf(census: ByteCensus): Encoding {
  return census.stray > census.multibyte ? 'latin-1' : 'utf-8';
}

/** Strict decoder of one record: null when the bytes are not text in that encoding. */
export function decoder(encoding: Encoding): (bytes: Buffer) => string | null {
  if (encoding === 'latin-1') return (bytes) => bytes.toString('latin1');
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  };
}
