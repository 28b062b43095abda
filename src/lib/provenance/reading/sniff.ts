import { YupayError } from '#lib/kernel/errors.ts';
import type { FileFormat } from '../recipe.ts';

/** How much of a file is looked at before deciding what it is. */
export const PREFIX = 256 * 1024;

export interface Sniffed {
  readonly format: FileFormat;
  readonly bom: boolean;
}

interface Magic {
  readonly bytes: readonly number[];
  readonly detail: string;
}

/** Containers that we know and do not read; the sentence says what to do. */
const REFUSED: readonly Magic[] = [
  { bytes: [0x1f, 0x8b], detail: 'está comprimido con gzip; descomprímalo primero' },
  { bytes: [0x42, 0x5a, 0x68], detail: 'está comprimido con bzip2; descomprímalo primero' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], detail: 'está comprimido con zstd; descomprímalo primero' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], detail: 'es un 7z; descomprímalo primero' },
  { bytes: [0x52, 0x61, 0x72, 0x21], detail: 'es un rar; descomprímalo primero' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], detail: 'es un libro de Excel antiguo o con contraseña; guárdelo como .xlsx sin contraseña' },
  { bytes: [0x25, 0x50, 0x44, 0x46], detail: 'es un PDF' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], detail: 'es un zip vacío' },
  { bytes: [0x50, 0x41, 0x52, 0x31], detail: 'es un Parquet' },
];

const starts = (bytes: Buffer, magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);

function firstVisible(prefix: Buffer, from: number): number {
  for (let i = from; i < prefix.length; i++) {
    const byte = prefix[i]!;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return byte;
  }
  return -1;
}

/** One control byte may be damage; one in two hundred is not text. */
function isBinary(prefix: Buffer): boolean {
  let control = 0;
  for (const byte of prefix) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) control += 1;
  }
  return control * 200 > prefix.length;
}

/** Tells a file's kind from its first bytes. Throws `archivo-vacio`, `codificacion` or `archivo-ilegible`. */
export function sniff(prefix: Buffer, archivo: string): Sniffed {
  if (prefix.length === 0) throw new YupayError('archivo-vacio', { archivo });
  if (starts(prefix, [0x50, 0x4b, 0x03, 0x04])) return { format: 'xlsx', bom: false };
  const refused = REFUSED.find(({ bytes }) => starts(prefix, bytes));
  if (refused) throw new YupayError('archivo-ilegible', { archivo, tipo: 'tabla', detalle: refused.detail });
  if (starts(prefix, [0xff, 0xfe]) || starts(prefix, [0xfe, 0xff])) {
    throw new YupayError('codificacion', { archivo, detalle: 'está en UTF-16; guárdelo como UTF-8' });
  }
  const bom = starts(prefix, [0xef, 0xbb, 0xbf]);
  const first = firstVisible(prefix, bom ? 3 : 0);
  if (first === -1) throw new YupayError('archivo-vacio', { archivo });
  if (isBinary(prefix)) throw new YupayError('archivo-ilegible', { archivo, tipo: 'tabla', detalle: 'no es texto: trae bytes de control' });
  if (first === 0x3c) return { format: 'html', bom };
  if (first === 0x7b || first === 0x5b) return { format: 'geojson', bom };
  return { format: 'csv', bom };
}
