import type { RawSheet } from '../sheets/sheet.ts';
import type { Findings } from './findings.ts';

/** The sheets of a form by their names; capitals do not matter. */
export class FormSheets {
  readonly #sheets: readonly RawSheet[];
  readonly #findings: Findings;

  constructor(sheets: readonly RawSheet[], findings: Findings) {
    this.#sheets = sheets;
    this.#findings = findings;
  }

  get(name: string): RawSheet | null {
    return this.#sheets.find((sheet) => sheet.name.trim().toLowerCase() === name) ?? null;
  }

  /** Sheets that may be this one, mistyped; one that begins with `_` is meant to be left out. */
  #near(name: string): string[] {
    const known = new Set(['survey', 'choices', 'settings', 'external_choices', 'entities', 'osm']);
    return this.#sheets.map((sheet) => sheet.name).filter((own) => !own.startsWith('_') && !known.has(own.trim().toLowerCase()) && distance(own.trim().toLowerCase(), name) <= 2);
  }

  warnNear(name: string): void {
    const near = this.#near(name);
    if (this.get(name) === null && near.length > 0) this.#findings.warn('hoja-parecida', { sheet: name, row: null, column: null }, { hoja: name, parecidas: near.join(', ') });
  }
}

/** Letters to change, add or take away to make one word of the other; words far apart are not measured to the end. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = row;
  }
  return before[b.length]!;
}
