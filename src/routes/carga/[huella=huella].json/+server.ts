import { canonicalJson } from '#lib/kernel/canonical.ts';
import { host } from '#lib/publishing/host.ts';
import { localEvidence } from '#lib/publishing/verify/evidence-local.ts';
import type { RequestHandler } from './$types';

/** The reproducible record of a load in canonical JSON: the SHA-256 of these bytes is the load's name. */
export const GET: RequestHandler = async ({ params }) =>
  new Response(canonicalJson(await localEvidence(host().application).load(params.huella)), { headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' } });
