import { YupayError } from '#lib/kernel/errors.ts';
import { readMp3 } from './mp3.ts';
import { readM4a } from './m4a.ts';
import { readOggOpus } from './ogg-opus.ts';
import { Unsound } from './unsound.ts';

export type SoundFormat = 'ogg-opus' | 'mp3' | 'm4a';

/** What a file's own container says that it is. */
export interface Sound {
  readonly format: SoundFormat;
  readonly milliseconds: number;
}

export const MEDIA_TYPE: Readonly<Record<SoundFormat, string>> = { 'ogg-opus': 'audio/ogg', mp3: 'audio/mpeg', m4a: 'audio/mp4' };
export const EXTENSION: Readonly<Record<SoundFormat, string>> = { 'ogg-opus': '.opus', mp3: '.mp3', m4a: '.m4a' };

/** A summary is one or two sentences on a 3G phone: at most 1.5 MB and five minutes. */
export const MOST_BYTES = 1_500_000;
export const MOST_MILLISECONDS = 300_000;

type Reader = (bytes: Buffer) => number;

/** By what the bytes say; a file's name says nothing. */
function readerOf(bytes: Buffer): readonly [SoundFormat, Reader] | null {
  if (bytes.toString('latin1', 0, 4) === 'OggS') return ['ogg-opus', readOggOpus];
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return ['m4a', readM4a];
  if (bytes.toString('latin1', 0, 3) === 'ID3' || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0)) return ['mp3', readMp3];
  return null;
}

function whatInstead(bytes: Buffer): { detalle: string; detail: string } {
  const wave = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
  return wave
    ? { detalle: 'un WAV pesa unas diez veces más; conviértalo a Ogg Opus', detail: 'a WAV weighs some ten times as much; turn it into Ogg Opus' }
    : { detalle: 'sus primeros bytes son de otra cosa', detail: 'its first bytes are something else’s' };
}

/**
 * Format and length of a recording, read from its container from the first byte to the last: a file with anything left
 * over is refused, so that no other kind of file passes for a sound. Throws `archivo-vacio`, `archivo-grande`,
 * `audio-formato` or `audio-danado`. `name` is shown to the person.
 */
export function readSound(bytes: Buffer, name: string): Sound {
  if (bytes.length === 0) throw new YupayError('archivo-vacio', { archivo: name });
  if (bytes.length > MOST_BYTES) throw new YupayError('archivo-grande', { archivo: name, limite: '1.5 MB', tipo: 'audio' });
  const found = readerOf(bytes);
  if (found === null) throw new YupayError('audio-formato', { archivo: name, ...whatInstead(bytes) });
  const [format, reader] = found;
  try {
    const milliseconds = Math.round(reader(bytes));
    if (milliseconds < 1) throw new Unsound('no suena nada', 'nothing sounds');
    if (milliseconds > MOST_MILLISECONDS) throw new Unsound('dura más de cinco minutos', 'it lasts more than five minutes');
    return { format, milliseconds };
  } catch (error) {
    if (!(error instanceof Unsound)) throw error;
    throw new YupayError('audio-danado', { archivo: name, detalle: error.es, detail: error.en }, { cause: error });
  }
}
