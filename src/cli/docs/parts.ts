import { YupayError } from '#lib/kernel/errors.ts';

/** The parts of the documents that are written from the code, by the name in their marker. */
export type Parts = Readonly<Record<string, string>>;

const PART = /(<!-- generado:([a-z-]+) -->\n)([\s\S]*?)(<!-- \/generado -->)/g;

/** The names of the generated parts of a document, in order. */
export function partNames(text: string): string[] {
  return [...text.matchAll(PART)].map((match) => match[2]!);
}

/**
 * The document with each part between `<!-- generado:NAME -->` and `<!-- /generado -->` written anew; the words around
 * them stay. Throws `uso` for a name that the code does not write.
 */
export function fillParts(text: string, parts: Parts): string {
  return text.replace(PART, (_, open: string, name: string, __, close: string) => {
    const part = parts[name];
    if (part === undefined) throw new YupayError('uso', { detalle: `generado:${name}` });
    return `${open}\n${part.trim()}\n\n${close}`;
  });
}
