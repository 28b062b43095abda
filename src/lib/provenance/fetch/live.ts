import { YupayError } from '#lib/kernel/errors.ts';
import { hashFile } from '#lib/platform/files.ts';
import type { Capture } from '../capture.ts';
import { fetchable, type Guard } from './address.ts';
import { download, LIMITS, type DownloadLimits } from './download.ts';
import { Partial } from './partial.ts';
import { announcedBy } from './plan.ts';
import { ask, type Answered } from './request.ts';
import { fileName } from './turn.ts';
import { unpack } from './unpack.ts';

/** What the publisher serves today at an address, as far as it had to be looked at. */
export interface LiveFile {
  readonly same: boolean;
  /** SHA-256 of today's file; null when its size alone told that it is another. */
  readonly sha256: string | null;
  readonly bytes: number | null;
}

export interface LiveOptions {
  readonly guard: Guard;
  readonly signal: AbortSignal;
  /** Folder for what is downloaded; the caller empties it. */
  readonly folder: string;
  readonly limits?: globalThis.Partial<DownloadLimits>;
  readonly onProgress?: (bytes: number, total: number | null) => void;
}

const ZIP = /\.zip$|application\/(x-)?zip/i;

/** A look without a body: enough where the server tells a digest, or a size that is not ours. */
async function glance(address: string, wanted: Pick<Capture, 'sha256' | 'bytes'>, { guard, signal }: LiveOptions): Promise<LiveFile | null> {
  let head: Answered;
  try {
    head = await ask(fetchable(address, guard), { method: 'HEAD', headers: { 'accept-encoding': 'identity', 'user-agent': 'yupay-verify' }, guard, redirects: LIMITS.redirects, idleMs: LIMITS.idleMs, signal });
    head.close();
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof YupayError) throw thrown;
    // A server that answers no HEAD may still answer a GET.
    return null;
  }
  // Inside a zip the file has another size and another digest.
  if (head.status !== 200 || head.headers['content-encoding'] !== undefined || ZIP.test(`${new URL(address).pathname} ${String(head.headers['content-type'] ?? '')}`)) return null;
  const { sha256 } = announcedBy(head);
  const bytes = /^\d{1,15}$/.test(String(head.headers['content-length'])) ? Number(head.headers['content-length']) : null;
  if (sha256 !== null && sha256 !== wanted.sha256) return { same: false, sha256, bytes };
  return bytes !== null && bytes > 0 && bytes !== wanted.bytes ? { same: false, sha256: null, bytes } : null;
}

/**
 * Compares what a publisher serves today with a capture of it. A digest that the server claims may tell that the file is
 * another, never that it is the same: that takes its bytes. Throws as `download` does.
 */
export async function compareLive(address: string, wanted: Pick<Capture, 'sha256' | 'bytes'>, options: LiveOptions): Promise<LiveFile> {
  const seen = await glance(address, wanted, options);
  if (seen !== null) return seen;
  const limits: DownloadLimits = { ...LIMITS, failures: 3, ...options.limits };
  const partial = await Partial.open(options.folder, fileName(address), address);
  const { path, bytes, sha256 } = await download(partial, { guard: options.guard, limits, signal: options.signal, onProgress: options.onProgress ?? (() => undefined), onWait: () => undefined });
  if (sha256 === wanted.sha256) return { same: true, sha256, bytes };
  const inside = await unpack(path, options.folder, limits.maxBytes);
  if (inside.zip === null) return { same: false, sha256, bytes };
  const found = await hashFile(inside.path);
  return { same: found === wanted.sha256, sha256: found, bytes: null };
}
