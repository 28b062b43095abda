import { handedOver } from '../../../../_page/handed-over.ts';
import type { RequestHandler } from './$types';

/** What phones download of a version of a form, for whoever keeps surveys. */
export const GET: RequestHandler = async ({ locals, request, url: { searchParams } }) => handedOver(await locals.services.forms.download(request, searchParams.get('formulario') ?? '', searchParams.get('version') ?? '', 'xml'));
