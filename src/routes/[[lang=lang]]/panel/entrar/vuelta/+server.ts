import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { RETURN_COOKIE, RETURN_PATH } from '#lib/publishing/people/provider.ts';
import { keepSession } from '../../../../_page/signed-in.ts';
import type { RequestHandler } from './$types';

/** Comes back from the identity provider; what the browser kept for it is good for once. */
export const GET: RequestHandler = async ({ cookies, locals, request, url }) => {
  const kept = cookies.get(RETURN_COOKIE);
  cookies.delete(RETURN_COOKIE, { path: RETURN_PATH });
  const { session, language } = await locals.services.people.arrive(request, url, kept);
  keepSession(cookies, url, session);
  redirect(303, at(language, '/panel'));
};
