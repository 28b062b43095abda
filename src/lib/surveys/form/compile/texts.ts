import type { Media, MediaForm, Said, Texts } from '../model.ts';
import type { Cell, SheetRow } from '../sheets/sheet.ts';
import type { Draft } from './draft.ts';
import type { Findings } from './findings.ts';
import { isFileName } from './names.ts';
import type { References } from './references.ts';

const MEDIA: readonly MediaForm[] = ['image', 'big-image', 'audio', 'video'];

export interface Speaking {
  readonly sheet: string;
  /** Language of what is written without one, beside what is. */
  readonly defaultLanguage: string;
  readonly references: References;
  readonly findings: Findings;
  readonly context: Draft;
}

/** A text in each language that it is written in. */
function said(cells: readonly Cell[], row: SheetRow, { sheet, defaultLanguage, references, context }: Speaking): Said[] {
  const several = cells.some(({ heading }) => heading.language !== '');
  return cells.map(({ heading, text }) => ({
    language: heading.language === '' && several ? defaultLanguage : heading.language, written: text,
    parts: references.pieces(text, { context, at: { sheet, row: row.number === 0 ? null : row.number, column: heading.written } }),
  }));
}

export function labelOf(row: SheetRow, speaking: Speaking): Said[] {
  return said(row.all('label'), row, speaking);
}

/** Files that go with a text, in the order of their columns; one without a language is of the default one. */
export function mediaOf(row: SheetRow, { sheet, defaultLanguage, references, findings, context }: Speaking): Media[] {
  return row.cells.flatMap(({ heading, text }) => {
    const form = MEDIA.find((one) => heading.key === `media::${one}`);
    if (form === undefined) return [];
    const at = { sheet, row: row.number === 0 ? null : row.number, column: heading.written };
    const parts = references.pieces(text, { context, at });
    if (parts.every((part) => typeof part === 'string') && !isFileName(text)) findings.refuse('archivo-nombre', at, { archivo: text });
    return [{ form, language: heading.language === '' ? defaultLanguage : heading.language, file: text, parts }];
  });
}

/** Everything that a row says to a person. */
export function textsOf(row: SheetRow, speaking: Speaking): Texts {
  const read = (key: string): Said[] => said(row.all(key), row, speaking);
  return {
    label: labelOf(row, speaking), hint: read('hint'), guidance: read('guidance_hint'), media: mediaOf(row, speaking),
    constraintMessage: read('bind::jr:constraintMsg'), requiredMessage: read('bind::jr:requiredMsg'), noAppMessage: read('bind::jr:noAppErrorString'),
  };
}
