import type { AnswerLine } from '#lib/surveys/review/answer-lines.ts';
import type { EnumeratorRow } from '#lib/surveys/review/enumerator-table.ts';
import type { Quarantined } from '#lib/surveys/review/quarantine.ts';
import type { FormCounts, QueueFilter, QueuePage } from '#lib/surveys/review/review-queue.ts';
import type { SubmissionView } from '#lib/surveys/review/submission-view.ts';

/** The submissions of a form, for whoever reviews them. */
export interface ReviewDesk {
  /** Every form that anything came for. */
  readonly forms: readonly FormCounts[];
  /** The form that is looked at; null where nothing came for any. */
  readonly shown: null | {
    readonly filter: QueueFilter;
    readonly queue: QueuePage;
    /** What came, could not be read and was kept apart. */
    readonly apart: readonly Quarantined[];
    readonly enumerators: readonly EnumeratorRow[];
    readonly choices: { readonly alerts: readonly string[]; readonly enumerators: readonly string[]; readonly units: readonly string[] };
    /** Submissions that came and nobody read yet, or interviews that wait to be checked against the others. */
    readonly checking: boolean;
  };
}

/** A file that came with a submission; it is opened by its number. */
export interface SentFile {
  readonly number: number;
  readonly type: string;
  readonly bytes: number;
}

export interface ReviewedSubmission extends SubmissionView {
  /** Names of who decided, by their id. */
  readonly names: Readonly<Record<string, string>>;
  readonly files: readonly SentFile[];
}

export interface ReviewedQuarantined extends Quarantined {
  readonly files: readonly SentFile[];
}

/** The beginning of what was kept apart, as it came. */
export interface RawText {
  readonly text: string;
  /** Bytes that are shown, and of the whole; both 0 where nobody can read it any more. */
  readonly shown: number;
  readonly bytes: number;
}

/** What became of a form of the review: what points at a person, once, for whoever said why; or nothing to show but the page. */
export interface ReviewOutcome {
  /** Null unless it was asked for. */
  readonly personal: readonly AnswerLine[] | null;
  /** Approved at once; null unless it was asked for. */
  readonly approved: number | null;
}

/** Review of what phones sent, for whoever keeps surveys. But for `withdraw`, each throws `sin-permiso`. */
export interface ReviewServices {
  desk(request: Request, query: URLSearchParams): Promise<ReviewDesk>;
  /** Throws `envio-no-existe`. */
  one(request: Request, number: string): Promise<ReviewedSubmission>;
  /** Takes a step with all of a form. Throws `envio-comprobando`. */
  changeMany(request: Request): Promise<ReviewOutcome>;
  /** Takes `accion`: a step of review, `abrir` what points at a person, or `borrar` the record. Throws `envio-no-existe`, `envio-paso`, `envio-motivo`, `envio-alertas`. */
  change(request: Request, number: string): Promise<ReviewOutcome>;
  /** A file of a submission; the audit keeps who read it. Throws `envio-no-existe`. */
  file(request: Request, number: string, file: string): Promise<Response>;
  /** One that was kept apart. Throws `envio-no-existe`. */
  apart(request: Request, number: string): Promise<ReviewedQuarantined>;
  /** Takes `accion`: `abrir` shows how it came, once, to whoever says why; `borrar` destroys it and gives null. Throws `envio-no-existe`, `envio-motivo`. */
  changeApart(request: Request, number: string): Promise<RawText | null>;
  /** A file of one that was kept apart; the audit keeps who read it. Throws `envio-no-existe`. */
  fileApart(request: Request, number: string, file: string): Promise<Response>;
  /** What a person answered goes, by the code that they were given. It tells nobody whether the code was one. Throws `demasiados-pedidos`, `origen-ajeno`, `solicitud-mala`. */
  withdraw(request: Request, peer: string): Promise<void>;
}
