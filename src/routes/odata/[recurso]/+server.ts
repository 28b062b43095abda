import { odata } from '#lib/publishing/odata/respond.ts';
import type { RequestHandler } from './$types';

export const trailingSlash = 'ignore';

/** The description of the service, or the rows of a set. */
export const GET: RequestHandler = ({ locals, params, url }) => odata(locals.services, params.recurso, url);
