import { FAULTS, type FaultCode } from '../faults.ts';
import type { FormFinding } from '../model.ts';

export interface At {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
}

/** The form as a whole, or a sheet that it lacks. */
export const NOWHERE: At = { sheet: null, row: null, column: null };

/** Faults that a person can put right in one sitting; more would hide the first. */
const MOST = 500;

/** Longest piece of a cell that a sentence repeats. */
const LONGEST = 80;

const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]!.slice(0, LONGEST) : whole));

/** What is wrong and what is doubtful in a form, in the order in which it was found. */
export class Findings {
  readonly faults: FormFinding[] = [];
  readonly warnings: FormFinding[] = [];
  /** What was said: a sheet that is missing is missed by every question, and told once. */
  readonly #said = new Set<string>();

  refuse(code: FaultCode, at: At, values: Readonly<Record<string, string>> = {}): void {
    this.#add(this.faults, code, at, values);
  }

  warn(code: FaultCode, at: At, values: Readonly<Record<string, string>> = {}): void {
    this.#add(this.warnings, code, at, values);
  }

  #add(list: FormFinding[], code: FaultCode, at: At, values: Readonly<Record<string, string>>): void {
    if (list.length >= MOST) return;
    const finding = { code, ...at, es: filled(FAULTS[code].es, values), en: filled(FAULTS[code].en, values) };
    const key = JSON.stringify(finding);
    if (!this.#said.has(key)) list.push(finding);
    this.#said.add(key);
  }
}
