import type { RequestHandler } from './$types';

/** The drawn units with their chances, for whoever weighs elsewhere. */
export const GET: RequestHandler = async ({ locals: { services }, params: { muestra }, request }) =>
  new Response(await services.field.csv(request, Number(muestra)), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="muestra-${muestra}.csv"`, 'cache-control': 'no-store' } });
