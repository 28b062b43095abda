import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Papers to be typed, by how far they are, and how those who type compare. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.keying.desk(event.request) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    let next: string;
    try {
      next = await services.keying.begin(request);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, at(language, next));
  },
};
