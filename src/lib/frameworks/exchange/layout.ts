import type { SourceRef } from '#lib/indicators/model/source.ts';
import { readNumber } from '#lib/provenance/reading/numbers.ts';
import { searchKey } from '#lib/kernel/text.ts';

/** An item of a list of a plan's document, before it is read. */
export type Item = Readonly<Record<string, unknown>>;

/** Where new words of an item come from. */
export type Source = Pick<SourceRef, 'document' | 'line'>;

/** What somebody may choose from, as the sheet writes it and as the document keeps it. */
export type Choices = Readonly<Record<string, string>>;

/** One column of a sheet of the exchange workbook. */
export interface SheetField {
  readonly header: string;
  readonly width: number;
  /** What a cell may hold; a `key` tells which item a row is. */
  readonly kind: 'text' | 'code' | 'number' | 'whole' | 'date' | 'choice';
  readonly choices?: Choices;
  /** Last part of the paths by which the rules name it. */
  readonly path: RegExp | null;
}

/** A value of a cell as the document keeps it, or why it is none. */
export type ReadField = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly es: string; readonly en: string };

const refused = (es: string, en: string): ReadField => ({ ok: false, es, en });

/** Reads what somebody typed in a cell; empty stays empty. */
export function readField({ kind, choices = {} }: Pick<SheetField, 'kind' | 'choices'>, typed: string): ReadField {
  const text = typed.normalize('NFC').trim();
  if (text === '') return { ok: true, value: '' };
  const shown = text.slice(0, 40);
  if (kind === 'choice') {
    const found = Object.entries(choices).find(([code, name]) => code === text || searchKey(name) === searchKey(text));
    const allowed = Object.values(choices).join(', ');
    return found === undefined ? refused(`«${shown}» no se admite; elija: ${allowed}.`, `"${shown}" is not taken; choose: ${allowed}.`) : { ok: true, value: found[0] };
  }
  if (kind === 'number' || kind === 'whole') {
    const number = readNumber(text, 'coma-miles');
    if (!number.ok || number.value === null || (kind === 'whole' && !/^\d{1,15}$/.test(number.value))) return refused(`Aquí va un número${kind === 'whole' ? ' entero' : ''}; se halló el texto «${shown}».`, `A ${kind === 'whole' ? 'whole ' : ''}number belongs here; the text "${shown}" was found.`);
    return { ok: true, value: number.value };
  }
  return { ok: true, value: text };
}

/** As the sheet writes what the document keeps. */
export const fieldText = ({ kind, choices = {} }: Pick<SheetField, 'kind' | 'choices'>, value: string): string => (kind === 'choice' ? (choices[value] ?? value) : value.normalize('NFC').trim());

export const said = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** An item with a member, or without it where nothing is said. */
export function withMember(item: Item, name: string, value: unknown): Item {
  const { [name]: _, ...rest } = item;
  return value === null || value === undefined || value === '' ? rest : { ...rest, [name]: value };
}

type Worded = { readonly variant: string; readonly text: string };

/** The words of a variant; the first, where a document prints several. */
export const wordingOf = (item: Item, variant: string): string => ((item.wordings ?? []) as readonly Worded[]).find((one) => one.variant === variant)?.text ?? '';

/** An item whose words of a variant are these, or without them. */
export function withWording(item: Item, variant: string, text: string, source: Source): Item {
  const wordings = (item.wordings ?? []) as readonly Worded[];
  const at = wordings.findIndex((one) => one.variant === variant);
  const fresh = text === '' ? [] : [{ variant, text, source }];
  return { ...item, wordings: at < 0 ? [...wordings, ...fresh] : wordings.toSpliced(at, 1, ...fresh) };
}
