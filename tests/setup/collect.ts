import { createHash, randomBytes } from 'node:crypto';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

/** What a phone holds: the XML of an interview and the files that it names. */
export interface PhoneSubmission {
  readonly xml: string | Buffer;
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer; readonly type?: string }[];
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Files in one request, whatever their size. */
const MOST_FILES = 100;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The message that a phone shows. */
export const messageOf = ({ body }: Pick<Heard, 'body'>): string => /<message[^>]*>([^<]*)<\/message>/.exec(body)?.[1] ?? '';

/** The body of one request, as a phone writes it: XML first, the mark of an unfinished one, then files. */
export function multipart({ xml, files = [] }: PhoneSubmission, incomplete = false): { readonly type: string; readonly body: Buffer } {
  const boundary = `----collect${randomBytes(8).toString('hex')}`;
  const part = (head: string, body: string | Buffer) => [Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n')];
  const pieces = [
    ...part('Content-Disposition: form-data; name="xml_submission_file"; filename="envio.xml"\r\nContent-Type: text/xml; charset=utf-8', xml),
    ...(incomplete ? part('Content-Disposition: form-data; name="*isIncomplete*"', 'yes') : []),
    ...files.flatMap(({ name, bytes, type = 'image/jpeg' }) => part(`Content-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}`, bytes)),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(pieces) };
}

/** The twelve-hour date that phones write; no server may check it. */
const DATE = 'Fri, 20 Nov 2026 03:15:00 PM GMT-05:00';

export interface PhoneAccount {
  readonly user: string;
  readonly password: string;
  /** Sends the password in the clear without being asked, as over https. */
  readonly basic?: boolean;
}

/** A phone with ODK Collect's rules: it asks with HEAD first, answers Digest, splits, tries again and sends again. */
export class Collect {
  readonly #base: string;
  readonly #account: PhoneAccount | null;
  readonly #language: string;
  readonly #agent = new Agent({ keepAlive: true });
  #challenge: Readonly<Record<string, string>> | null = null;
  #count = 0;
  /** Requests made, to see what a rule costs. */
  asked = 0;

  constructor(base: string, account: PhoneAccount | null = null, language = 'es-PE') {
    [this.#base, this.#account, this.#language] = [base, account, language];
  }

  close(): void {
    this.#agent.destroy();
  }

  #url(resource: string): URL {
    const url = new URL(resource.startsWith('http') ? resource : `${this.#base}/${resource}`);
    url.searchParams.set('deviceID', 'collect:prueba');
    return url;
  }

  /** The header that a challenge is answered with; counts go up while the nonce stands. */
  authorization(method: string, uri: string, count = (this.#count += 1)): string {
    const { user, password } = this.#account!;
    const { realm = '', nonce = '', qop = '' } = this.#challenge!;
    const [nc, cnonce] = [count.toString(16).padStart(8, '0'), randomBytes(8).toString('hex')];
    const response = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:${nc}:${cnonce}:${qop}:${md5(`${method}:${uri}`)}`);
    return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", qop=${qop}, nc=${nc}, cnonce="${cnonce}", algorithm=MD5`;
  }

  /** One request as it is, without the rules. A body that is a stream has no length. */
  raw(method: string, resource: string, headers: Readonly<Record<string, string>> = {}, body: Buffer | Readable | null = null): Promise<Heard> {
    const url = this.#url(resource);
    this.asked += 1;
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, agent: this.#agent, headers: { 'x-openrosa-version': '1.0', date: DATE, 'accept-language': this.#language, 'user-agent': 'org.odk.collect.android/v2026', ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}), ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      if (body instanceof Readable) body.on('error', () => undefined).pipe(sent);
      else sent.end(body ?? undefined);
    });
  }

  /** A request by the rules: a challenge is answered once, and once more when its nonce is old. */
  async ask(method: string, resource: string, headers: Readonly<Record<string, string>> = {}, body: Buffer | null = null): Promise<Heard> {
    const url = this.#url(resource);
    const proof = (): Record<string, string> => {
      if (this.#account?.basic) return { authorization: `Basic ${Buffer.from(`${this.#account.user}:${this.#account.password}`).toString('base64')}` };
      return this.#account === null || this.#challenge === null ? {} : { authorization: this.authorization(method, `${url.pathname}${url.search}`) };
    };
    let heard = await this.raw(method, resource, { ...headers, ...proof() }, body);
    for (let tries = 0; tries < 2 && heard.status === 401 && this.#account !== null && /Digest/.test(String(heard.headers['www-authenticate'])); tries += 1) {
      this.#challenge = Object.fromEntries([...String(heard.headers['www-authenticate']).matchAll(/(\w+)=(?:"([^"]*)"|(\w+))/g)].map(([, name, quoted, bare]) => [name!, quoted ?? bare!]));
      this.#count = 0;
      heard = await this.raw(method, resource, { ...headers, ...proof() }, body);
    }
    return heard;
  }

  /** Forms that are offered: a captive portal is what is not exactly `text/xml`. */
  async forms(): Promise<{ readonly id: string; readonly version: string; readonly hash: string; readonly form: string; readonly manifest: string | null }[]> {
    const { status, headers, body } = await this.ask('GET', 'formList');
    if (status !== 200 || headers['content-type'] !== 'text/xml' || headers['x-openrosa-version'] !== '1.0') throw new Error(`captive portal: ${status} ${headers['content-type']}`);
    const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    return [...body.matchAll(/<xform>(.*?)<\/xform>/gs)].map(([, entry]) => {
      const of = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(entry!)?.[1];
      const [id, hash, form] = [of('formID'), of('hash'), of('downloadUrl')];
      if (!id || !hash?.startsWith('md5:') || !form?.startsWith('http')) throw new Error('one bad entry voids the list');
      const manifest = of('manifestUrl');
      return { id: plain(id), version: plain(of('version') ?? ''), hash, form: plain(form), manifest: manifest === undefined ? null : plain(manifest) };
    });
  }

  /** Sends an interview whole: HEAD, then as many requests as its files need. Gives the last answer, or the first that was refused. */
  async send(submission: PhoneSubmission): Promise<Heard> {
    const head = await this.ask('HEAD', 'submission');
    if (head.status !== 204) return head;
    const limit = Number(head.headers['x-openrosa-accept-content-length']);
    const files = [...(submission.files ?? [])];
    for (;;) {
      const now: typeof files = [];
      let bytes = Buffer.byteLength(submission.xml) + 1_000;
      while (files.length > 0 && now.length < MOST_FILES && (now.length === 0 || bytes + files[0]!.bytes.length + 300 < limit)) {
        bytes += files[0]!.bytes.length + 300;
        now.push(files.shift()!);
      }
      const { type, body } = multipart({ xml: submission.xml, files: now }, files.length > 0);
      const heard = await this.ask('POST', 'submission', { 'content-type': type }, body);
      if ((heard.status !== 201 && heard.status !== 202) || files.length === 0) return heard;
    }
  }

  /** Sends until an answer comes: a connection that broke, or a server that is away, is tried again. */
  async sendUntilAnswered(submission: PhoneSubmission, tries = 200, waitMs = 50): Promise<Heard> {
    for (let n = 1; ; n += 1) {
      const heard = await this.send(submission).catch(() => null);
      if (heard !== null && heard.status < 500) return heard;
      if (n === tries) throw new Error('no answer');
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
