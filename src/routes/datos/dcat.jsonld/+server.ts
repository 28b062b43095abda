import { dcat } from '#lib/publishing/catalogue/dcat.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) =>
  new Response(`${JSON.stringify(dcat(await locals.services.catalogue(), url.origin), null, 1)}\n`, {
    headers: { 'content-type': 'application/ld+json; charset=utf-8', 'access-control-allow-origin': '*' },
  });
