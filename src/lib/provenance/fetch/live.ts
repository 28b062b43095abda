import { YupayError } from '#lib/kernel/errors.ts';
import { hashFile } from '#lib/platform/files.ts';
import { fetchable, type Guard } from './address.ts';
import { download, LIMITS, type DownloadLimits } from './download.ts';
import { Partial } from './partial.ts';
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

/** What is looked for; the size is null where only a digest was written down. */
export interface WantedFile {
  readonly sha256: string;
  readonly bytes: number | null;
}

/** Largest original of a transcription whose size nobody wrote down. */
const LARGEST = 8e9;

/** What can only be said of a file that is not the captured one: larger than it, empty, or a zip of something else. */
const OTHER: ReadonlySet<string> = new Set(['archivo-grande', 'archivo-vacio', 'archivo-ilegible', 'archivo-cortado', 'bomba-comprimida']);

/** A look without a body: enough where the file is larger than ours. A smaller one may be ours in a zip. */
async function glance(address: string, wanted: WantedFile, { guard, signal }: LiveOptions): Promise<LiveFile | null> {
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
  if (head.status !== 200 || head.headers['content-encoding'] !== undefined) return null;
  const bytes = /^\d{1,15}$/.test(String(head.headers['content-length'])) ? Number(head.headers['content-length']) : 0;
  return wanted.bytes !== null && bytes > wanted.bytes ? { same: false, sha256: null, bytes } : null;
}

/**
 * Compares what a publisher serves today with a capture of it. That a file is the same is said of its bytes alone, whatever
 * digest the server claims. Throws as `download` does.
 */
export async function compareLive(address: string, wanted: WantedFile, options: LiveOptions): Promise<LiveFile> {
  const seen = await glance(address, wanted, options);
  if (seen !== null) return seen;
  // More than was captured is another file: there is no need to take all of it.
  const limits: DownloadLimits = { ...LIMITS, failures: 3, maxBytes: wanted.bytes ?? LARGEST, ...options.limits };
  try {
    const partial = await Partial.open(options.folder, fileName(address), address);
    const { path, bytes, sha256 } = await download(partial, { guard: options.guard, limits, signal: options.signal, onProgress: options.onProgress ?? (() => undefined), onWait: () => undefined });
    if (sha256 === wanted.sha256) return { same: true, sha256, bytes };
    const inside = await unpack(path, options.folder, limits.maxBytes);
    if (inside.zip === null) return { same: false, sha256, bytes };
    const found = await hashFile(inside.path);
    return { same: found === wanted.sha256, sha256: found, bytes: null };
  } catch (thrown) {
    if (thrown instanceof YupayError && OTHER.has(thrown.code)) return { same: false, sha256: null, bytes: null };
    throw thrown;
  }
}
