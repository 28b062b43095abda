/** Small sounds written byte by byte: silence, and nobody's voice. */
import { oggChecksum } from '#lib/publishing/audio/ogg-opus.ts';

export interface OggOptions {
  readonly labels?: number;
  /** What the last page says of its length instead of the truth. */
  readonly granule?: number;
  readonly packetsPerPage?: number;
}

function oggPage(kind: number, granule: bigint, sequence: number, packets: readonly Buffer[]): Buffer {
  const lacing = packets.flatMap((packet) => [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]);
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = kind;
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  const page = Buffer.concat([head, Buffer.from(lacing), ...packets]);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

const PRE_SKIP = 312;

/** Ogg Opus of packets of 20 ms of silence, one channel. */
export function oggOpus(packets: number, { labels = 0, granule, packetsPerPage = 50 }: OggOptions = {}): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.set([1, 1], 8);
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.from([5, 0, 0, 0]), Buffer.from('yupay'), Buffer.from([0, 0, 0, 0]), Buffer.alloc(labels)]);
  const pages = [oggPage(2, 0n, 0, [head]), oggPage(0, 0n, 1, [tags])];
  const silence = Buffer.from([0xf8, 0xff, 0xfe]);
  for (let done = 0; done < packets; done += packetsPerPage) {
    const here = Math.min(packetsPerPage, packets - done);
    const last = done + here === packets;
    const at = last && granule !== undefined ? granule : (done + here) * 960;
    pages.push(oggPage(last ? 4 : 0, BigInt(at), pages.length, Array.from({ length: here }, () => silence)));
  }
  return Buffer.concat(pages);
}

/** The length of `oggOpus(packets)`, milliseconds. */
export const oggLength = (packets: number): number => Math.round((packets * 960 - PRE_SKIP) / 48);

/** MP3 of silent frames: MPEG 1, 32 kbit/s, 44.1 kHz, one channel; `note` puts an encoder's note before them. */
export function mp3(frames: number, { note = false, labels = 0 }: { note?: boolean; labels?: number } = {}): Buffer {
  const frame = Buffer.alloc(104);
  frame.set([0xff, 0xfb, 0x10, 0xc4]);
  const info = Buffer.from(frame);
  info.write('Info', 4 + 17, 'latin1');
  const id3 = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, (labels >> 21) & 127, (labels >> 14) & 127, (labels >> 7) & 127, labels & 127]), Buffer.alloc(labels)]);
  return Buffer.concat([...(labels > 0 ? [id3] : []), ...(note ? [info] : []), ...Array.from({ length: frames }, () => frame)]);
}

export const mp3Length = (frames: number): number => Math.round((frames * 1_152_000) / 44_100);

const word = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
};

export function box(kind: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([word(body.length + 8), Buffer.from(kind, 'latin1'), body]);
}

const SILENT_AAC = Buffer.from([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80]);
const ESDS = Buffer.from([0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 25, 0, 1, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0xfa, 0, 0, 0, 0xfa, 0, 5, 2, 0x12, 0x08, 6, 1, 2]);

/** M4A of silent AAC frames of 1,024 samples at 44.1 kHz, one channel. */
export function m4a(frames: number, { tracks = 1, declared = frames, extra = Buffer.alloc(0), objectType = 0x40 }: { tracks?: number; declared?: number; extra?: Buffer; objectType?: number } = {}): Buffer {
  const esds = Buffer.from(ESDS);
  esds[14] = objectType;
  const entry = box('mp4a', Buffer.concat([Buffer.alloc(6), Buffer.from([0, 1]), Buffer.alloc(8), Buffer.from([0, 1, 0, 16, 0, 0, 0, 0]), word(44_100 * 65_536)]), box('esds', esds));
  const ftyp = box('ftyp', Buffer.from('M4A '), word(0), Buffer.from('M4A '));
  const movie = (offset: number) => {
    const table = box('stbl', box('stsd', word(0, 1), entry), box('stts', word(0, 1, declared, 1_024)), box('stsc', word(0, 1, 1, frames, 1)), box('stsz', word(0, SILENT_AAC.length, frames)), box('stco', word(0, 1, offset)));
    const media = box('mdia', box('mdhd', word(0, 0, 0, 44_100, declared * 1_024, 0)), box('hdlr', word(0, 0), Buffer.from('soun'), word(0, 0, 0), Buffer.from([0])), box('minf', box('smhd', word(0, 0)), table));
    return box('moov', box('mvhd', word(0, 0, 0, 44_100, declared * 1_024)), ...Array.from({ length: tracks }, () => box('trak', box('tkhd', word(0)), media)), extra);
  };
  const offset = ftyp.length + movie(0).length + 8;
  return Buffer.concat([ftyp, movie(offset), box('mdat', ...Array.from({ length: frames }, () => SILENT_AAC))]);
}

export const m4aLength = (frames: number): number => Math.round((frames * 1_024_000) / 44_100);
