import type { LinksDesk } from '#lib/publishing/plans/work-services.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Personal links of a plan: who answers without an account. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, origin: event.url.origin, desk: await services.planWork.links(event.request, event.params.plan) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan }, request }) => {
    let desk: LinksDesk;
    try {
      desk = await services.planWork.changeLinks(request, plan);
    } catch (error) {
      return said(error, language);
    }
    // A new link is shown in this answer and never again, so that no address carries it.
    return { made: desk.made, link: desk.links[0] ?? null };
  },
};
