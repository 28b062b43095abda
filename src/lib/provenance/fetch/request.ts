import { lookup as resolve, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { YupayError } from '#lib/kernel/errors.ts';
import { fetchable, isPrivate, mayBePrivate, privateAddress, type Guard } from './address.ts';
import type { Head } from './plan.ts';

/** An answer whose body has not been read yet. */
export interface Answered extends Head {
  /** Where the answer came from, after redirections. */
  readonly url: URL;
  readonly body: AsyncIterable<Buffer>;
  /** What the connection said once the body ended: more bytes than were announced, for one. Null when all is well. */
  readonly trouble: () => Error | null;
  readonly close: () => void;
}

export interface RequestOptions {
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly guard: Guard;
  readonly redirects: number;
  /** Longest silence, milliseconds. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** Names are judged by the addresses they resolve to, at the moment of connecting: a name may say one thing and then another. */
function guardedLookup(guard: Guard, url: URL): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address: string | LookupAddress[], family) => {
      if (error) return callback(error, address as string, family);
      const found = Array.isArray(address) ? address.map((item) => item.address) : [address];
      if (!mayBePrivate(guard, url) && found.some(isPrivate)) return callback(privateAddress(url), address as string, family);
      callback(null, address as string, family);
    });
  };
}

function send(url: URL, { method, headers, guard, idleMs, signal }: RequestOptions): Promise<Answered> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((settle, reject) => {
    let trouble: Error | null = null;
    const asked = request(url, { method, headers, signal, agent: false, lookup: guardedLookup(guard, url), maxHeaderSize: 65_536 });
    asked.setTimeout(idleMs, () => asked.destroy(Object.assign(new Error(`${Math.round(idleMs / 1_000)} s sin mandar nada`), { code: 'ETIMEDOUT' })));
    asked.on('error', (error) => {
      trouble ??= error;
      reject(error);
    });
    asked.once('response', (response) => {
      // Who stops reading hears of the failure by `trouble`; a stream without a listener would end the process.
      response.on('error', (error) => (trouble ??= error));
      settle({ status: response.statusCode ?? 0, headers: response.headers, url, body: response as AsyncIterable<Buffer>, trouble: () => trouble, close: () => asked.destroy() });
    });
    asked.end();
  });
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * One request, following at most `redirects` redirections; each address is judged anew. Throws `direccion-no-permitida`,
 * `entrada-no-disponible` for a loop, or the network's own error.
 */
export async function ask(address: URL, options: RequestOptions): Promise<Answered> {
  let url = address;
  for (let left = options.redirects; ; left -= 1) {
    const answer = await send(url, options);
    const location = REDIRECTS.has(answer.status) ? answer.headers.location : undefined;
    if (typeof location !== 'string') return answer;
    answer.close();
    if (left === 0) throw new YupayError('entrada-no-disponible', { que: address.href, detalle: `redirige más de ${options.redirects} veces` });
    url = fetchable(location, options.guard, url);
  }
}
