import type { Language } from '#lib/kernel/errors.ts';
import type { KeptImport } from '#lib/frameworks/rewrite-plan.ts';
import type { Owed } from './owed.ts';
import type { EditorDesk, EditorOutcome } from './editor-services.ts';
import type { FormOutcome, SubmissionDesk } from './services.ts';

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

/** A sheet that somebody returned for a submission. */
export interface ReturnDesk extends Pick<SubmissionDesk, 'plan' | 'number' | 'organisation' | 'period'> {
  readonly kept: KeptImport | null;
  readonly stale: boolean;
}

export interface LinksDesk {
  readonly plan: { readonly id: string; readonly title: string };
  /** Secret part of the link that was just made: shown once. */
  readonly made: string | null;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly periods: readonly { readonly id: string; readonly label: string }[];
  readonly links: readonly { readonly id: string; readonly period: string; readonly organisation: string; readonly expires: string }[];
}

/** Who owes what of a plan. */
export interface RemindersDesk {
  readonly plan: { readonly id: string; readonly title: string };
  /** Whether this site sends mail. */
  readonly mails: boolean;
  /** Each with how many people with an account answer for it. */
  readonly owed: readonly (Owed & { readonly people: number })[];
}

/** People to whom a reminder leaves, who had theirs that day, and who asked for none. */
export interface RemindedOutcome {
  readonly queued: number;
  readonly already: number;
  readonly stopped: number;
}

/** What whoever holds a personal link sees: their submission, and until when. */
export interface AnsweringDesk extends SubmissionDesk {
  readonly expires: string;
}

export interface TemplateDesk {
  readonly plan: { readonly id: string; readonly title: string };
  /** Whether the report in a language has a template of the plan's own. */
  readonly own: Readonly<Record<Language, boolean>>;
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
  /** A submission as a sheet to be filled and returned. Throws `entrega-no-existe`. */
  returnFile(request: Request, plan: string, number: number): Promise<MadeFile>;
  returnDesk(request: Request, plan: string, number: number, kept: string | null): Promise<ReturnDesk>;
  /** Reads a returned sheet and keeps no value; gives the number under which what it would say is held. */
  bringReturned(request: Request, plan: string, number: number): Promise<string>;
  /** Enters what the dry run showed, all or nothing. Throws `plan-cambiado`, `importacion-rechazada`. */
  confirmReturned(request: Request, plan: string, number: number): Promise<void>;
  links(request: Request, plan: string): Promise<LinksDesk>;
  /** Makes or withdraws a link; what comes back shows the new one, once. */
  changeLinks(request: Request, plan: string): Promise<LinksDesk>;
  /** Throws `sin-permiso`. */
  reminders(request: Request, plan: string): Promise<RemindersDesk>;
  /** Takes `organizacion`. Throws `sin-permiso`, `correo-cerrado`, `nadie-que-recordar`, `ya-recordado`. */
  remind(request: Request, plan: string): Promise<RemindedOutcome>;
  /** By a personal link, without an account. Throws `enlace-usado`, `demasiados-pedidos`. */
  answering(request: Request, peer: string, token: string): Promise<AnsweringDesk>;
  answer(request: Request, peer: string, token: string): Promise<FormOutcome | null>;
  /** `asked` is a row to be changed, or a new one within another. */
  editor(request: Request, plan: string, asked: { readonly sheet: string; readonly key: string | null; readonly within: string } | null): Promise<EditorDesk>;
  /** Does what a form of the editor asks; what was pasted gives the number of its review instead. Throws `cambio-rechazado`. */
  edit(request: Request, plan: string): Promise<EditorOutcome | string>;
  template(request: Request, plan: string): Promise<TemplateDesk>;
  /** Keeps a template that was tried with the plan's own report, or drops the one that is there. Throws `plantilla-ilegible`. */
  changeTemplate(request: Request, plan: string): Promise<void>;
  /** The Word template of a plan's report; null where it has none of its own. */
  ownTemplate(plan: string, language: Language): Promise<Uint8Array | null>;
}
