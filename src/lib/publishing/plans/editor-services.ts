import type { RefusedCell } from '#lib/frameworks/exchange/plan-edit.ts';
import type { Choices, SheetField } from '#lib/frameworks/exchange/layout.ts';
import type { Words } from './services.ts';

export interface EditorField {
  readonly header: string;
  readonly kind: SheetField['kind'];
  readonly choices: Choices | null;
  readonly wide: boolean;
  readonly value: string;
  /** Tells which row it is, and stays. */
  readonly fixed: boolean;
}

/** One row of the plan as a form. */
export interface EditorForm {
  readonly sheet: string;
  /** Null of a new row. */
  readonly key: string | null;
  readonly fields: readonly EditorField[];
  /** What the row said when the form was made, so that a change by somebody else is seen. */
  readonly seen: string;
  readonly removable: boolean;
}

export interface EditorDesk {
  readonly plan: { readonly id: string; readonly title: string };
  readonly form: EditorForm | null;
  readonly tree: readonly {
    readonly id: string;
    readonly depth: number;
    readonly level: string;
    /** Level of what lies below it, where nothing says otherwise. */
    readonly below: string;
    readonly code: string;
    readonly text: string;
    readonly indicators: readonly {
      readonly id: string;
      readonly component: string;
      readonly key: string;
      readonly title: Words;
      readonly values: readonly { readonly key: string; readonly kind: 'baseline' | 'target'; readonly said: Words }[];
      readonly responsible: readonly { readonly key: string; readonly said: string }[];
    }[];
  }[];
  /** How the tree stood when the page was made, so that a move by somebody else is seen. */
  readonly seen: string;
  readonly levels: Choices;
  readonly computed: readonly { readonly id: string; readonly title: Words }[];
}

/** What became of a form. `now` is what somebody else wrote meanwhile, as the sheet says it; null when nobody did. */
export interface EditorOutcome {
  readonly kept: boolean;
  readonly refused: readonly RefusedCell[];
  readonly typed: readonly string[];
  readonly now: readonly string[] | null;
  readonly seen: string;
}
