import { sentFile } from '../../../../../_page/sent-file.ts';
import type { RequestHandler } from './$types';

/** The approved answers of a form, for whoever keeps surveys. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => sentFile(await locals.services.surveyFiles.answers(request, params.formulario, params.formato, url.searchParams));
