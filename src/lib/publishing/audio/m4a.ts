import { cutShort, MOST_LABELS, somethingMore, tooManyLabels, Unsound } from './unsound.ts';

interface Box {
  readonly kind: string;
  readonly body: Buffer;
  /** Where its body begins in the file. */
  readonly at: number;
}

/** No recording of one track needs more; more is a file made to tire the reader. */
const MOST_BOXES = 200;

/** Boxes one after another (ISO/IEC 14496-12 §4.2), to the last byte. */
function boxesOf(bytes: Buffer, from: number): Box[] {
  const found: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 8 || found.length === MOST_BOXES) throw cutShort();
    const size = bytes.readUInt32BE(at);
    // 0 (to the end) and 1 (64 bits) are lawful, and no recorder needs them in a file this small.
    if (size < 8 || size > bytes.length - at) throw cutShort();
    found.push({ kind: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + size), at: from + at + 8 });
    at += size;
  }
  return found;
}

const inside = (box: Box): Box[] => boxesOf(box.body, box.at);

/** The one box of a kind. A second track, or a second anything, is something more than one sound. */
function one(boxes: readonly Box[], kind: string): Box {
  const found = boxes.filter((box) => box.kind === kind);
  if (found.length === 0) throw new Unsound('es MP4, pero no un audio AAC entero', 'it is MP4, but no whole AAC sound');
  if (found.length > 1) throw somethingMore();
  return found[0]!;
}

function word({ body }: Box, at: number): number {
  if (at + 4 > body.length) throw cutShort();
  return body.readUInt32BE(at);
}

/** Rows of a table whose count is in its fifth to eighth byte; more rows than bytes is a lie. */
function rows(box: Box, header: number, size: number): number {
  const count = word(box, header - 4);
  if (box.body.length !== header + count * size) throw cutShort();
  return count;
}

/** Samples and their length in all (`stts`). */
function timed(box: Box): { readonly samples: number; readonly ticks: number } {
  let [samples, ticks] = [0, 0];
  for (let row = 0, count = rows(box, 8, 8); row < count; row += 1) {
    samples += word(box, 8 + row * 8);
    ticks += word(box, 8 + row * 8) * word(box, 12 + row * 8);
  }
  return { samples, ticks };
}

/** Samples and their bytes in all (`stsz`): one size for all, or a table. */
function sized(box: Box): { readonly samples: number; readonly bytes: number } {
  const each = word(box, 4);
  const samples = word(box, 8);
  if (each !== 0) return { samples, bytes: each * samples };
  let bytes = 0;
  for (let row = 0, count = rows(box, 12, 4); row < count; row += 1) bytes += word(box, 12 + row * 4);
  return { samples, bytes };
}

/** Where a descriptor's content begins: its tag, then a length in one to four bytes of seven bits (ISO/IEC 14496-1 §8.3.3). */
function descriptorAt(bytes: Buffer, at: number, tag: number): number {
  if (bytes[at] !== tag) throw new Unsound('es MP4, pero no AAC', 'it is MP4, but not AAC');
  let content = at + 1;
  while (content < at + 4 && (bytes[content]! & 0x80) !== 0) content += 1;
  return content + 1;
}

/** AAC (MPEG-4 audio, 0x40) and nothing else: the one sample description, its `esds` and the object type in it. */
function checkCodec(stsd: Box): void {
  if (word(stsd, 4) !== 1) throw somethingMore();
  const entry = one(boxesOf(stsd.body.subarray(8), stsd.at + 8), 'mp4a');
  const esds = one(boxesOf(entry.body.subarray(28), entry.at + 28), 'esds').body;
  const stream = descriptorAt(esds, 4, 3);
  const decoder = descriptorAt(esds, stream + 3, 4);
  if (esds[decoder] !== 0x40) throw new Unsound('es MP4, pero no AAC', 'it is MP4, but not AAC');
}

/** Every chunk begins within the sound's bytes. */
function checkChunks(stco: Box, sound: Box): void {
  for (let row = 0, count = rows(stco, 8, 4); row < count; row += 1) {
    const offset = word(stco, 8 + row * 4);
    if (offset < sound.at || offset >= sound.at + sound.body.length) throw new Unsound('su índice apunta fuera del sonido', 'its index points outside the sound');
  }
}

function checkTop(boxes: readonly Box[]): void {
  for (const { kind, body } of boxes) {
    if (!['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide'].includes(kind)) throw somethingMore();
    if (kind !== 'moov' && kind !== 'mdat' && body.length > MOST_LABELS) throw tooManyLabels();
  }
  if (boxes[0]?.kind !== 'ftyp') throw somethingMore();
}

/** Bytes that recorders leave unused at the end of the sound. */
const SLACK = 64;

/** Milliseconds of an M4A of one AAC track, every box accounted for. Throws `Unsound`. */
export function readM4a(bytes: Buffer): number {
  const top = boxesOf(bytes, 0);
  checkTop(top);
  const [movie, sound] = [inside(one(top, 'moov')), one(top, 'mdat')];
  if (movie.some(({ kind, body }) => !['mvhd', 'trak', 'iods'].includes(kind) && body.length > MOST_LABELS)) throw tooManyLabels();
  const media = inside(one(inside(one(movie, 'trak')), 'mdia'));
  if (one(media, 'hdlr').body.toString('latin1', 8, 12) !== 'soun') throw new Unsound('es MP4, pero no un audio', 'it is MP4, but no sound');
  const table = inside(one(inside(one(media, 'minf')), 'stbl'));
  checkCodec(one(table, 'stsd'));
  checkChunks(one(table, 'stco'), sound);
  const [times, sizes] = [timed(one(table, 'stts')), sized(one(table, 'stsz'))];
  const header = one(media, 'mdhd');
  // Version 1 keeps its dates in eight bytes each, so that the scale comes later.
  const scale = word(header, header.body[0] === 1 ? 20 : 12);
  const spare = sound.body.length - sizes.bytes;
  if (times.samples !== sizes.samples || spare < 0) throw cutShort();
  if (spare > SLACK) throw somethingMore();
  if (scale === 0) throw new Unsound('no dice su duración', 'it does not say its length');
  return (times.ticks * 1_000) / scale;
}
