import { host } from '#lib/publishing/host.ts';
import { storedFile } from '#lib/publishing/http/stored-file.ts';
import { refuseReserved } from '#lib/publishing/server/reserved.ts';
import type { RequestHandler } from './$types';

/** The captured bytes, as they came, for whoever reads them again (DESIGN §5). */
export const GET: RequestHandler = async ({ params }) => {
  const { application } = host();
  await refuseReserved(application, params.huella);
  return storedFile(application.captures, params.huella, 'application/octet-stream', '.bin');
};
