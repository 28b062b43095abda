import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ERRORS, errorSentence } from '#lib/kernel/errors.ts';
import { at } from '#lib/platform/messages/index.ts';
import { said } from './said.ts';

type EditorEvent = Pick<RequestEvent, 'locals' | 'request'> & { readonly params: { readonly formulario: string } };

/** Makes a change of a form and goes on to the address that `to` gives; what was not kept is shown beside what was written. */
export async function changeForm({ locals: { language, services }, params: { formulario }, request }: EditorEvent, to: (row: number | null) => string) {
  let change;
  try {
    change = await services.forms.editor.change(request, formulario);
  } catch (error) {
    return said(error, language);
  }
  if (change.kept) redirect(303, at(language, `/panel/formularios/${encodeURIComponent(formulario)}/editar${to(change.row)}`));
  const { error, faults, series, typed } = change;
  return fail(error === null ? 409 : ERRORS[error.code].http, { message: error === null ? null : errorSentence(error.code, error.details, language), code: error?.code ?? '', refused: { faults, series, typed } });
}
