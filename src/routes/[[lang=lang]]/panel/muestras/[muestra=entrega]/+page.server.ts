import { acting } from '../../../../_page/acting.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One sample: what was drawn, who goes where, and how far field work is. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), one: await services.field.one(event.request, Number(event.params.muestra)) };
};

export const actions: Actions = acting((services, request) => services.field.change(request));
