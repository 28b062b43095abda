import type { InterviewRecord, KeptForm, NamedFile } from './record.ts';

/** The server's address for this enumerator's key. */
export const baseOf = (key: string): string => `/openrosa/${encodeURIComponent(key)}`;

/** Longest file of a form that is worth waiting for. */
const MOST_FILE = 10_000_000;

const HEADERS = { 'x-openrosa-version': '1.0' } as const;

/** The server answered, and what it said is not a yes; `said` is for the person. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, said: string) {
    super(said);
    this.status = status;
  }
}

/** The server could not be asked, or did not answer: everything stays as it is on the phone. */
export class NoSignal extends Error {
  /** It had answered a moment before: what was being sent may be the cause. */
  readonly reached: boolean;

  constructor(reached: boolean, cause: unknown) {
    super('no signal', { cause });
    this.reached = reached;
  }
}

/** A file that the server would not take even alone. */
export class TooLong extends Error {
  readonly bytes: number;
  readonly most: number;

  constructor(bytes: number, most: number) {
    super('too long');
    [this.bytes, this.most] = [bytes, most];
  }
}

const parse = (text: string): Document => new DOMParser().parseFromString(text, 'application/xml');

/** Text of the first element of that name inside another, whatever its prefix. */
const textIn = (element: Element | Document, name: string): string => element.getElementsByTagNameNS('*', name)[0]?.textContent?.trim() ?? '';

/** One that says nothing for this long is no signal. */
const PATIENCE_MS = 120_000;
/** What the poorest signal carries in a millisecond: a long file may take its time. */
const LEAST_BYTES_MS = 2;

interface Answered {
  readonly response: Response;
  readonly body: Blob;
}

/** Asks the server and hears it out. Throws `NoSignal`. */
async function ask(address: string, init: RequestInit, { bytes = 0, reached = false } = {}): Promise<Answered> {
  try {
    const response = await fetch(address, { ...init, headers: HEADERS, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS + bytes / LEAST_BYTES_MS) });
    return { response, body: await response.blob() };
  } catch (error) {
    throw new NoSignal(reached, error);
  }
}

const refusal = async ({ response, body }: Answered): Promise<Refusal> => new Refusal(response.status, textIn(parse(await body.text()), 'message') || `HTTP ${response.status}`);

async function get(address: string): Promise<Answered> {
  const answered = await ask(address, {}, { bytes: MOST_FILE });
  if (!answered.response.ok) throw await refusal(answered);
  return answered;
}

/** What the list says of a form: where it is, and the hash by which a change is known. */
export interface ListedForm {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly hash: string;
  readonly address: string;
  readonly manifest: string | null;
}

/** An absolute address of the server as one of the origin that gave this page: behind a proxy the two may be written apart. */
const local = (address: string): string => {
  const { pathname, search } = new URL(address, location.href);
  return pathname + search;
};

/** Whose key it is, and what they are offered. */
export interface Listed {
  /** Null where the server does not tell. */
  readonly code: string | null;
  readonly forms: readonly ListedForm[];
}

export async function listedForms(base: string): Promise<Listed> {
  const { response, body } = await get(`${base}/formList`);
  const forms = [...parse(await body.text()).getElementsByTagNameNS('*', 'xform')].map((form) => ({
    id: textIn(form, 'formID'), version: textIn(form, 'version'), name: textIn(form, 'name'), hash: textIn(form, 'hash'), address: local(textIn(form, 'downloadUrl')),
    manifest: textIn(form, 'manifestUrl') === '' ? null : local(textIn(form, 'manifestUrl')),
  }));
  return { code: response.headers.get('x-yupay-encuestador'), forms };
}

/** A file of a form as its manifest names it. */
interface NamedMedia {
  readonly name: string;
  readonly hash: string;
  readonly address: string;
}

async function mediaOf({ manifest }: ListedForm): Promise<NamedMedia[]> {
  if (manifest === null) return [];
  const files = [...parse(await (await get(manifest)).body.text()).getElementsByTagNameNS('*', 'mediaFile')];
  return files.map((file) => ({ name: textIn(file, 'filename'), hash: textIn(file, 'hash'), address: local(textIn(file, 'downloadUrl')) }));
}

/** Brings a form with its files unless all of it is here as it is now: what is assigned to an enumerator changes while the form stays. Null when it is. */
export async function freshForm(listed: ListedForm, kept: KeptForm | undefined): Promise<KeptForm | null> {
  const named = await mediaOf(listed);
  const hash = [listed.hash, ...named.map((file) => `${file.name} ${file.hash}`)].join('\n');
  if (kept?.hash === hash && kept.offered) return null;
  const media = Object.fromEntries(await Promise.all(named.map(async ({ name, address }) => [name, (await get(address)).body] as const)));
  return { id: listed.id, version: listed.version, name: listed.name, hash, xform: await (await get(listed.address)).body.text(), media, offered: true };
}

/** For what a request says besides the XML and its files. */
const ROOM = 20_000;

const INCOMPLETE = '*isIncomplete*';

/** Files in the order that fits: each request repeats the XML, of so many bytes, and none passes what the server takes. */
export function parcels(xmlBytes: number, files: readonly NamedFile[], most: number): NamedFile[][] {
  const room = Math.max(1, most - xmlBytes - ROOM);
  const packed: NamedFile[][] = [[]];
  let filled = 0;
  for (const one of files) {
    if (packed.at(-1)!.length > 0 && (filled + one.file.size > room || packed.at(-1)!.length >= 100)) {
      packed.push([]);
      filled = 0;
    }
    packed.at(-1)!.push(one);
    filled += one.file.size;
  }
  return packed;
}

async function post(address: string, xml: Blob, files: readonly NamedFile[], last: boolean): Promise<void> {
  const body = new FormData();
  body.append('xml_submission_file', xml, 'submission.xml');
  if (!last) body.append(INCOMPLETE, 'yes');
  for (const { name, file } of files) body.append(name, file, name);
  const answered = await ask(address, { method: 'POST', body }, { bytes: xml.size + files.reduce((sum, { file }) => sum + file.size, 0), reached: true });
  if (answered.response.status !== 201 && answered.response.status !== 202) throw await refusal(answered);
}

/** Sends an interview as OpenRosa says. Throws `Refusal` when the server does not take it, `TooLong` for a file that it never would, `NoSignal`. */
export async function send(base: string, { xml, files }: Pick<InterviewRecord, 'xml' | 'files'>): Promise<void> {
  const address = `${base}/submission`;
  const head = await ask(address, { method: 'HEAD' });
  if (head.response.status !== 204) throw await refusal(head);
  const most = Number(head.response.headers.get('x-openrosa-accept-content-length') ?? MOST_FILE);
  const document = new Blob([xml], { type: 'text/xml' });
  const longest = Math.max(0, ...files.map(({ file }) => file.size));
  if (longest + document.size + ROOM > most) throw new TooLong(longest, most);
  const all = parcels(document.size, files, most);
  for (const [at, some] of all.entries()) await post(address, document, some, at === all.length - 1);
}
