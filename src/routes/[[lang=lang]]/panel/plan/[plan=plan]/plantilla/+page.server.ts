import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The Word template of a plan's own report. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.planWork.template(event.request, event.params.plan) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan }, request }) => {
    try {
      await services.planWork.changeTemplate(request, plan);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, `/panel/plan/${plan}/plantilla`)}?hecho`);
  },
};
