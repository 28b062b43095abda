import { eitiView } from '#lib/publishing/eiti-load.ts';
import { sendView } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await eitiView(locals.services, locals.language, url.origin), params.formato, 'yupay-eiti');
