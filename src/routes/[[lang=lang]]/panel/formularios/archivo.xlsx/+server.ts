import { handedOver } from '../../../../_page/handed-over.ts';
import type { RequestHandler } from './$types';

/** The workbook that a version of a form was made from, for whoever keeps surveys. */
export const GET: RequestHandler = async ({ locals, request, url: { searchParams } }) => handedOver(await locals.services.forms.download(request, searchParams.get('formulario') ?? '', searchParams.get('version') ?? '', 'xlsx'));
