import { indexView } from '#lib/publishing/ranking/ranking-load.ts';
import { sendTaken } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return sendTaken(await indexView(locals.services, params.indice, locals.language, url), params.llevar, `yupay-${params.indice}`, locals.services.now());
};
