import { odata } from '#lib/publishing/odata/respond.ts';
import type { RequestHandler } from './$types';

/** Programs write the address of the service with a stroke at its end, or without. */
export const trailingSlash = 'ignore';

/** Published surveys for Excel, Power BI and whoever else reads OData. */
export const GET: RequestHandler = ({ locals, url }) => odata(locals.services, '', url);
