import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who sends from the field, by code. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.forms.enumerators(event.request) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request, url }) => {
    try {
      return { message: null, code: null, setup: await services.forms.changeEnumerators(request, url.origin) };
    } catch (error) {
      return said(error, language);
    }
  },
};
