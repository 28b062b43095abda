import type { Language } from '#lib/kernel/errors.ts';
import { formatFigure } from '#lib/ui/format.ts';
import type { Figure } from '#lib/provenance/figure.ts';

/** A figure with the code of its receipt as it is printed (twelve hex digits, more where two would collide). */
export interface ShownFigure extends Figure {
  readonly code: string;
}

/** A sentence whose numbers are still figures, so that each is printed with its proof. */
export type Phrase = readonly (string | ShownFigure)[];

/**
 * Fills `{names}` of a template with figures, words or other phrases. An unknown name is a mistake of ours: it throws,
 * so that no page is ever printed with a hole in its sentence.
 */
export function phrase(template: string, values: Readonly<Record<string, string | ShownFigure | Phrase>> = {}): Phrase {
  const parts: (string | ShownFigure)[] = [];
  for (const piece of template.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name === undefined) {
      if (piece !== '') parts.push(piece);
      continue;
    }
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}} in «${template}»`);
    if (Array.isArray(value)) parts.push(...(value as Phrase));
    else parts.push(value as string | ShownFigure);
  }
  return parts;
}

/** The figures of a phrase, in order. */
export function figuresOf(text: Phrase): ShownFigure[] {
  return text.filter((part): part is ShownFigure => typeof part !== 'string');
}

/** The sentence as plain text, its numbers as a page prints them: for a title, a message, a picture. */
export const plainText = (text: Phrase, language: Language): string => text.map((part) => (typeof part === 'string' ? part : formatFigure(part, language))).join('');
