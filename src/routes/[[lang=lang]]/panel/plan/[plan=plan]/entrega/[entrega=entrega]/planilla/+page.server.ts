import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../../../../_page/said.ts';
import { signedIn } from '../../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A sheet that somebody returned, entered by the secretariat after a look at what it says. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.planWork.returnDesk(event.request, event.params.plan, Number(event.params.entrega), event.url.searchParams.get('revision')) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan, entrega }, request, url }) => {
    const brings = (request.headers.get('content-type') ?? '').startsWith('multipart/form-data');
    let kept = url.searchParams.get('revision') ?? '';
    try {
      if (brings) kept = await services.planWork.bringReturned(request, plan, Number(entrega));
      else await services.planWork.confirmReturned(request, plan, Number(entrega));
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, `/panel/plan/${plan}/entrega/${entrega}/planilla`)}?revision=${encodeURIComponent(kept)}`);
  },
};
