import { createContext, Script } from 'node:vm';

/** Longest a form's own pattern may take: one that backtracks without end, on a text made for it, must not hold the server. */
const MOST_MS = 50;

const CONTEXT = createContext({ pattern: /^/, text: '' });
const TEST = new Script('pattern.test(text)');

/** Signs that mean something after a backslash here; phones let any other sign that is no letter stand for itself there. */
const MEANS = /[\p{L}\p{N}^$\\.*+?()[\]{}|/]/u;

/** The pattern of `regex` (OpenRosa), for the whole of a text. Throws `SyntaxError` for one that is none here, though a phone may know it. */
export function patternOf(pattern: string): RegExp {
  const written = pattern.replace(/\\(.)/gsu, (whole, sign: string) => (MEANS.test(sign) ? whole : `\\u{${sign.codePointAt(0)!.toString(16)}}`));
  return new RegExp(`^(?:${written})$`, 'u');
}

/** Whether the whole of a text is as a pattern says. Throws for one that is none here or that takes too long: then nothing can be said of the text. */
export function matches(text: string, pattern: string): boolean {
  Object.assign(CONTEXT, { pattern: patternOf(pattern), text });
  return TEST.runInContext(CONTEXT, { timeout: MOST_MS }) === true;
}
