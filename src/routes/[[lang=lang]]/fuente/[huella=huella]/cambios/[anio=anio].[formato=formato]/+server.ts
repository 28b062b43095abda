import { sendView } from '../../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  sendView(await locals.services.revision(params.huella, params.anio, locals.language, url.origin), params.formato, `yupay-cambios-${params.huella.slice(0, 12)}-${params.anio}`);
