/** An element: its name, its attributes (null is absent) and what lies in it, in the order that the schema asks for. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly children: readonly (Element | string)[];
}

export function element(name: string, attributes: Element['attributes'] = {}, children: Element['children'] = []): Element {
  return { name, attributes, children };
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

// XML 1.0 §2.2 has no place for these, not even written as a reference: a document that holds one can be read by nobody.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;

// Nearly every text is plain: one cheap look spares it the rest.
const PLAIN = /^[\u0020\u0021\u0023-\u0025\u0027-\u003B\u003D\u003F-\uD7FF]*$/;

const inText = (text: string): string => (PLAIN.test(text) ? text : text.replace(NOT_XML, '\uFFFD').replace(/[&<>\r]/g, (mark) => MARKS[mark]!));
const inAttribute = (text: string): string => (PLAIN.test(text) ? text : text.replace(NOT_XML, '\uFFFD').replace(/[&<>"\n\r\t]/g, (mark) => MARKS[mark]!));

function write({ name, attributes, children }: Element, indent: string, lines: string[]): void {
  let open = `${indent}<${name}`;
  for (const key in attributes) if (attributes[key] !== null) open += ` ${key}="${inAttribute(attributes[key]!)}"`;
  if (children.length === 0) lines.push(`${open}/>`);
  else if (children.length === 1 && typeof children[0] === 'string') lines.push(`${open}>${inText(children[0])}</${name}>`);
  else {
    lines.push(`${open}>`);
    for (const child of children) {
      if (typeof child === 'string') lines.push(`${indent}  ${inText(child)}`);
      else write(child, `${indent}  `, lines);
    }
    lines.push(`${indent}</${name}>`);
  }
}

/** The document as UTF-8 text. Text stands only alone in its element, so the indentation changes nothing that is said. */
export function xmlText(root: Element): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}
