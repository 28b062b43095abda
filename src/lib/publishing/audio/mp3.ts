import { cutShort, MOST_LABELS, somethingMore, tooManyLabels, Unsound } from './unsound.ts';

const RATES: Readonly<Record<number, readonly number[]>> = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] };
const KILOBITS = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

interface Frame {
  readonly version: number;
  readonly rate: number;
  readonly mono: boolean;
  readonly samples: number;
  readonly bytes: number;
}

/** A frame's header: MPEG 1, 2 or 2.5, layer III, a fixed bit rate named. Null where there is none. */
function frameAt(bytes: Buffer, at: number): Frame | null {
  if (bytes.length - at < 4 || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe6) !== 0xe2) return null;
  const version = (bytes[at + 1]! >> 3) & 3;
  const rate = RATES[version]?.[(bytes[at + 2]! >> 2) & 3];
  const kilobits = KILOBITS[version === 3 ? 'first' : 'second'][bytes[at + 2]! >> 4];
  if (rate === undefined || kilobits === undefined || kilobits === 0) return null;
  const samples = version === 3 ? 1_152 : 576;
  const padding = (bytes[at + 2]! >> 1) & 1;
  return { version, rate, mono: bytes[at + 3]! >> 6 === 3, samples, bytes: Math.floor((samples / 8) * kilobits * 1_000 / rate) + padding };
}

/** Bytes of labels before the first frame (ID3v2: a size of four times seven bits). */
function labelsBefore(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  if (bytes.length < 10) throw cutShort();
  const [a, b, c, d] = bytes.subarray(6, 10) as unknown as [number, number, number, number];
  if ((a | b | c | d) & 0x80) throw new Unsound('sus etiquetas están mal escritas', 'its labels are ill written');
  const size = 10 + ((a << 21) | (b << 14) | (c << 7) | d) + (bytes[5]! & 0x10 ? 10 : 0);
  if (size > MOST_LABELS) throw tooManyLabels();
  return size;
}

/** An encoder's note about itself sits in a frame that is silent and does not count. */
function isNote(bytes: Buffer, at: number, { version, mono }: Frame): boolean {
  const side = version === 3 ? (mono ? 17 : 32) : mono ? 9 : 17;
  const mark = bytes.toString('latin1', at + 4 + side, at + 8 + side);
  return mark === 'Xing' || mark === 'Info';
}

/** Milliseconds of an MP3: whole frames of one kind, one after another to the last byte. Throws `Unsound`. */
export function readMp3(bytes: Buffer): number {
  const end = bytes.length - (bytes.toString('latin1', bytes.length - 128, bytes.length - 125) === 'TAG' ? 128 : 0);
  let at = labelsBefore(bytes);
  let frames = 0;
  let first: Frame | null = null;
  while (at < end) {
    const frame = frameAt(bytes, at);
    if (frame === null) throw end - at < 4 ? cutShort() : somethingMore();
    if (first !== null && (frame.version !== first.version || frame.rate !== first.rate || frame.mono !== first.mono)) throw somethingMore();
    if (at + frame.bytes > end) throw cutShort();
    if (first !== null || !isNote(bytes, at, frame)) frames += 1;
    first ??= frame;
    at += frame.bytes;
  }
  if (first === null) throw cutShort();
  return (frames * first.samples * 1_000) / first.rate;
}
