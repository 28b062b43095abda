import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { YupayError } from '#lib/kernel/errors.ts';
import type { ContentStore } from '#lib/platform/files.ts';

/**
 * A stored file for a verifier. It never changes under its name, so it may be kept for ever; it is sent as a download
 * under a policy that forbids everything, for its bytes are somebody else's.
 */
export async function storedFile(store: ContentStore, hash: string, type: string, extension: string): Promise<Response> {
  const found = await stat(store.path(hash)).catch(() => null);
  if (!found) throw new YupayError('fuente-no-existe', { codigo: hash });
  const headers = {
    'content-type': type,
    'content-length': String(found.size),
    'content-disposition': `attachment; filename="${hash.slice(0, 12)}${extension}"`,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    etag: `"${hash}"`,
  };
  return new Response(Readable.toWeb(createReadStream(store.path(hash), { highWaterMark: 1 << 18 })) as unknown as ReadableStream, { headers });
}
