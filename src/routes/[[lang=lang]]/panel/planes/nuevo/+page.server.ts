import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../_page/said.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The form that begins a plan. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, ...(await services.planWork.newPlan(event.request)) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    let plan: string;
    try {
      plan = await services.planWork.beginPlan(request);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, at(language, `/panel/plan/${plan}/editor`));
  },
};
