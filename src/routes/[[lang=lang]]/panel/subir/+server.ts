import { at } from '#lib/platform/messages/index.ts';
import type { RequestHandler } from './$types';

/** Takes the file as it streams, so that a file larger than memory is no trouble, and goes back to the list. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const id = await locals.services.panel.upload(request);
  return new Response(null, { status: 303, headers: { Location: `${at(locals.language, '/panel/cargas')}?recibido=${encodeURIComponent(id)}&seguir` } });
};
