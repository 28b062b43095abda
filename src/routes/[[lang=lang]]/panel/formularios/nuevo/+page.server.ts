import { acting } from '../../../../_page/acting.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** A form begun on screen. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, forms: await services.forms.editor.beginnings(event.request) };
};

export const actions = acting(async (services, request) => `/panel/formularios/${await services.forms.editor.begin(request)}/editar`);
