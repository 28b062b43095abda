import { programmeListView } from '#lib/publishing/programme-load.ts';
import { sendView } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView((await programmeListView(locals.services, url.searchParams, locals.language, url.origin)).page, params.formato, 'yupay-programas');
