import { writable } from '#lib/kernel/text.ts';

/** An element of XML on its way out; names are the writer's own or were checked when the form was read. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Element | string)[];
}

type Attributes = Readonly<Record<string, string | null | undefined>>;

/** An element; an attribute without a value is left out. */
export function element(name: string, attributes: Attributes | readonly (readonly [string, string])[] = {}, children: readonly (Element | string)[] = []): Element {
  const pairs = Array.isArray(attributes) ? (attributes as readonly (readonly [string, string])[]) : Object.entries(attributes as Attributes).flatMap(([key, value]) => (value == null ? [] : [[key, value] as const]));
  return { name, attributes: pairs, children };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

const text = (value: string): string => writable(value).replace(/[&<>\r]/g, (sign) => ESCAPES[sign]!);
const attribute = (value: string): string => writable(value).replace(/[&<>"\n\r\t]/g, (sign) => ESCAPES[sign]!);

function write({ name, attributes, children }: Element, out: string[]): void {
  const seen = new Set<string>();
  out.push('<', name);
  for (const [key, value] of attributes) {
    if (seen.has(key)) continue;
    seen.add(key);
    out.push(' ', key, '="', attribute(value), '"');
  }
  if (children.length === 0) return void out.push('/>');
  out.push('>');
  for (const child of children) if (typeof child === 'string') out.push(text(child)); else write(child, out);
  out.push('</', name, '>');
}

/** The document as text. The first of two attributes of one name stands. */
export function serialise(root: Element): string {
  const out = ['<?xml version="1.0"?>'];
  write(root, out);
  return out.join('');
}
