import { surveyListView } from '#lib/publishing/surveys/survey-load.ts';
import { sendTaken } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendTaken(await surveyListView(locals.services, locals.language, url.origin), params.llevar, 'yupay-encuestas', locals.services.now());
