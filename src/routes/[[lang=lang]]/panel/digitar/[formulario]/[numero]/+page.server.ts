import { fail, redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One paper, to be typed without seeing what somebody else typed. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { locals: { language, services }, params, request, url } = event;
  return { language, query: url.search, paper: await services.keying.paper(request, params.formulario, params.numero, url.searchParams.get('version')) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params, request, url }) => {
    let outcome: Awaited<ReturnType<typeof services.keying.key>>;
    try {
      outcome = await services.keying.key(request, params.formulario, params.numero, url.searchParams.get('version'));
    } catch (error) {
      return said(error, language);
    }
    if ('page' in outcome) return fail(422, { message: null, code: null, page: outcome.page });
    redirect(303, at(language, outcome.next.includes('?') ? outcome.next : `${outcome.next}?hecho`));
  },
};
