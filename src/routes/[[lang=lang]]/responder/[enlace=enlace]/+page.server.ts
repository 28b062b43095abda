import { fail, redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { FormOutcome } from '#lib/publishing/plans/services.ts';
import { said } from '../../../_page/said.ts';
import type { Actions, PageServerLoad } from './$types';

/** A submission answered by a personal link, without an account. */
export const load: PageServerLoad = async ({ locals: { language, services }, params: { enlace }, request, url, getClientAddress, setHeaders }) => {
  // The address is the secret: no page that is opened from here is told it, and nobody keeps a copy.
  setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  const kept = url.searchParams.get('guardados') ?? '';
  return { language, token: enlace, desk: await services.planWork.answering(request, getClientAddress(), enlace), kept: /^\d{1,4}$/.test(kept) ? Number(kept) : null, done: url.searchParams.has('hecho') };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { enlace }, request, getClientAddress }) => {
    let outcome: FormOutcome | null;
    try {
      outcome = await services.planWork.answer(request, getClientAddress(), enlace);
    } catch (error) {
      return said(error, language);
    }
    if (outcome !== null && outcome.refused.length > 0) return fail(422, { outcome });
    redirect(303, `${at(language, `/responder/${enlace}`)}?${outcome === null ? 'hecho' : `guardados=${outcome.kept}`}`);
  },
};
