import { acting } from '../../../_page/acting.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Rankings on their way, and the calendar that holds them back. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.rankings.desk(event.request) };
};

export const actions: Actions = acting((services, request) => services.rankings.change(request));
