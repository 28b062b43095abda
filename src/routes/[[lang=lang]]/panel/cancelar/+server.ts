import { at } from '#lib/platform/messages/index.ts';
import type { RequestHandler } from './$types';

/** Stops a running load, as Ctrl-C does on the command line, and goes back to the list. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const id = String((await request.clone().formData()).get('trabajo') ?? '');
  await locals.services.panel.cancel(request, id.slice(0, 40));
  return new Response(null, { status: 303, headers: { Location: `${at(locals.language, '/panel/cargas')}?seguir` } });
};
