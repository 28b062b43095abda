import { SaxesParser } from 'saxes';
import type { SentElement } from '../form/evaluate/form-instance.ts';
import { MOST_DEEP } from '../intake/instance-xml.ts';

interface Open {
  readonly name: string;
  text: string;
  readonly children: Open[];
}

/** A form has ten thousand rows at most; repeats may fill them many times over. */
const MOST_ELEMENTS = 200_000;

class Refused extends Error {}

/** Listens to a strict reader, which expands no entity that a document declares, and refuses a document that declares any. */
function listen(parser: SaxesParser<{ xmlns: false; position: false }>): Open {
  const top: Open = { name: '', text: '', children: [] };
  const open: Open[] = [top];
  let elements = 0;
  const refuse = (): never => {
    throw new Refused();
  };
  const say = (text: string): void => void (open.at(-1)!.text += text);
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('opentag', ({ name }) => {
    const element: Open = { name, text: '', children: [] };
    if (open.length > MOST_DEEP || (elements += 1) > MOST_ELEMENTS) refuse();
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  return top;
}

/** The root of what a phone sent; null for bytes that are no sound XML. Never throws, whatever the bytes. */
export function sentInstance(bytes: Buffer): SentElement | null {
  try {
    const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
    const top = listen(parser);
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
    return top.children[0] ?? null;
  } catch (error) {
    // A decoder refuses with a TypeError what is not UTF-8.
    if (error instanceof Refused || error instanceof TypeError) return null;
    throw error;
  }
}
