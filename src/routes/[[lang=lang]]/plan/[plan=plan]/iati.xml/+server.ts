import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  new Response(await locals.services.iati.xml(params.plan, url.origin), {
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Content-Disposition': `inline; filename="yupay-iati-${params.plan}.xml"`, 'Access-Control-Allow-Origin': '*' },
  });
