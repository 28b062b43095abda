import type { RequestHandler } from './$types';

/** A published recording by the hash of its bytes, whole or the stretch that a player asks for. */
export const GET: RequestHandler = ({ locals, params, request }) => locals.services.audio.sound(params.huella, request);
