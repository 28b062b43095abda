import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** One way in which a mail server misbehaves, for one message. */
export type MailFault =
  /** Answers with a status where it is asked: who may send, whom to, or after all of the message. */
  | { readonly kind: 'status'; readonly at: 'mail' | 'rcpt' | 'data'; readonly status: number }
  /** Cuts the connection in the middle of the message. */
  | { readonly kind: 'drop' }
  /** Takes the message and says so only after a while; or never, when whoever waits goes. */
  | { readonly kind: 'slow'; readonly ms: number };

/** A message as its reader gets it. */
export interface Mail {
  readonly to: string;
  readonly raw: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const bytes = (quoted: string): string => Buffer.from(quoted.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

const word = (text: string): string => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, value: string) => (kind.toUpperCase() === 'B' ? Buffer.from(value, 'base64').toString('utf8') : bytes(value.replaceAll('_', ' '))));

function split(raw: string): { headers: Map<string, string>; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return { headers: new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])), body: raw.slice(at + 4) };
}

function partOf(raw: string, type: string): string {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary !== undefined) return body.split(`--${boundary}`).slice(1, -1).map((part) => partOf(part.replace(/^\r\n/, ''), type)).find((found) => found !== '') ?? '';
  if (!headers.get('content-type')?.startsWith(type)) return '';
  const how = headers.get('content-transfer-encoding');
  return (how === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : how === 'quoted-printable' ? bytes(body) : body).replaceAll('\r\n', '\n');
}

function readMail(to: string, raw: string): Mail {
  const { headers } = split(raw);
  return { to, raw, headers, subject: word(headers.get('subject') ?? ''), text: partOf(raw, 'text/plain'), html: partOf(raw, 'text/html') };
}

const status = (code: number): Error => Object.assign(new Error(`no, said of <somebody@example.org> (${code})`), { responseCode: code });

/** A mail server on this machine that keeps what it takes, and misbehaves when told to. */
export class MailServer {
  readonly mails: Mail[] = [];
  /** Messages begun, taken or not. */
  tries = 0;
  #faults: MailFault[] = [];
  #port = 0;
  #server = this.#make();

  /** `mails` tried next meet these, one each; after them all is well. */
  trouble(...faults: readonly MailFault[]): void {
    this.#faults = [...faults];
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async open(): Promise<this> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server.server, 'listening');
    this.#port = (this.#server.server.address() as AddressInfo).port;
    return this;
  }

  /** Closes; opened again it has the same port. */
  async close(): Promise<void> {
    for (const connection of this.#server.connections) this.#cut(connection);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server = this.#make();
  }

  /** Waits until so many messages arrived in all. */
  async until(count: number, ms = 20_000): Promise<Mail[]> {
    for (const end = Date.now() + ms; this.mails.length < count; await sleep(20)) if (Date.now() > end) throw new Error(`${this.mails.length} messages of ${count} after ${ms} ms`);
    return this.mails;
  }

  #cut(connection: unknown): void {
    (connection as { _socket: Socket })._socket.destroy();
  }

  #make(): SMTPServer {
    const fails = (at: 'mail' | 'rcpt' | 'data'): Error | null => {
      const [fault] = this.#faults;
      return fault?.kind === 'status' && fault.at === at ? status((this.#faults.shift() as typeof fault).status) : null;
    };
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, closeTimeout: 100,
      onMailFrom: (_, session, done) => {
        this.tries += 1;
        done(fails('mail'));
      },
      onRcptTo: (_, session, done) => done(fails('rcpt')),
      onData: (stream, session, done) => void this.#take(server, stream, session, () => done(fails('data'))),
    });
    // Whoever hangs up on purpose is no failure of the test.
    server.on('error', () => undefined);
    return server;
  }

  async #take(server: SMTPServer, stream: SMTPServerDataStream, session: SMTPServerSession, done: () => void): Promise<void> {
    const fault = this.#faults[0]?.kind === 'status' ? undefined : this.#faults.shift();
    const refusing = this.#faults[0]?.kind === 'status' && this.#faults[0].at === 'data';
    if (fault?.kind === 'drop') return this.#cut([...server.connections].find((one) => (one as { id: string }).id === session.id));
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of stream) chunks.push(chunk as Buffer);
    } catch {
      // Whoever sent it went in the middle: there is no message, and nobody to tell.
      return;
    }
    if (fault?.kind === 'slow') await sleep(fault.ms);
    const gone = fault?.kind === 'slow' && ![...server.connections].some((one) => (one as { id: string }).id === session.id);
    if (!refusing && !gone) this.mails.push(readMail(session.envelope.rcptTo.map(({ address }) => address).join(','), Buffer.concat(chunks).toString('latin1')));
    done();
  }
}

export const mailServer = (): Promise<MailServer> => new MailServer().open();
