import { setTimeout as pause } from 'node:timers/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import { fetchable, type Guard } from './address.ts';
import type { Partial } from './partial.ts';
import { backoff, judge, requestHeaders } from './plan.ts';
import { ask, type Answered } from './request.ts';

export interface DownloadLimits {
  readonly maxBytes: number;
  /** For the whole download, waits included, milliseconds. */
  readonly maxMs: number;
  /** Longest silence of the server, milliseconds. */
  readonly idleMs: number;
  /** Attempts in a row that bring nothing new. */
  readonly failures: number;
  /** Requests in all, whatever each one brings. */
  readonly requests: number;
  readonly redirects: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const LIMITS: DownloadLimits = {
  maxBytes: 64e9, maxMs: 12 * 3_600_000, idleMs: 60_000, failures: 6, requests: 500, redirects: 5, baseDelayMs: 1_000, maxDelayMs: 120_000,
};

export interface DownloadWatch {
  readonly guard: Guard;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, total: number | null) => void;
  /** Told of each wait: why, and for how many milliseconds. */
  readonly onWait: (why: string, ms: number) => void;
}

export interface Downloaded {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Bytes that an earlier run had left and that were not asked for again. */
  readonly resumedFrom: number;
  readonly requests: number;
}

/** Why an attempt brought nothing or not all; what is worth another one. */
interface Setback {
  readonly why: string;
  readonly retryAfter: number | null;
}

/** Names that do not resolve and certificates that do not hold will not in a second either. */
const FINAL = /^(ENOTFOUND|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|ERR_INVALID|HPE_HEADER)/;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** A failure of the network is a setback; a refusal of ours, a full disk or a certificate is not. */
function setback(thrown: unknown, address: string): Setback {
  if (thrown instanceof YupayError) throw thrown;
  const code = codeOf(thrown);
  const reason = code || (thrown as Error).message;
  if (FINAL.test(code)) throw new YupayError('entrada-no-disponible', { que: address, detalle: reason }, { cause: thrown });
  if (/^(ENOSPC|EACCES|EIO|EROFS|EDQUOT)$/.test(code)) throw thrown;
  return { why: reason, retryAfter: null };
}

const wrong = (partial: Partial, detalle: string, detail: string) => new YupayError('descarga-no-coincide', { direccion: partial.address, detalle, detail });

/** Writes the body as it comes, within the size allowed. */
async function take(partial: Partial, answer: Answered, watch: DownloadWatch): Promise<void> {
  const { total } = partial.held;
  const limit = total ?? watch.limits.maxBytes;
  for await (const chunk of answer.body) {
    watch.signal.throwIfAborted();
    if (partial.held.bytes + chunk.length > limit) {
      answer.close();
      if (total === null) throw new YupayError('archivo-grande', { archivo: partial.address, limite: `${Math.round(limit / 1e6)} MB`, tipo: 'descarga' });
      throw wrong(partial, `mandó más de los ${total} bytes que anunció`, `it sent more than the ${total} bytes it announced`);
    }
    await partial.append(chunk);
    watch.onProgress(partial.held.bytes, total);
  }
  // The parser of HTTP stops at the announced length; bytes after it are heard of only as a broken protocol.
  if (/^HPE_/.test(codeOf(answer.trouble()))) throw wrong(partial, `mandó más de los ${total} bytes que anunció`, `it sent more than the ${total} bytes it announced`);
}

async function enoughRoom(partial: Partial, total: number | null): Promise<void> {
  const wanted = total === null ? 0 : total - partial.held.bytes;
  if (wanted > (await partial.room())) throw new YupayError('disco-lleno', { que: `descargar ${Math.ceil(wanted / 1e6)} MB` });
}

