import { acting } from '../../../../../_page/acting.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One round: its sample, its answers, its publication, and where its results went back. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), one: await services.surveyDesk.one(event.request, event.params.encuesta, event.params.ola) };
};

export const actions: Actions = acting((services, request) => services.surveyDesk.change(request));
