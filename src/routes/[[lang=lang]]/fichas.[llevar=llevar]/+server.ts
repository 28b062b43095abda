import { instrumentListView } from '#lib/publishing/instruments/instrument-load.ts';
import { sendTaken } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await instrumentListView(locals.services, locals.language, url.origin), params.llevar, `yupay-fichas`, locals.services.now());
