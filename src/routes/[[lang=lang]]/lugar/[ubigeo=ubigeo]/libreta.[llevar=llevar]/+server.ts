import { cardView } from '#lib/publishing/surveys/survey-load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await cardView(locals.services, params.ubigeo, locals.language, url.origin), params.llevar, `yupay-${params.ubigeo}-libreta`, locals.services.now());
