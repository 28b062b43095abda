import type { KeptImport } from '#lib/frameworks/rewrite-plan.ts';

/** A file that is handed over as it was made. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
}

export interface ImportDesk {
  readonly plan: { readonly id: string; readonly title: string };
  /** What the file that was brought would do; null when none was. */
  readonly kept: KeptImport | null;
  /** Whether the plan changed since: then it is brought again. */
  readonly stale: boolean;
}

/** Keeping a plan. Whoever may not keep it is refused with the rule and who can lift it. */
export interface PlanWorkServices {
  /** Throws `sin-permiso`. */
  newPlan(request: Request): Promise<{ readonly organisations: readonly { readonly id: string; readonly name: string }[] }>;
  /** Begins a plan; gives its code. Throws `plan-ya-existe`, `cambio-rechazado`. */
  beginPlan(request: Request): Promise<string>;
  /** The plan's exchange file. Throws `sin-permiso`. */
  planFile(request: Request, plan: string, format: 'xlsx' | 'json'): Promise<MadeFile>;
  importDesk(request: Request, plan: string, kept: string | null): Promise<ImportDesk>;
  /** Reads a file that was brought and writes nothing of the plan; gives the number under which what it would do is held. */
  bringFile(request: Request, plan: string): Promise<string>;
  /** Does what the dry run showed. Throws `plan-cambiado`, `importacion-rechazada`. */
  confirmFile(request: Request, plan: string): Promise<void>;
}
