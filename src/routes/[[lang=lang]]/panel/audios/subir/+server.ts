import { at } from '#lib/platform/messages/index.ts';
import type { RequestHandler } from './$types';

/** Takes the form as it streams, keeps the draft and goes back to its place. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const place = await locals.services.audio.upload(request);
  return new Response(null, { status: 303, headers: { Location: `${at(locals.language, '/panel/audios')}?lugar=${encodeURIComponent(place)}&guardado` } });
};
