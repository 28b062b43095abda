import { at } from '#lib/platform/messages/index.ts';
import type { RequestHandler } from './$types';

/** Publishes, withdraws or erases one recording, and goes back to the list. */
export const POST: RequestHandler = async ({ locals, request }) => {
  await locals.services.audio.change(request);
  return new Response(null, { status: 303, headers: { Location: `${at(locals.language, '/panel/audios')}?hecho` } });
};
