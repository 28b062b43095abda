import type { PublicFormPage } from '#lib/publishing/public-form/services.ts';
import { said } from '../../../_page/said.ts';
import type { Actions, PageServerLoad } from './$types';

/** A form that anybody answers, page by page, with no script and nothing kept until it is sent. */
export const load: PageServerLoad = async ({ locals: { language, services }, params: { formulario }, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  // What was posted decides the page; the first one is of whoever only opens it.
  return { language, form: formulario, first: request.method === 'POST' ? null : await services.publicForms.begin(formulario, url.searchParams.get('idioma')) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { formulario }, request, getClientAddress }) => {
    try {
      return { message: null, code: null, shown: (await services.publicForms.answer(formulario, request, getClientAddress())) as PublicFormPage | null };
    } catch (error) {
      return said(error, language);
    }
  },
};
