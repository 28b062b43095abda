import { profileView } from '#lib/publishing/ranking/ranking-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

/** Not kept by anybody: a release, a reply or a withdrawal shows at once. */
export const load: PageServerLoad = async ({ locals, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {
    box: new ServerOnly(await profileView(locals.services, params.indice, params.ubigeo, locals.language, url.origin)),
    madeAt: locals.services.now().toISOString().slice(0, 10),
  };
};
