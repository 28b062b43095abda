import { fail } from '@sveltejs/kit';
import { ERRORS, errorSentence } from '#lib/kernel/errors.ts';
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
      const { page, refused } = await services.publicForms.answer(formulario, request, getClientAddress());
      if (refused === null) return { message: null, code: null, shown: page };
      return fail(ERRORS[refused.code].http, { message: errorSentence(refused.code, refused.details, language), code: refused.code, shown: page });
    } catch (error) {
      return said(error, language);
    }
  },
};
