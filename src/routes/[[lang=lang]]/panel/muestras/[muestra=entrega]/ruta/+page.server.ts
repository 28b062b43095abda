import { signedIn } from '../../../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What an enumerator carries: their units, and the dwellings to visit in each. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, sheet: await services.field.route(event.request, Number(event.params.muestra), (event.url.searchParams.get('encuestador') ?? '').slice(0, 20)) };
};
