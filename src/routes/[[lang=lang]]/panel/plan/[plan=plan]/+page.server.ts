import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../_page/said.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The desk of one plan: its periods, submissions and contradictions, and its publication. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.plans.desk(event.request, event.params.plan) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params, request }) => {
    let next: string;
    try {
      next = await services.plans.change(request, params.plan);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, next)}?hecho`);
  },
};
