import { host } from '#lib/publishing/host.ts';
import { rowsFile, type RowsFormat } from '#lib/publishing/server/downloads.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, url, request }) => rowsFile(host().application, params.conjunto, params.filas as RowsFormat, url.searchParams, request.headers.get('if-none-match'));
