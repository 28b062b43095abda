import { dataPackage } from '#lib/publishing/catalogue/data-package.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) =>
  new Response(`${JSON.stringify(dataPackage(await locals.services.catalogue(), url.origin, 'es'), null, 1)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' },
  });
