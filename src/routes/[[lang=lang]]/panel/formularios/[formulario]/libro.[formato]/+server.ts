import { sentFile } from '../../../../../_page/sent-file.ts';
import type { RequestHandler } from './$types';

/** What each variable of the answers asks. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => sentFile(await locals.services.surveyFiles.codebook(request, params.formulario, params.formato, url.searchParams));
