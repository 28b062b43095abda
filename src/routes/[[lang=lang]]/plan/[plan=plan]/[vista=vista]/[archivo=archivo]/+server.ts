import { planDetailView } from '#lib/publishing/plan-pages/plan-load.ts';
import { sendTaken } from '../../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const point = params.archivo.lastIndexOf('.');
  const [code, format] = [params.archivo.slice(0, point), params.archivo.slice(point + 1)];
  const model = await planDetailView(locals.services, params.plan, params.vista, code, locals.language, url.origin);
  return sendTaken(model, format, `yupay-${params.plan}-${params.vista}-${code.replaceAll(/[^\w.-]/g, '-')}`, locals.services.now());
};