/** One request and what it brings. Null when the file is whole; a setback otherwise. */
async function attempt(partial: Partial, url: URL, watch: DownloadWatch, signal: AbortSignal): Promise<Setback | null> {
  const { limits } = watch;
  try {
    const answer = await ask(url, { method: 'GET', headers: requestHeaders(partial.held), guard: watch.guard, redirects: limits.redirects, idleMs: limits.idleMs, signal });
    const step = judge(partial.address, answer, partial.held, limits.maxBytes, Date.now());
    if (step.do !== 'append' && step.do !== 'restart') {
      answer.close();
      if (step.do === 'refuse') throw step.error;
      if (step.do === 'wait') return step;
      await partial.discard();
      return { why: 'el archivo ya no es el mismo', retryAfter: 0 };
    }
    await partial.expect(step.total, step.validators, step.announced, step.do === 'restart');
    await enoughRoom(partial, step.total).catch((error: unknown) => {
      answer.close();
      throw error;
    });
    await take(partial, answer, watch);
    const { bytes, total } = partial.held;
    return total === null || bytes === total ? null : { why: `llegaron ${bytes} de ${total} bytes`, retryAfter: null };
  } catch (thrown) {
    watch.signal.throwIfAborted();
    signal.throwIfAborted();
    return setback(thrown, partial.address);
  }
}

/** The whole against what the server announced of it. Throws `descarga-no-coincide`, and forgets what arrived. */
async function asAnnounced(partial: Partial): Promise<void> {
  const { sha256, md5 } = partial.announced;
  const bad = (sha256 !== null && sha256 !== partial.sha256() && 'SHA-256') || (md5 !== null && md5 !== (await partial.md5()) && 'MD5');
  if (bad) throw wrong(partial, `su ${bad} no es el que anunció`, `its ${bad} is not the one it announced`);
}

function incomplete(partial: Partial, why: string): YupayError {
  return new YupayError('descarga-incompleta', { direccion: partial.address, detalle: why, llegaron: String(partial.held.bytes) });
}

/**
 * Downloads a file whole, going on from what is held. What arrived is kept for the next run, except what the server itself
 * contradicts. Throws `descarga-incompleta`, `descarga-no-coincide`, `entrada-no-disponible`, `direccion-no-permitida`,
 * `archivo-grande`, `archivo-vacio`, `disco-lleno`.
 */
export async function download(partial: Partial, watch: DownloadWatch): Promise<Downloaded> {
  const { limits } = watch;
  const deadline = AbortSignal.timeout(limits.maxMs);
  const signal = AbortSignal.any([watch.signal, deadline]);
  const resumedFrom = partial.held.bytes;
  let best = resumedFrom;
  let failures = 0;
  try {
    const url = fetchable(partial.address, watch.guard);
    for (let requests = 1; ; requests += 1) {
      const back = await attempt(partial, url, watch, signal);
      if (back === null) {
        await asAnnounced(partial);
        const { bytes } = partial.held;
        const sha256 = partial.sha256();
        return { path: await partial.finish(), sha256, bytes, resumedFrom, requests };
      }
      failures = partial.held.bytes > best ? 1 : failures + 1;
      best = Math.max(best, partial.held.bytes);
      if (failures >= limits.failures || requests >= limits.requests) throw incomplete(partial, back.why);
      const ms = backoff(failures, back.retryAfter, limits, Math.random());
      watch.onWait(back.why, ms);
      await pause(ms, undefined, { signal });
    }
  } catch (thrown) {
    watch.signal.throwIfAborted();
    if (deadline.aborted) throw incomplete(partial, `más de ${Math.round(limits.maxMs / 60_000)} minutos`);
    if (thrown instanceof YupayError && thrown.code === 'descarga-no-coincide') await partial.discard();
    throw thrown;
  } finally {
    // After `finish` it is closed, and this does nothing.
    await leave(partial);
  }
}

/** Whatever happened, what arrived is noted for the next run. */
async function leave(partial: Partial): Promise<void> {
  if (partial.open && partial.held.bytes > 0) await partial.checkpoint().catch(() => undefined);
  await partial.close();
}
