import { entityView } from '#lib/publishing/instruments/instrument-load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const point = params.archivo.lastIndexOf('.');
  const [entity, format] = [params.archivo.slice(0, point), params.archivo.slice(point + 1)];
  return sendTaken(await entityView(locals.services, params.instrumento, entity, locals.language, url.origin), format, `yupay-${params.instrumento}-${entity.replaceAll(/[^\w.-]/g, '-')}`, locals.services.now());
};
