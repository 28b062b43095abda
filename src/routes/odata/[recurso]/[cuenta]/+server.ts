import { odata } from '#lib/publishing/odata/respond.ts';
import type { RequestHandler } from './$types';

/** How many rows a set has: `$count`. */
export const GET: RequestHandler = ({ locals, params, url }) => odata(locals.services, `${params.recurso}/${params.cuenta}`, url);
