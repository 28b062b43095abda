import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERRORS, YupayError } from '#lib/kernel/errors.ts';
import { box, m4a, m4aLength, mp3, mp3Length, oggLength, oggOpus } from '../../../../tests/setup/sound.ts';
import { MOST_MILLISECONDS, readSound, type Sound } from './sound.ts';

const KINDS = [
  { format: 'ogg-opus', make: (n: number) => oggOpus(n), length: oggLength },
  { format: 'mp3', make: (n: number) => mp3(n), length: mp3Length },
  { format: 'm4a', make: (n: number) => m4a(n), length: m4aLength },
] as const;

const refusal = (bytes: Buffer): string => {
  try {
    readSound(bytes, 'voz');
    return 'entra';
  } catch (error) {
    if (error instanceof YupayError) return error.code;
    throw error;
  }
};

describe.each(KINDS)('a $format', ({ format, make, length }) => {
  it('is as long as the frames that it holds, whatever their number', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 2_000 }), (frames) => {
      expect(readSound(make(frames), 'voz')).toEqual({ format, milliseconds: length(frames) });
    }), { numRuns: 40 });
  });

  it('cut anywhere is refused, unless what is left is a whole shorter sound', () => {
    const whole = make(40);
    fc.assert(fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (at) => {
      const code = refusal(whole.subarray(0, at));
      // MP3 has no end of its own: cut between two frames it is a sound of fewer.
      if (format === 'mp3' && at % 104 === 0) expect(code).toBe('entra');
      else expect(['audio-danado', 'audio-formato']).toContain(code);
    }), { numRuns: 300 });
  });

  it('with another file stuck to its end is refused', () => {
    for (const tail of [Buffer.from('PK\u0003\u0004'), Buffer.from('<html><script>'), Buffer.from('%PDF-1.7'), Buffer.alloc(200)]) expect(refusal(Buffer.concat([make(20), tail]))).toBe('audio-danado');
  });

  it('damaged at random is refused with a code, or read as a sound within the limits; never anything else', () => {
    const sound = make(60);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 }), (changes) => {
      const copy = Buffer.from(sound);
      for (const [at, value] of changes) copy[at] = value;
      let read: Sound | null = null;
      try {
        read = readSound(copy, 'voz');
      } catch (error) {
        expect((error as YupayError).code in ERRORS, String(error)).toBe(true);
      }
      if (read !== null) expect(Number.isInteger(read.milliseconds) && read.milliseconds > 0 && read.milliseconds <= MOST_MILLISECONDS).toBe(true);
    }), { numRuns: 600 });
  });

  it('over five minutes is refused', () => {
    // Long silence weighs little: the length is counted, not guessed from the weight.
    expect(refusal(make(format === 'mp3' ? 11_600 : 16_000))).toBe('audio-danado');
  });
});

describe('what is no recording of ours', () => {
  it('is refused by its bytes: WAV with its reason, archives, pages, pictures, noise, nothing', () => {
    const wav = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(100)]);
    expect(() => readSound(wav, 'voz.mp3')).toThrow(/WAV pesa unas diez veces más/);
    for (const bytes of [Buffer.from('PK\u0003\u0004' + 'x'.repeat(50)), Buffer.from('<!doctype html>'), Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from('fLaC'), Buffer.from([0x1a, 0x45, 0xdf, 0xa3])]) expect(refusal(bytes)).toBe('audio-formato');
    expect(refusal(Buffer.alloc(0))).toBe('archivo-vacio');
    expect(refusal(Buffer.concat([oggOpus(5), Buffer.alloc(1_600_000)]))).toBe('archivo-grande');
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      expect(['audio-formato', 'audio-danado']).toContain(refusal(Buffer.from(bytes)));
    }));
  });

  it('says in both languages what is wrong', () => {
    for (const bytes of [oggOpus(5).subarray(0, 60), Buffer.from('RIFF0000WAVE')]) {
      try {
        readSound(bytes, 'voz');
        expect.unreachable();
      } catch (error) {
        expect((error as YupayError).details.detalle).not.toBe((error as YupayError).details.detail);
      }
    }
  });
});

describe('an Ogg', () => {
  it('that states another length than its packets have is refused, unless it trims its last page', () => {
    expect(readSound(oggOpus(100, { granule: 100 * 960 - 500 }), 'voz').milliseconds).toBe(Math.round((100 * 960 - 500 - 312) / 48));
    for (const granule of [100 * 960 + 1, 960, 0]) expect(refusal(oggOpus(100, { granule })), String(granule)).toBe('audio-danado');
  });

  it('with one bit changed anywhere is refused by its checksum', () => {
    const whole = oggOpus(10);
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
      const copy = Buffer.from(whole);
      copy[at]! ^= 1 << bit;
      expect(refusal(copy)).not.toBe('entra');
    }));
  });

  it('that carries a cover, lacks a page or goes on into another stream is refused', () => {
    expect(refusal(oggOpus(5, { labels: 5_000 }))).toBe('audio-danado');
    const pages = oggOpus(30, { packetsPerPage: 10 });
    const starts = Array.from(pages.toString('latin1').matchAll(/OggS/g), ({ index }) => index);
    expect(refusal(Buffer.concat([pages.subarray(0, starts[3]), pages.subarray(starts[4])]))).toBe('audio-danado');
    expect(refusal(Buffer.concat([oggOpus(5), oggOpus(5)]))).toBe('audio-danado');
  });
});

describe('an MP3', () => {
  it('is not longer for its encoder’s note or its labels, and large labels are refused', () => {
    expect(readSound(mp3(30, { note: true, labels: 200 }), 'voz').milliseconds).toBe(mp3Length(30));
    expect(refusal(mp3(30, { labels: 40_000 }))).toBe('audio-danado');
  });

  it('whose frames change kind half way is refused', () => {
    const other = mp3(3);
    for (let at = 0; at < other.length; at += 104) other[at + 3] = 0x04;
    expect(refusal(Buffer.concat([mp3(3), other]))).toBe('audio-danado');
  });
});

describe('an MP4', () => {
  it('with a second track, a cover, another codec, or tables that lie is refused', () => {
    expect(refusal(m4a(20, { tracks: 2 }))).toBe('audio-danado');
    expect(refusal(m4a(20, { extra: box('udta', Buffer.alloc(6_000)) }))).toBe('audio-danado');
    expect(refusal(m4a(20, { objectType: 0x6b }))).toBe('audio-danado');
    expect(refusal(m4a(20, { declared: 4_000_000 }))).toBe('audio-danado');
    expect(refusal(Buffer.concat([m4a(20), box('moof', Buffer.alloc(8))]))).toBe('audio-danado');
    expect(refusal(Buffer.concat([m4a(20), box('free', Buffer.alloc(9_000))]))).toBe('audio-danado');
  });
});
