import { host } from '#lib/publishing/host.ts';
import { groupDigests } from '#lib/publishing/server/groups.ts';
import type { RequestHandler } from './$types';

/** The digest of every group of a published Parquet; together they give the root that receipts name. */
export const GET: RequestHandler = async ({ params }) => Response.json({ grupos: await groupDigests(host().application, params.huella) });
