import { profileView } from '#lib/publishing/ranking/ranking-load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return sendTaken(await profileView(locals.services, params.indice, params.ubigeo, locals.language, url.origin), params.llevar, `yupay-${params.indice}-${params.ubigeo}`, locals.services.now());
};
