import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../_page/said.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One ranking: who is told, what they reply, and its release. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), one: await services.rankings.one(event.request, event.params.ranking) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    let next: string;
    try {
      next = await services.rankings.change(request);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, next)}?hecho`);
  },
};
