import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The plan as a file: taken, and brought back with a look at what it would do. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.planWork.importDesk(event.request, event.params.plan, event.url.searchParams.get('revision')) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan }, request, url }) => {
    const brings = (request.headers.get('content-type') ?? '').startsWith('multipart/form-data');
    let kept = url.searchParams.get('revision') ?? '';
    try {
      if (brings) kept = await services.planWork.bringFile(request, plan);
      else await services.planWork.confirmFile(request, plan);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, `${at(language, `/panel/plan/${plan}/importar`)}?revision=${encodeURIComponent(kept)}`);
  },
};
