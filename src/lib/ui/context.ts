import { getContext, setContext } from 'svelte';
import type { Language } from '#lib/kernel/errors.ts';

/** What every component of a page needs to print: the language, and the words for the reasons of an absence. */
export interface PrintContext {
  readonly language: Language;
  readonly reasons: Readonly<Record<string, string>>;
}

const KEY = 'yupay-print';

export const setPrinting = (context: () => PrintContext) => setContext(KEY, context);

export const printing = (): PrintContext => getContext<() => PrintContext>(KEY)();
