import type { RequestHandler } from './$types';

/** A file of evidence of a copy, for whoever may see the copy. */
export const GET: RequestHandler = ({ locals, params, request }) => locals.services.instruments.draftEvidence(request, Number(params.entrega), params.huella);
