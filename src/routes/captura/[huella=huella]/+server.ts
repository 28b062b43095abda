import { host } from '#lib/publishing/host.ts';
import { storedFile } from '#lib/publishing/http/stored-file.ts';
import type { RequestHandler } from './$types';

/** The captured bytes, as they came, for whoever reads them again (DESIGN §5). */
export const GET: RequestHandler = ({ params }) => storedFile(host().application.captures, params.huella, 'application/octet-stream', '.bin');
