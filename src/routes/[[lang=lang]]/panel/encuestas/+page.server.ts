import { acting } from '../../../_page/acting.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Rounds of surveys, and how one begins. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.surveyDesk.desk(event.request) };
};

export const actions: Actions = acting((services, request) => services.surveyDesk.change(request));
