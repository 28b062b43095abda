import { canonicalJson } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { host } from '#lib/publishing/host.ts';
import { localEvidence } from '#lib/publishing/verify/evidence-local.ts';
import type { RequestHandler } from './$types';

/** The reproducible record of a load in canonical JSON: the SHA-256 of these bytes is the load's name. */
export const GET: RequestHandler = async ({ params }) => {
  const record = await localEvidence(host().application).load(params.huella).catch((error: unknown) => {
    // To whoever asks for an address, a load that is not here is an address that leads nowhere.
    throw error instanceof YupayError && error.code === 'entrada-no-disponible' ? new YupayError('fuente-no-existe', { codigo: params.huella }) : error;
  });
  return new Response(canonicalJson(record), { headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' } });
};
