import { sentFile } from '../../../../../_page/sent-file.ts';
import type { RequestHandler } from './$types';

/** The questionnaire to be filled by hand. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => sentFile(await locals.services.surveyFiles.paperPdf(request, params.formulario, url.searchParams, locals.language));
