import type { YupayError } from '#lib/kernel/errors.ts';
import type { FormStep } from '#lib/surveys/public/form-step.ts';

/** A page of a form that anybody answers, or the end of it. */
export interface PublicFormPage {
  readonly title: string;
  readonly form: string;
  readonly version: string;
  /** The form's languages; one where it has only one. */
  readonly languages: readonly string[];
  readonly language: string;
  /** Null once it was sent. */
  readonly step: FormStep | null;
  /** Its own id from beginning to end: sent twice, it is kept once. */
  readonly instance: string;
  /** Why the same page is shown again: something to mend, or questions that were not seen yet. */
  readonly notice: 'corregir' | 'nuevas' | null;
  /** The code to withdraw with, once it was sent; null where the form gives none. */
  readonly withdrawal: string | null;
  /** Something had been sent under its id already: that is what was kept. */
  readonly before: boolean;
}

/** A page, and why what was sent was not taken: then it is the page that was posted, with its answers. */
export interface AnsweredPage {
  readonly page: PublicFormPage;
  readonly refused: YupayError | null;
}

export interface PublicFormServices {
  /** The first page. Throws `formulario-no-existe`. */
  begin(form: string, language: string | null): Promise<PublicFormPage>;
  /** What follows an answer. Throws `formulario-no-existe`, `origen-ajeno`, `solicitud-mala`, `formulario-lento`, `formulario-largo`. */
  answer(form: string, request: Request, peer: string): Promise<AnsweredPage>;
}
