import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../../../../_page/said.ts';
import { signedIn } from '../../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The correction of one accepted value: what was said of it, and the form that says otherwise and why. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.plans.correction(event.request, event.params.plan, event.params.clave) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params, request }) => {
    let number: number;
    try {
      number = await services.plans.correct(request, params.plan, params.clave);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, at(language, `/panel/plan/${params.plan}/entrega/${number}?hecho`));
  },
};
