import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { asYupayError, YupayError } from '#lib/kernel/errors.ts';

export interface UploadLimits {
  /** Of the file, and how a refusal says it. */
  readonly bytes: number;
  readonly said: string;
  /** Bytes of each other field. */
  readonly letters: number;
}

export interface Upload {
  /** Where the file was left, for the receiver to take or delete. */
  readonly file: string;
  /** Its name as its owner knows it, without folders. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Most fields that any form of ours has. */
const MOST_FIELDS = 30;

/**
 * Streams a form with one file to disk; nothing of the file is held in memory. Throws `solicitud-mala` for what is no such
 * form or was cut, `archivo-grande` past the limit.
 */
export async function receiveUpload(staging: string, request: Request, limits: UploadLimits): Promise<Upload> {
  const received: { file: string | null; name: string; fields: Record<string, string> } = { file: null, name: 'archivo', fields: {} };
  const writes: Promise<unknown>[] = [];
  let [tooLarge, tooLong] = [false, false];
  const bad = (detalle: string) => new YupayError('solicitud-mala', { detalle });
  const contentType = request.headers.get('content-type') ?? '';
  if (!contentType.startsWith('multipart/form-data') || !request.body) throw bad('se espera un formulario con un archivo');
  const form = new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fileSize: limits.bytes, fields: MOST_FIELDS, fieldSize: limits.letters, parts: MOST_FIELDS + 10 } });
  form.on('field', (name, value, _, cut) => {
    tooLong ||= cut;
    received.fields[name] = value;
  });
  form.on('file', (_, stream, name) => {
    if (!name) return stream.resume();
    received.name = basename(name).slice(0, 200);
    received.file = join(staging, `subida-${randomUUID()}`);
    stream.on('limit', () => (tooLarge = true));
    writes.push(pipeline(stream, createWriteStream(received.file, { mode: 0o600 })));
  });
  try {
    await pipeline(Readable.fromWeb(request.body as never), form);
    await Promise.all(writes);
    if (tooLarge) throw new YupayError('archivo-grande', { archivo: received.name, limite: limits.said, tipo: 'subida' });
    if (tooLong) throw bad('un campo es demasiado largo');
    if (received.file === null) throw bad('no trae ningún archivo');
    return { file: received.file, name: received.name, fields: received.fields };
  } catch (error) {
    await Promise.allSettled(writes);
    if (received.file !== null) await rm(received.file, { force: true });
    const known = asYupayError(error);
    throw known.code === 'interno' ? bad('la subida se cortó') : known;
  }
}
