/** What must be known of a submission to keep it. Nothing else of it is read here: its answers are judged later. */
export interface InstanceHead {
  /** `id` of the root element, or its namespace; null when not even the root could be read. */
  readonly form: string | null;
  /** Empty where the root has none. */
  readonly version: string;
  readonly instance: string | null;
  /** Of the submission that this one corrects. */
  readonly deprecated: string | null;
  /** Short texts of elements without children: an attachment is named by one of them. */
  readonly texts: ReadonlySet<string>;
  /** Why it cannot be trusted to say what it says; null for sound XML. */
  readonly fault: InstanceFault | null;
}

export type InstanceFault = 'xml-mal-formado' | 'xml-con-dtd';

const NAME = '[\\p{L}_:][\\p{L}\\p{N}_:.\\-\\u00b7]*';
const OPEN = new RegExp(`<(${NAME})`, 'uy');
const CLOSE = new RegExp(`</(${NAME})\\s*>`, 'uy');
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^<"]*)"|'([^<']*)')`, 'uy');
const END = /\s*(\/?)>/y;
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const LOOSE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;
const REFERENCE = /&(amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MOST_DEEP = 100;
const MOST_TEXTS = 5_000;
/** Of a file name, or an instance's own id. */
const LONG_TEXT = 255;

class IllFormed extends Error {}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Only the five names and numbers of XML itself: an entity that a document declares is never expanded. */
function plain(text: string): string {
  if (LOOSE.test(text)) throw new IllFormed('reference');
  return text.replace(REFERENCE, (_, name: string) => {
    if (!name.startsWith('#')) return NAMED[name]!;
    const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || FORBIDDEN.test(String.fromCodePoint(code))) throw new IllFormed('character');
    return String.fromCodePoint(code);
  });
}

