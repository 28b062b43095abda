import { version } from '$app/env';
import { respond } from '#lib/publishing/api/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, url, request, locals }) =>
  respond({ address: params.ruta === '' ? '' : `/${params.ruta}`, query: url.searchParams, origin: url.origin, ifNoneMatch: request.headers.get('if-none-match') ?? undefined, services: locals.services, build: version });
