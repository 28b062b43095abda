import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { RawText } from '#lib/publishing/review/services.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What came and could not be read, for whoever has to look at it. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, one: await services.reviews.apart(event.request, event.params.numero), done: event.url.searchParams.has('hecho') };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { numero }, request }) => {
    let raw: RawText | null;
    try {
      raw = await services.reviews.changeApart(request, numero);
    } catch (error) {
      return said(error, language);
    }
    // It may name somebody: it is in the answer to this one request and under no address.
    if (raw !== null) return { message: null, code: null, raw };
    redirect(303, `${at(language, `/panel/envios/aparte/${numero}`)}?hecho`);
  },
};