/** Reads once from beginning to end, in time proportional to its length; what was found stays when the rest is broken. */
class Reader {
  readonly #text: string;
  #at = 0;
  readonly #open: string[] = [];
  #leaf = '';
  #isLeaf = false;
  #ended = false;
  form: string | null = null;
  version = '';
  instance: string | null = null;
  deprecated: string | null = null;
  dtd = false;
  /** An attribute stands twice: the root is still told by the first one. */
  repeated = false;
  readonly texts = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) throw new IllFormed('markup');
    this.#at = pattern.lastIndex;
    return found;
  }

  /** What stands before `mark`, which is passed. */
  #until(mark: string, from: number): string {
    const end = this.#text.indexOf(mark, from);
    if (end < 0) throw new IllFormed(mark);
    this.#at = end + mark.length;
    return this.#text.slice(from, end);
  }

  /** Passes a DTD without reading it: what stands in quotes or brackets ends nothing. */
  #passDtd(): void {
    this.dtd = true;
    let quote = '';
    let deep = 0;
    for (this.#at += 9; this.#at < this.#text.length; this.#at += 1) {
      const sign = this.#text[this.#at]!;
      if (quote !== '') quote = sign === quote ? '' : quote;
      else if (this.#text.startsWith('<!--', this.#at)) this.#at = Math.max(this.#at, this.#text.indexOf('-->', this.#at + 4) + 2);
      else if (sign === '"' || sign === "'") quote = sign;
      else if (sign === '[' || sign === '<') deep += 1;
      else if (sign === ']') deep -= 1;
      else if (sign === '>' && deep-- === 0) return void (this.#at += 1);
    }
    throw new IllFormed('DTD');
  }

  #attributes(): Map<string, string> {
    const found = new Map<string, string>();
    for (;;) {
      ATTRIBUTE.lastIndex = this.#at;
      const one = ATTRIBUTE.exec(this.#text);
      if (one === null) return found;
      this.#at = ATTRIBUTE.lastIndex;
      this.repeated ||= found.has(one[1]!);
      if (!found.has(one[1]!)) found.set(one[1]!, plain(one[2] ?? one[3] ?? ''));
    }
  }

  #start(): void {
    const name = this.#match(OPEN)[1]!;
    const attributes = this.#attributes();
    if (this.#open.length === 0) {
      if (this.#ended || this.form !== null) throw new IllFormed('root');
      this.form = (attributes.get('id') ?? attributes.get('xmlns') ?? '').slice(0, LONG_TEXT);
      this.version = (attributes.get('version') ?? '').slice(0, LONG_TEXT);
    }
    const empty = this.#match(END)[1] === '/';
    if (this.#open.length === MOST_DEEP) throw new IllFormed('depth');
    [this.#leaf, this.#isLeaf] = ['', !empty];
    if (!empty) this.#open.push(name);
    else this.#ended = this.#open.length === 0;
  }

  #finish(): void {
    const name = this.#match(CLOSE)[1]!;
    if (this.#open.at(-1) !== name) throw new IllFormed('nesting');
    const value = this.#leaf.trim();
    if (this.#isLeaf && value !== '' && value.length <= LONG_TEXT) {
      if (this.texts.size < MOST_TEXTS) this.texts.add(value);
      const meta = this.#open.length === 3 && local(this.#open[1]!) === 'meta';
      if (meta && local(name) === 'instanceID') this.instance ??= value;
      if (meta && local(name) === 'deprecatedID') this.deprecated ??= value;
    }
    this.#open.pop();
    [this.#isLeaf, this.#ended] = [false, this.#open.length === 0];
  }

  #say(text: string): void {
    if (this.#open.length === 0 ? text.trim() !== '' : text.includes(']]>')) throw new IllFormed('text');
    const said = plain(text);
    if (this.#isLeaf && this.#leaf.length <= LONG_TEXT) this.#leaf += said;
  }

  #markup(): void {
    const from = this.#at;
    if (this.#text.startsWith('</', from)) this.#finish();
    else if (this.#text.startsWith('<!--', from)) {
      if (this.#until('-->', from + 4).includes('--')) throw new IllFormed('comment');
    } else if (this.#text.startsWith('<![CDATA[', from)) {
      if (this.#open.length === 0) throw new IllFormed('CDATA');
      const raw = this.#until(']]>', from + 9);
      if (this.#isLeaf && this.#leaf.length <= LONG_TEXT) this.#leaf += raw;
    } else if (this.#text.startsWith('<?', from)) {
      if (/^xml\s/i.test(this.#until('?>', from + 2)) && from > 0) throw new IllFormed('declaration');
    } else if (this.#text.startsWith('<!DOCTYPE', from)) {
      if (this.#open.length > 0 || this.#ended) throw new IllFormed('DTD');
      this.#passDtd();
    } else this.#start();
  }

  read(): void {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('<', this.#at);
      const text = this.#text.slice(this.#at, next < 0 ? undefined : next);
      this.#at = next < 0 ? this.#text.length : next;
      if (text !== '') this.#say(text);
      if (next >= 0) this.#markup();
    }
    if (!this.#ended) throw new IllFormed('end');
  }
}

/** The text of a submission, and whether its bytes are UTF-8: of others the root can still be read. */
function decode(bytes: Buffer): { readonly text: string; readonly sound: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sound: true };
  } catch {
    return { text: bytes.toString('latin1'), sound: false };
  }
}

/** Reads the head of a submission; never throws, whatever the bytes. */
export function readInstance(bytes: Buffer): InstanceHead {
  const { text, sound } = decode(bytes);
  const reader = new Reader(text);
  let whole = sound && !FORBIDDEN.test(text);
  try {
    reader.read();
    whole &&= !reader.repeated;
  } catch (error) {
    if (!(error instanceof IllFormed)) throw error;
    whole = false;
  }
  const { form, version, instance, deprecated, texts, dtd } = reader;
  return { form, version, instance, deprecated, texts, fault: dtd ? 'xml-con-dtd' : whole ? null : 'xml-mal-formado' };
}
