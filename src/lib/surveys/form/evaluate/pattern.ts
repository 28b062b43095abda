import { createContext, Script } from 'node:vm';

/** Longest a form's own pattern may take: one that backtracks without end, on a text made for it, must not hold the server. */
const MOST_MS = 50;

const CONTEXT = createContext({ pattern: /^/, text: '' });
const TEST = new Script('pattern.test(text)');

/** Whether the whole of a text is as a pattern says (`regex` of OpenRosa). A pattern that is none, or takes too long, matches nothing. */
export function matches(text: string, pattern: string): boolean {
  try {
    Object.assign(CONTEXT, { pattern: new RegExp(`^(?:${pattern})$`, 'u'), text });
    return TEST.runInContext(CONTEXT, { timeout: MOST_MS }) === true;
  } catch {
    return false;
  }
}
