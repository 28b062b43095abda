import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ContentStore } from '#lib/platform/files.ts';
import { matchesEtag } from './page-cache.ts';

export interface Stretch {
  /** First and last byte, both included. */
  readonly from: number;
  readonly to: number;
}

/**
 * The one stretch that a `Range` header asks for (RFC 9110 §14). Null: the whole file, which is also the answer to what is
 * no range of bytes, or several. `nada`: a stretch that lies outside.
 */
export function stretchOf(header: string | null, size: number): Stretch | 'nada' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') return Number(match[2]) === 0 || size === 0 ? 'nada' : { from: Math.max(0, size - Number(match[2])), to: size - 1 };
  const [from, to] = [Number(match[1]), match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)];
  if (match[2] !== '' && Number(match[2]) < from) return null;
  return from >= size ? 'nada' : { from, to };
}

export interface RangedFile {
  readonly store: ContentStore;
  readonly sha256: string;
  readonly type: string;
  /** What it is called when somebody keeps it. */
  readonly name: string;
}

/** A stored file that is played: whole or by stretches, as itself, kept for ever under its name. Null when it is not there. */
export async function rangedFile({ store, sha256, type, name }: RangedFile, request: Request): Promise<Response | null> {
  const path = store.path(sha256);
  const found = await stat(path).catch(() => null);
  if (!found) return null;
  const etag = `"${sha256}"`;
  const headers: Record<string, string> = {
    'content-type': type,
    'content-disposition': `inline; filename="${name}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; media-src 'self'; sandbox",
    etag,
  };
  if (matchesEtag(request.headers.get('if-none-match') ?? undefined, etag)) return new Response(null, { status: 304, headers });
  const condition = request.headers.get('if-range');
  const stretch = condition !== null && condition !== etag ? null : stretchOf(request.headers.get('range'), found.size);
  if (stretch === 'nada') return new Response(null, { status: 416, headers: { ...headers, 'cache-control': 'no-store', 'content-range': `bytes */${found.size}` } });
  const { from, to } = stretch ?? { from: 0, to: found.size - 1 };
  const body = Readable.toWeb(createReadStream(path, { start: from, end: to })) as unknown as ReadableStream;
  const part = stretch === null ? {} : { 'content-range': `bytes ${from}-${to}/${found.size}` };
  return new Response(body, { status: stretch === null ? 200 : 206, headers: { ...headers, ...part, 'content-length': String(to - from + 1) } });
}
