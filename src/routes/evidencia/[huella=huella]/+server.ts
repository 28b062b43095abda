import type { RequestHandler } from './$types';

/** A file of evidence that a published copy names and whose reviewer let it be public. */
export const GET: RequestHandler = ({ locals, params }) => locals.services.instruments.publicEvidence(params.huella);
