import { host } from '#lib/publishing/host.ts';
import { groupExtract } from '#lib/publishing/server/groups.ts';
import type { RequestHandler } from './$types';

/** The rows of one group of a published Parquet, for whoever checks a district without fetching the country. */
export const GET: RequestHandler = ({ params }) => groupExtract(host().application, params.huella, params.grupo);
