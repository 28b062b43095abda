import type { FormPreview } from '#lib/publishing/form-editor/services.ts';
import { said } from '../../../../../../_page/said.ts';
import { signedIn } from '../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A form as the public would see it, page by page; nothing is kept. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, form: event.params.formulario, first: event.request.method === 'POST' ? null : await services.forms.editor.preview(event.request, event.params.formulario, event.url.searchParams.get('idioma')) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { formulario }, request }) => {
    try {
      return { message: null, code: null, page: (await services.forms.editor.preview(request, formulario, null)) as FormPreview | null };
    } catch (error) {
      return said(error, language);
    }
  },
};
