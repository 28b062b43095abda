import { instrumentView } from '#lib/publishing/instruments/instrument-load.ts';
import { sendTaken } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await instrumentView(locals.services, params.instrumento, locals.language, url.origin), params.llevar, `yupay-${params.instrumento}`, locals.services.now());
