import { YupayError } from '#lib/kernel/errors.ts';
import type { Difference } from '#lib/surveys/keying/compare.ts';
import type { Entry } from '#lib/surveys/keying/entry.ts';
import { keyedFields, keyedParts, type KeyedField, type KeyedPart } from '#lib/surveys/keying/keyed-parts.ts';
import { typedValue } from '#lib/surveys/keying/typed-value.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { LONGEST_ANSWER, MOST_TIMES, timesOf } from '#lib/surveys/public/posted.ts';

/** Fields of the page itself, which no question and no first line of a paper is called. */
const OWN = { action: '~accion', kept: '~asi' } as const;

export interface PostedPaper {
  readonly parts: readonly KeyedPart[];
  readonly typed: Readonly<Record<string, string>>;
  readonly entry: Entry;
  readonly kept: readonly string[];
  /** Something else than keeping was asked for: one more turn of a part, or nothing by the enter key. */
  readonly unfinished: boolean;
}

/** What a page of a paper brought, read by its form; a field that the form does not have is not looked at. */
export function postedPaper(model: FormModel, posted: URLSearchParams): PostedPaper {
  const names = new Map([...posted.keys()].map((name) => [name, []]));
  const [, repeat] = /^agregar:([^~]{1,300})$/.exec(posted.get(OWN.action) ?? '') ?? [];
  const times = (of: string): number => Math.min(MOST_TIMES, Math.max(1, timesOf(names, of)) + (of === repeat ? 1 : 0));
  const parts = keyedParts(model, times);
  const typed = keyedFields(parts).map((field) => [field, (posted.get(field.field) ?? '').slice(0, LONGEST_ANSWER)] as const);
  const values = typed.map(([field, text]) => [field.field, typedValue(field, text)] as const).filter(([, value]) => value !== '');
  return { parts, typed: Object.fromEntries(typed.map(([{ field }, text]) => [field, text])), entry: Object.fromEntries(values), kept: posted.getAll(OWN.kept), unfinished: posted.has(OWN.action) };
}

/** Fields of two entries, in the order of the paper. */
export function fieldsOfBoth(model: FormModel, first: Entry, second: Entry): KeyedField[] {
  const names = new Map([...Object.keys(first), ...Object.keys(second)].map((name) => [name, []]));
  return keyedFields(keyedParts(model, (repeat) => timesOf(names, repeat)));
}

/** What somebody chose for each field that differs: `A`, `B`, or a third that is typed as on the paper. Throws `papel-elegir`. */
export function chosenEntry(first: Entry, differences: readonly Difference[], posted: URLSearchParams): Entry {
  const chosen = differences.map(({ field, first: one, second: other }, at): [string, string] => {
    const choice = posted.get(`elige-${at}`);
    if (choice === 'A') return [field.field, one];
    if (choice === 'B') return [field.field, other];
    if (choice !== 'otra') throw new YupayError('papel-elegir');
    return [field.field, typedValue(field, (posted.get(`otra-${at}`) ?? '').slice(0, LONGEST_ANSWER))];
  });
  return Object.fromEntries(Object.entries({ ...first, ...Object.fromEntries(chosen) }).filter(([, value]) => value !== ''));
}
