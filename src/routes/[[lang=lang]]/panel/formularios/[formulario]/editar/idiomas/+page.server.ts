import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { changeForm } from '../../../../../../_page/editing.ts';
import { said } from '../../../../../../_page/said.ts';
import { signedIn } from '../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The varieties that a form speaks, and how each was translated and tried. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.forms.editor.varieties(event.request, event.params.formulario) };
};

export const actions: Actions = {
  cambiar: (event) => changeForm(event, () => '/idiomas?hecho'),
  registro: async ({ locals: { language, services }, params: { formulario }, request }) => {
    try {
      await services.forms.editor.keepVariety(request, formulario);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, at(language, `/panel/formularios/${encodeURIComponent(formulario)}/editar/idiomas?hecho`));
  },
};
