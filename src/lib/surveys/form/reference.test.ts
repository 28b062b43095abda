import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASES, canonicalXml, referenceCases, sheetsOf, type ReferenceCase } from '../../../../tests/setup/xlsform-cases.ts';
import { featureLabel, type FeatureLabel } from '../../../../tests/setup/xlsform-features.ts';
import { compileForm } from './compile/compile-form.ts';
import type { FormFinding } from './model.ts';
import { readHeading, type SheetKind } from './sheets/headings.ts';
import { writeXForm } from './xform/write-xform.ts';

/** The cell that a refusal of the reference names; null for what it does not say. */
function namedCell(error: string): { readonly sheet: string | null; readonly row: number | null; readonly column: string | null } {
  const row = /\[row : (\d+)\]/.exec(error)?.[1];
  const sheet = /On the '(\w+)' sheet/.exec(error)?.[1] ?? null;
  const column = /sheet, the '([^']+)' value/.exec(error)?.[1] ?? null;
  return { sheet, row: row === undefined ? null : Number(row), column: column?.replace(/^parameters \(\w+\)$/, 'parameters') ?? null };
}

/** One column under two of its names is one column. */
const keyOf = (sheet: string | null, column: string | null): string => {
  const { key, language } = readHeading((sheet ?? 'survey') as SheetKind, column ?? '', true);
  return `${key} ${language}`;
};

function sameCell(error: string, fault: FormFinding): boolean {
  const named = namedCell(error);
  return (named.row === null || fault.row === named.row) && (named.sheet === null || fault.sheet === named.sheet) && (named.column === null || keyOf(fault.sheet, fault.column) === keyOf(named.sheet, named.column));
}

/** Null where we do what the reference does. */
function difference(one: ReferenceCase): string | null {
  const compiled = compileForm(sheetsOf(one), { id: 'data', root: one.name });
  if (one.error !== undefined) {
    if (compiled.ok) return 'not refused';
    return compiled.faults.some((fault) => sameCell(one.error!, fault)) ? null : `refused elsewhere: ${compiled.faults.map(({ code, sheet, row, column }) => `${code} ${sheet} ${row} ${column}`).join('; ')}`;
  }
  if (!compiled.ok) return `refused: ${compiled.faults.map(({ code }) => code).join(', ')}`;
  return canonicalXml(writeXForm(compiled.model)) === canonicalXml(one.xform!) ? null : 'another XForm';
}

/**
 * Cases of each label and how many of them we give the same. The file is the reference's whole suite of conversions: none is left
 * out, and none asks for what only its own language has (its sheets as dictionaries are sheets all the same). Where we differ:
 * - six notes of B and one calculation of A are no XPath (`name <> 1`, `$(myField)`): the reference lets them through, for phones to
 *   refuse the form; we refuse them at their cell;
 * - one of D: a form that phones would encrypt (`public_key`) is refused here, because this server seals what it receives.
 */
const EXPECTED: Readonly<Record<FeatureLabel, Readonly<Record<'xform' | 'refusal', readonly [cases: number, same: number]>>>> = {
  A: { xform: [90, 89], refusal: [46, 46] }, B: { xform: [95, 89], refusal: [16, 16] }, C: { xform: [185, 185], refusal: [88, 88] }, D: { xform: [81, 80], refusal: [47, 47] },
};

describe.skipIf(!existsSync(CASES))('the cases of the reference converter', () => {
  const judged = existsSync(CASES) ? referenceCases().map((one) => ({ test: one.test, label: featureLabel(sheetsOf(one)), kind: one.error === undefined ? 'xform' as const : 'refusal' as const, differs: difference(one) })) : [];

  for (const label of ['A', 'B', 'C', 'D'] as const) for (const kind of ['xform', 'refusal'] as const) {
    const [cases, same] = EXPECTED[label][kind];
    it(`gives ${kind === 'xform' ? 'the same XForm' : 'a refusal at the same cell'} for ${same} of ${cases} forms of label ${label}`, () => {
      const own = judged.filter((one) => one.label === label && one.kind === kind);
      const differing = own.filter(({ differs }) => differs !== null);
      expect(own).toHaveLength(cases);
      expect(differing.length, differing.map(({ test, differs }) => `${test}: ${differs}`).join('\n')).toBeLessThanOrEqual(cases - same);
    });
  }

  it('agrees on at least 97 in 100 of the forms that use only the core, lists, languages and capture', () => {
    const own = judged.filter(({ label }) => label !== 'D');
    expect(own.length).toBeGreaterThan(500);
    expect(own.filter(({ differs }) => differs === null).length / own.length).toBeGreaterThanOrEqual(0.97);
  });

  it('leaves no name of a sentence unfilled', () => {
    const said = referenceCases().flatMap((one) => {
      const compiled = compileForm(sheetsOf(one), { id: 'data', root: one.name });
      return (compiled.ok ? compiled.model.warnings : [...compiled.faults, ...compiled.warnings]).flatMap(({ es, en }) => [es, en]);
    });
    expect(said.length).toBeGreaterThan(500);
    expect(said.filter((sentence) => /(?<!\$)\{\w+\}/.test(sentence))).toEqual([]);
  });

  it('warns as often as the reference in every form but one', () => {
    const pairs = referenceCases().flatMap((one) => {
      const compiled = compileForm(sheetsOf(one), { id: 'data', root: one.name });
      return compiled.ok && one.error === undefined ? [[one.warnings.length, compiled.model.warnings.filter(({ code }) => !code.startsWith('personal-')).length] as const] : [];
    });
    expect(pairs.length).toBeGreaterThan(440);
    // It tells the columns that each language lacks in one warning; we tell each at its column.
    expect(pairs.filter(([reference, own]) => reference !== own)).toHaveLength(1);
  });
});
