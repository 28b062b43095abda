import { rankingListView } from '#lib/publishing/ranking/ranking-load.ts';
import { sendTaken } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return sendTaken(await rankingListView(locals.services, locals.language, url.origin), params.llevar, 'yupay-indices', locals.services.now());
};
