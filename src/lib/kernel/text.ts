/** Lower case, no accents, single spaces: what a person types when looking for "Los Baños del Inca". */
export function searchKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Trims and collapses runs of blanks (no-break spaces included) to one space; NFC. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/[\s\u00a0]+/gu, ' ').trim();
}

const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text without what XML 1.0 cannot carry, not even escaped. A text of the database cannot hold all of it either. */
export const writable = (text: string): string => text.replace(UNWRITABLE, '');
