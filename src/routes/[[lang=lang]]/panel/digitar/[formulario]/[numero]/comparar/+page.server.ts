import { acting } from '../../../../../../_page/acting.ts';
import { signedIn } from '../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What two people typed of one paper, side by side. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { locals: { language, services }, params, request, url } = event;
  return { language, query: url.search, comparison: await services.keying.comparison(request, params.formulario, params.numero, url.searchParams.get('version')) };
};

export const actions: Actions = {
  default: (event) => acting((services, request) => services.keying.settle(request, event.params.formulario, event.params.numero, event.url.searchParams.get('version'))).default(event),
};
