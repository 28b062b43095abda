import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Submissions of surveys to review, form by form. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.reviews.desk(event.request, event.url.searchParams), query: event.url.search };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    try {
      return { message: null, code: null, approved: (await services.reviews.changeMany(request)).approved };
    } catch (error) {
      return said(error, language);
    }
  },
};
