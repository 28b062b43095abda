import { fail } from '@sveltejs/kit';
import { asYupayError, ERRORS, errorSentence, type ErrorCode, type Language } from '#lib/kernel/errors.ts';

/** What has a page of its own, or is nothing that the sender of a form can mend. */
const OWN_PAGE: ReadonlySet<ErrorCode> = new Set(['interno', 'base-no-disponible', 'sin-permiso', 'origen-ajeno']);

/** What cannot be taken, to be said beside its form; anything else is thrown on. */
export function said(error: unknown, language: Language) {
  const { code, details } = asYupayError(error);
  if (OWN_PAGE.has(code)) throw error;
  return fail(ERRORS[code].http, { message: errorSentence(code, details, language), code });
}
