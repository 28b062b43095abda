import { roundView } from '#lib/publishing/surveys/survey-load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await roundView(locals.services, params.encuesta, params.ola, locals.language, url.origin), params.llevar, `yupay-${params.encuesta}-${params.ola}`, locals.services.now());
