import type { EntityDeclaration } from '../model.ts';
import type { Sheet } from '../sheets/sheet.ts';
import type { Draft } from './draft.ts';
import type { Findings } from './findings.ts';
import type { References } from './references.ts';

/** What a form does to entities. */
export interface EntityPlan {
  readonly declarations: readonly EntityDeclaration[];
  readonly saveTo: ReadonlyMap<string, string>;
  readonly version: string | null;
}

export function readEntities(_sheet: Sheet | null, _root: Draft, _references: References, _findings: Findings): EntityPlan {
  return { declarations: [], saveTo: new Map(), version: null };
}
