import { acting } from '../../../../_page/acting.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One ranking: who is told, what they reply, and its release. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), one: await services.rankings.one(event.request, event.params.ranking) };
};

export const actions: Actions = acting((services, request) => services.rankings.change(request));
