import { cutShort, MOST_LABELS, somethingMore, tooManyLabels, Unsound } from './unsound.ts';

/** Ogg's checksum: polynomial 0x04c11db7, most significant bit first, no final change (RFC 3533 §6). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value & 0x8000_0000 ? 0x04c1_1db7 : 0);
  return value >>> 0;
});

/** The checksum of a page, its own four bytes counted as zeros. */
export function oggChecksum(page: Buffer): number {
  let value = 0;
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= 22 && at < 26 ? 0 : page[at]!;
    value = ((value << 8) ^ TABLE[((value >>> 24) ^ byte) & 0xff]!) >>> 0;
  }
  return value;
}

interface Page {
  readonly begins: boolean;
  readonly ends: boolean;
  readonly continued: boolean;
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  readonly lacing: Buffer;
  readonly body: Buffer;
  readonly next: number;
}

function pageAt(bytes: Buffer, at: number): Page {
  if (bytes.length - at < 27) throw cutShort();
  if (bytes.toString('latin1', at, at + 4) !== 'OggS' || bytes[at + 4] !== 0) throw somethingMore();
  const lacing = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
  const start = at + 27 + bytes[at + 26]!;
  const next = start + lacing.reduce((sum, size) => sum + size, 0);
  if (next > bytes.length) throw cutShort();
  if (oggChecksum(bytes.subarray(at, next)) !== bytes.readUInt32LE(at + 22)) throw new Unsound('una parte está alterada', 'a part of it is altered');
  const kind = bytes[at + 5]!;
  return {
    continued: (kind & 1) !== 0, begins: (kind & 2) !== 0, ends: (kind & 4) !== 0, granule: bytes.readBigInt64LE(at + 6),
    serial: bytes.readUInt32LE(at + 14), sequence: bytes.readUInt32LE(at + 18), lacing, body: bytes.subarray(start, next), next,
  };
}

/** Samples, at 48 kHz, of each of the 32 configurations of a packet (RFC 6716 §3.1). */
const FRAME = [480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 480, 960, ...Array.from({ length: 4 }, () => [120, 240, 480, 960]).flat()];

function samplesOf(packet: Buffer): number {
  if (packet.length === 0) throw new Unsound('trae un paquete vacío', 'it holds an empty packet');
  const code = packet[0]! & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 63 : 2;
  const samples = frames * FRAME[packet[0]! >> 3]!;
  if (frames === 0 || samples > 5_760) throw new Unsound('trae un paquete imposible', 'it holds an impossible packet');
  return samples;
}

/** Packets as they are joined across pages; tells which end on a page. */
class Packets {
  #open: Buffer[] = [];

  take({ continued, lacing, body }: Page): Buffer[] {
    if (continued !== this.#open.length > 0) throw new Unsound('le falta una parte', 'a part of it is missing');
    const whole: Buffer[] = [];
    let at = 0;
    for (const size of lacing) {
      this.#open.push(body.subarray(at, at + size));
      at += size;
      if (size === 255) continue;
      whole.push(Buffer.concat(this.#open));
      this.#open = [];
    }
    return whole;
  }

  get unfinished(): boolean {
    return this.#open.length > 0;
  }
}

/** Samples that players leave out at the beginning (RFC 7845 §5.1). */
function preSkip(head: Buffer | undefined): number {
  if (!head || head.length < 19 || head.toString('latin1', 0, 8) !== 'OpusHead' || head[8]! >> 4 !== 0) throw new Unsound('es Ogg, pero no Opus', 'it is Ogg, but not Opus');
  if (head[9]! < 1 || head[9]! > 2 || head[18] !== 0 || head.length !== 19) throw new Unsound('tiene más de dos canales', 'it has more than two channels');
  return head.readUInt16LE(10);
}

function checkLabels(tags: Buffer | undefined): void {
  if (!tags || tags.toString('latin1', 0, 8) !== 'OpusTags') throw new Unsound('es Ogg, pero no Opus', 'it is Ogg, but not Opus');
  if (tags.length > MOST_LABELS) throw tooManyLabels();
}

/** Milliseconds of an Ogg Opus file of one stream (RFC 7845), every page and packet of it read. Throws `Unsound`. */
export function readOggOpus(bytes: Buffer): number {
  const packets = new Packets();
  const headers: Buffer[] = [];
  let [samples, ofLast, granule, sequence] = [0, 0, 0n, 0];
  let [serial, skip, ended] = [-1, 0, false];
  for (let at = 0; at < bytes.length; sequence += 1) {
    const page = pageAt(bytes, at);
    if (ended || page.begins !== (at === 0) || (at > 0 && page.serial !== serial)) throw somethingMore();
    if (at > 0 && page.sequence !== sequence) throw new Unsound('le falta una parte', 'a part of it is missing');
    if (at === 0) sequence = page.sequence;
    serial = page.serial;
    ofLast = 0;
    for (const packet of packets.take(page)) {
      if (headers.length < 2) headers.push(packet);
      else ofLast += samplesOf(packet);
      if (headers.length === 1) skip = preSkip(packet);
      if (headers.length === 2 && headers[1] === packet) checkLabels(packet);
    }
    samples += ofLast;
    if (page.granule >= 0n) granule = page.granule;
    ended = page.ends;
    at = page.next;
  }
  if (!ended || packets.unfinished || headers.length < 2) throw cutShort();
  // What the last page says may trim its own packets and nothing else: the length is counted, not believed.
  if (granule > BigInt(samples) || granule < BigInt(samples - ofLast)) throw new Unsound('su duración no cuadra con lo que trae', 'its length does not match what it holds');
  return (Number(granule) - skip) / 48;
}
