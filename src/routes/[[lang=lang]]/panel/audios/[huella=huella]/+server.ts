import type { RequestHandler } from './$types';

/** A recording before it is published: whoever publishes it hears it first. */
export const GET: RequestHandler = ({ locals, params, request }) => locals.services.audio.draftSound(params.huella, request);
