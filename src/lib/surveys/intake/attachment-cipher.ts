import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Transform } from 'node:stream';

/** Plain bytes of a piece. Each is sealed alone, so that a file of any length is written and read with one piece in memory. */
const PIECE = 64 * 1024;
const TAG = 16;

/** A file's key is of that file alone, so a counter is a nonce; the last piece says that it is, so that a cut file is known. */
function nonce(piece: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(piece, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** Joins what comes into pieces of one size and gives each to `turn`, the last one marked. */
function pieces(size: number, turn: (piece: Buffer, index: number, last: boolean) => Buffer): Transform {
  let held: Buffer[] = [];
  let bytes = 0;
  let index = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      held.push(chunk);
      bytes += chunk.length;
      try {
        // The last one may be whole, so one is held back until it is known not to be it.
        if (bytes > size) {
          let all = Buffer.concat(held);
          while (all.length > size) {
            this.push(turn(all.subarray(0, size), index, false));
            index += 1;
            all = all.subarray(size);
          }
          held = [all];
          bytes = all.length;
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, turn(Buffer.concat(held), index, true));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Encrypts a file as it passes (AES-256-GCM by pieces). The key must be of this file alone. */
export const encryptStream = (key: Buffer): Transform => pieces(PIECE, (piece, index, last) => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index, last));
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
});

/** Reads what `encryptStream` wrote; the stream fails at the first piece that was altered, moved or cut. */
export const decryptStream = (key: Buffer): Transform => pieces(PIECE + TAG, (piece, index, last) => {
  if (piece.length < TAG) throw new Error('the attachment is cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last), { authTagLength: TAG }).setAuthTag(piece.subarray(piece.length - TAG));
  return Buffer.concat([decipher.update(piece.subarray(0, piece.length - TAG)), decipher.final()]);
});
