/** Seeded choice of one digit of a text to alter: what "one digit altered" means in the tests. */
export function prng(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The text with one of its digits changed to another digit, within the matches of `where` only. */
export function alterDigit(text: string, random: () => number, where: RegExp = /\d/g): string {
  const places = [...text.matchAll(where)].flatMap((match) => [...match[0].matchAll(/\d/g)].map((digit) => match.index + digit.index));
  const at = places[Math.floor(random() * places.length)]!;
  const digit = (Number(text[at]) + 1 + Math.floor(random() * 9)) % 10;
  return `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
}

/** Bytes with one bit pattern changed somewhere. */
export function alterByte(bytes: Buffer, random: () => number): Buffer {
  const altered = Buffer.from(bytes);
  const at = Math.floor(random() * altered.length);
  altered[at] = altered[at]! ^ (1 + Math.floor(random() * 255));
  return altered;
}
