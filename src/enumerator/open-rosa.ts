import type { InterviewRecord, KeptForm, NamedFile } from './record.ts';

/** The server's address for this enumerator's key. */
export const baseOf = (key: string): string => `/openrosa/${encodeURIComponent(key)}`;

const HEADERS = { 'x-openrosa-version': '1.0' } as const;

/** The server answered, and what it said is not a yes; `said` is for the person. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, said: string) {
    super(said);
    this.status = status;
  }
}

const parse = (text: string): Document => new DOMParser().parseFromString(text, 'application/xml');

/** Text of the first element of that name inside another, whatever its prefix. */
const textIn = (element: Element | Document, name: string): string => element.getElementsByTagNameNS('*', name)[0]?.textContent?.trim() ?? '';

async function refusal(response: Response): Promise<Refusal> {
  const text = await response.text().catch(() => '');
  return new Refusal(response.status, textIn(parse(text), 'message') || `HTTP ${response.status}`);
}

async function get(address: string): Promise<Response> {
  const response = await fetch(address, { headers: HEADERS, cache: 'no-store' });
  if (!response.ok) throw await refusal(response);
  return response;
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

export async function listedForms(base: string): Promise<ListedForm[]> {
  const list = parse(await (await get(`${base}/formList`)).text());
  return [...list.getElementsByTagNameNS('*', 'xform')].map((form) => ({
    id: textIn(form, 'formID'), version: textIn(form, 'version'), name: textIn(form, 'name'), hash: textIn(form, 'hash'), address: local(textIn(form, 'downloadUrl')),
    manifest: textIn(form, 'manifestUrl') === '' ? null : local(textIn(form, 'manifestUrl')),
  }));
}

/** A file of a form as its manifest names it. */
interface NamedMedia {
  readonly name: string;
  readonly hash: string;
  readonly address: string;
}

async function mediaOf({ manifest }: ListedForm): Promise<NamedMedia[]> {
  if (manifest === null) return [];
  const files = [...parse(await (await get(manifest)).text()).getElementsByTagNameNS('*', 'mediaFile')];
  return files.map((file) => ({ name: textIn(file, 'filename'), hash: textIn(file, 'hash'), address: local(textIn(file, 'downloadUrl')) }));
}

/** Brings a form with its files unless all of it is here as it is now: what is assigned to an enumerator changes while the form stays. Null when it is. */
export async function freshForm(listed: ListedForm, kept: KeptForm | undefined): Promise<KeptForm | null> {
  const named = await mediaOf(listed);
  const hash = [listed.hash, ...named.map((file) => `${file.name} ${file.hash}`)].join('\n');
  if (kept?.hash === hash) return null;
  const media = Object.fromEntries(await Promise.all(named.map(async ({ name, address }) => [name, await (await get(address)).blob()] as const)));
  return { id: listed.id, version: listed.version, name: listed.name, hash, xform: await (await get(listed.address)).text(), media };
}

const INCOMPLETE = '*isIncomplete*';

/** Files in the order that fits: each request repeats the XML, and none passes what the server takes. */
export function parcels(xml: string, files: readonly NamedFile[], most: number): NamedFile[][] {
  const room = Math.max(1, most - xml.length - 20_000);
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

async function post(address: string, xml: string, files: readonly NamedFile[], last: boolean): Promise<void> {
  const body = new FormData();
  body.append('xml_submission_file', new Blob([xml], { type: 'text/xml' }), 'submission.xml');
  if (!last) body.append(INCOMPLETE, 'yes');
  for (const { name, file } of files) body.append(name, file, name);
  const response = await fetch(address, { method: 'POST', headers: HEADERS, body });
  if (response.status !== 201 && response.status !== 202) throw await refusal(response);
}

/** Sends an interview as OpenRosa says. Throws `Refusal` when the server does not take it, and what `fetch` throws without signal. */
export async function send(base: string, { xml, files }: Pick<InterviewRecord, 'xml' | 'files'>): Promise<void> {
  const address = `${base}/submission`;
  const head = await fetch(address, { method: 'HEAD', headers: HEADERS });
  if (head.status !== 204) throw await refusal(head);
  const most = Number(head.headers.get('x-openrosa-accept-content-length') ?? 10_000_000);
  const all = parcels(xml, files, most);
  for (const [at, some] of all.entries()) await post(address, xml, some, at === all.length - 1);
}
