/** Groups of thousands as Peru writes them; one group alone without a point could as well be a fraction. */
const GROUPED = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const PLAIN = /^-?\d+(?:[.,]\d+)?$/;
const AMBIGUOUS = /^-?[1-9]\d{0,2},\d{3}$/;

/** Longer texts are no number that a person types. */
const LONGEST = 40;

/**
 * A number as somebody types it, in plain decimal text: point or comma for the fraction, blanks or commas between thousands.
 * Null for what is no number, and for what two habits read otherwise (`1,500` is one and a half thousand in Peru's offices and
 * one and a half on many of its phones): it is asked again, never guessed.
 */
export function typedNumber(text: string): string | null {
  const bare = text.trim().replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/gu, '');
  if (bare.length > LONGEST || AMBIGUOUS.test(bare)) return null;
  if (GROUPED.test(bare)) return bare.replaceAll(',', '');
  return PLAIN.test(bare) ? bare.replace(',', '.') : null;
}
