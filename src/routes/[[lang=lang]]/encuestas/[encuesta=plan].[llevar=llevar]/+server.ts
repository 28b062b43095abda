import { surveyView } from '#lib/publishing/surveys/survey-load.ts';
import { sendTaken } from '../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await surveyView(locals.services, params.encuesta, locals.language, url.origin), params.llevar, `yupay-${params.encuesta}`, locals.services.now());
