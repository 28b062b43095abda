import { PERSON_COOKIE } from '#lib/access/person-session.ts';
import { at } from '#lib/platform/messages/index.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Ends the session that asks, on the server first. */
export const POST: RequestHandler = async ({ cookies, locals, request }) => {
  await locals.services.people.signOut(request);
  cookies.delete(PERSON_COOKIE, { path: '/' });
  redirect(303, `${at(locals.language, '/panel/entrar')}?salio`);
};
