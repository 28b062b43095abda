import type { AnswerFault } from '#lib/surveys/form/evaluate/inspect.ts';
import type { KeyedField, KeyedPart } from '#lib/surveys/keying/keyed-parts.ts';
import type { KeyerLine, PaperLine } from '#lib/surveys/keying/paper-store.ts';

/** A version of a form that takes papers. */
export interface KeyedForm {
  readonly form: string;
  readonly version: string;
  readonly title: string;
}

export interface KeyingDesk {
  readonly forms: readonly KeyedForm[];
  readonly papers: readonly (PaperLine & { /** Whoever asks may type it. */ readonly open: boolean })[];
  readonly keyers: readonly (KeyerLine & { readonly name: string })[];
}

/** A paper to be typed, with what was typed already when it comes back. */
export interface KeyingPage extends KeyedForm {
  readonly number: string;
  readonly parts: readonly KeyedPart[];
  readonly typed: Readonly<Record<string, string>>;
  /** What to look at again on the paper, by field; null before anything was sent. */
  readonly faults: Readonly<Record<string, AnswerFault>> | null;
  /** Faults that were told to stand like this on the paper. */
  readonly kept: readonly string[];
}

export interface ShownDifference {
  readonly field: KeyedField;
  readonly first: string;
  readonly second: string;
}

export interface ComparisonPage extends KeyedForm {
  readonly number: string;
  readonly fields: number;
  readonly kappa: number | null;
  readonly differences: readonly ShownDifference[];
  /** Whoever asks typed one of the two. */
  readonly own: boolean;
}

/** Papers typed twice, for whoever keeps surveys. Each throws `sin-permiso`. */
export interface KeyingServices {
  desk(request: Request): Promise<KeyingDesk>;
  /** Takes `formulario` (`id@version`) and `numero`; gives the paper's address, without language. Throws `papel-numero`, `formulario-no-existe`. */
  begin(request: Request): Promise<string>;
  /** `version` null is the newest that is out. Throws `papel-numero`, `formulario-no-existe`, `papel-repetido`, `papel-completo`. */
  paper(request: Request, form: string, number: string, version: string | null): Promise<KeyingPage>;
  /** Keeps what was typed, or gives the page with what to look at again. Throws as `paper`. */
  key(request: Request, form: string, number: string, version: string | null): Promise<{ readonly next: string } | { readonly page: KeyingPage }>;
  /** Throws `papel-falta-otra`, `papel-ilegible`. */
  comparison(request: Request, form: string, number: string, version: string | null): Promise<ComparisonPage>;
  /** Takes a choice for each field that differs; gives the address to go on from. Throws `papel-elegir`, and what `comparison` and intake throw. */
  settle(request: Request, form: string, number: string, version: string | null): Promise<string>;
}
