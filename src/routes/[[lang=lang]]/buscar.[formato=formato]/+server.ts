import { sendRows } from '../../_page/download.ts';
import { findPlaces } from '../../_page/find.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { text, answer } = await findPlaces(locals.services, url);
  const rows = answer.hits.map((hit) => [hit.ubigeo, hit.name, hit.level, hit.context, hit.kilometres]);
  return sendRows(params.formato, 'yupay-buscar', ['ubigeo', 'nombre', 'nivel', 'contexto', 'kilometros'], rows, { texto: text, tipo: answer.kind, lugares: answer.hits });
};
