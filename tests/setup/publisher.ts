import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One way in which a publisher's server misbehaves, for one request. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Cuts the connection after so many bytes of the body. */
  | { readonly kind: 'drop'; readonly after: number }
  /** Announces more bytes than it sends, and ends as if that were all. */
  | { readonly kind: 'promises-more'; readonly by: number }
  /** Announces fewer bytes than it sends. */
  | { readonly kind: 'promises-less'; readonly by: number }
  | { readonly kind: 'ignores-range' }
  /** Answers with a part whatever `If-Range` says. */
  | { readonly kind: 'ignores-condition' }
  /** Chunks for ever. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A little at a time, so that there is a middle to be killed in. */
  | { readonly kind: 'slow'; readonly piece: number; readonly everyMs: number }
  /** Headers besides, or instead of, the usual ones. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly ifRange: string | null;
}

/** A publisher's store of plain files, on this machine. It honours `Range` and `If-Range` by strong ETag. */
export class Publisher {
  readonly asked: Asked[] = [];
  readonly #files = new Map<string, Buffer>();
  readonly #faults = new Map<string, Fault[]>();
  readonly #server = createServer((request, response) => {
    // Whoever hangs up on purpose is no failure of the test.
    response.on('error', () => undefined);
    void this.#answer(request, response);
  });

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  address(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  put(path: string, body: Buffer | string): void {
    this.#files.set(path, Buffer.from(body));
  }

  /** The next requests of a path meet these, one each; after them all is well. */
  trouble(path: string, ...faults: readonly Fault[]): void {
    this.#faults.set(path, [...faults]);
  }

  /** Requests of bodies of a path since the last time this was asked. */
  take(path: string): Asked[] {
    const mine = this.asked.filter((item) => item.path === path && item.method === 'GET');
    this.asked.length = 0;
    return mine;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
    this.asked.push({ method: request.method ?? '', path, range: header('range'), ifRange: header('if-range') });
    const faults = this.#faults.get(path) ?? [];
    // A loop does not wear out, nor does it matter who asks.
    const fault = faults[0]?.kind === 'redirect' ? faults[0] : request.method === 'GET' ? faults.shift() : undefined;
    if (fault?.kind === 'status') return void response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end();
    if (fault?.kind === 'redirect') return void response.writeHead(302, { location: fault.to }).end();
    if (fault?.kind === 'endless') return this.#endless(response);
    const file = this.#files.get(path);
    if (!file) return void response.writeHead(404).end();
    await this.#send(request, response, file, fault);
  }

  async #send(request: IncomingMessage, response: ServerResponse, file: Buffer, fault: Fault | undefined): Promise<void> {
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`;
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const same = fault?.kind === 'ignores-condition' || request.headers['if-range'] === etag;
    const partial = from > 0 && from < file.length && same && fault?.kind !== 'ignores-range';
    const body = partial ? file.subarray(from) : file;
    const lie = fault?.kind === 'promises-more' ? fault.by : fault?.kind === 'promises-less' ? -fault.by : 0;
    const headers = {
      'content-type': 'text/csv', 'accept-ranges': 'bytes', etag, 'content-length': String(body.length + lie), connection: 'close',
      ...(partial ? { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` } : {}),
      ...(fault?.kind === 'headers' ? fault.headers : {}),
    };
    if (lie !== 0) return raw(response, headers, body);
    response.writeHead(partial ? 206 : 200, headers);
    if (request.method === 'HEAD') return void response.end();
    if (fault?.kind === 'drop') return void response.write(body.subarray(0, fault.after), () => setTimeout(() => response.destroy(), 50));
    if (fault?.kind === 'slow') return slowly(response, body, fault);
    response.end(body);
  }

  async #endless(response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/csv' });
    const piece = Buffer.alloc(1 << 16, 'x');
    while (!response.destroyed) if (!response.write(piece)) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The framework would not lie about a length; the bare connection does. */
function raw(response: ServerResponse, headers: Readonly<Record<string, string>>, body: Buffer): void {
  const { socket } = response;
  if (!socket) return;
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n`), body]));
}

async function slowly(response: ServerResponse, body: Buffer, { piece, everyMs }: { piece: number; everyMs: number }): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += piece) {
    response.write(body.subarray(at, at + piece));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  response.end();
}

export const publisher = (): Promise<Publisher> => new Publisher().open();
