import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { ReviewOutcome } from '#lib/publishing/review/services.ts';
import { said } from '../../../../_page/said.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One submission: what it says without what points at anybody, and what was decided of it. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, one: await services.reviews.one(event.request, event.params.numero), done: event.url.searchParams.has('hecho') };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { numero }, request }) => {
    let outcome: ReviewOutcome;
    try {
      outcome = await services.reviews.change(request, numero);
    } catch (error) {
      return said(error, language);
    }
    // What points at a person is in the answer to this one request and under no address.
    if (outcome.personal !== null) return { message: null, code: null, personal: outcome.personal };
    redirect(303, `${at(language, `/panel/envios/${numero}`)}?hecho`);
  },
};
