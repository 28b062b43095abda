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
