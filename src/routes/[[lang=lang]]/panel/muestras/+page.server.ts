import { acting } from '../../../_page/acting.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Frames, and the samples that were drawn from them. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.field.desk(event.request) };
};

export const actions: Actions = acting((services, request) => services.field.change(request));
