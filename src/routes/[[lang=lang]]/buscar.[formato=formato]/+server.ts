import { sendRows } from '../../_page/download.ts';
import { findPlaces } from '../../_page/find.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { text, answer } = await findPlaces(locals.services, url);
  const lugares = answer.hits.map(({ ubigeo, name, level, context, kilometres }) => ({ ubigeo, nombre: name, nivel: level, contexto: context, kilometros: kilometres }));
  return sendRows(params.formato, 'yupay-buscar', ['ubigeo', 'nombre', 'nivel', 'contexto', 'kilometros'], lugares.map((lugar) => Object.values(lugar)), { texto: text, tipo: answer.kind, lugares });
};
