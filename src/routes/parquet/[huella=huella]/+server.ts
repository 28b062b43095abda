import { host } from '#lib/publishing/host.ts';
import { storedFile } from '#lib/publishing/http/stored-file.ts';
import type { RequestHandler } from './$types';

/** Bytes of a published Parquet, for whoever repeats a query (DESIGN §5). */
export const GET: RequestHandler = ({ params }) => storedFile(host().application.parquets, params.huella, 'application/vnd.apache.parquet', '.parquet');
