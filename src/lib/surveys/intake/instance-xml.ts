import { writable } from '#lib/kernel/text.ts';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

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

/** Deeper than any form, and less than what would exhaust whoever walks it. */
export const MOST_DEEP = 100;
const MOST_TEXTS = 5_000;
/** Of a file name, or an instance's own id. */
const LONG_TEXT = 255;

class TooDeep extends Error {}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Listens to a strict reader, which expands no entity that a document declares; what was found stays when the rest is broken. */
class Head {
  readonly #open: string[] = [];
  #leaf = '';
  #isLeaf = false;
  form: string | null = null;
  version = '';
  instance: string | null = null;
  deprecated: string | null = null;
  dtd = false;
  readonly texts = new Set<string>();

  open({ name, attributes }: SaxesTagPlain): void {
    if (this.#open.length === 0) {
      this.form = writable(attributes['id'] ?? attributes['xmlns'] ?? '').slice(0, LONG_TEXT);
      this.version = writable(attributes['version'] ?? '').slice(0, LONG_TEXT);
    }
    if (this.#open.length === MOST_DEEP) throw new TooDeep();
    this.#open.push(name);
    [this.#leaf, this.#isLeaf] = ['', true];
  }

  text(text: string): void {
    if (this.#isLeaf && this.#leaf.length <= LONG_TEXT) this.#leaf += text;
  }

  close({ name }: SaxesTagPlain): void {
    const value = this.#leaf.trim();
    if (this.#isLeaf && value !== '' && value.length <= LONG_TEXT) {
      if (this.texts.size < MOST_TEXTS) this.texts.add(value);
      const meta = this.#open.length === 3 && local(this.#open[1]!) === 'meta';
      if (meta && local(name) === 'instanceID') this.instance ??= value;
      if (meta && local(name) === 'deprecatedID') this.deprecated ??= value;
    }
    this.#open.pop();
    this.#isLeaf = false;
  }
}

/** Reads until the end or the first thing that is no XML; says whether it came to the end. */
function listen(head: Head, text: string): boolean {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let whole = true;
  parser.on('error', () => (whole = false));
  parser.on('doctype', () => (head.dtd = true));
  // A root that says something twice still tells whose it is.
  parser.on('opentag', (tag) => (whole || head.form === null) && head.open(tag));
  parser.on('text', (said) => whole && head.text(said));
  parser.on('cdata', (said) => whole && head.text(said));
  parser.on('closetag', (tag) => whole && head.close(tag));
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return false;
  }
  return whole;
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
  const head = new Head();
  const whole = listen(head, text) && sound;
  const { form, version, instance, deprecated, texts, dtd } = head;
  return { form, version, instance, deprecated, texts, fault: dtd ? 'xml-con-dtd' : whole ? null : 'xml-mal-formado' };
}
