import { RETURN_COOKIE, RETURN_PATH } from '#lib/publishing/people/provider.ts';
import type { RequestHandler } from './$types';

/** Goes to the identity provider, with what proves on the way back that this browser went. */
export const GET: RequestHandler = async ({ cookies, locals, url }) => {
  const token = /^[\w-]{43}$/.exec(url.searchParams.get('invitacion') ?? '')?.[0] ?? null;
  const { address, kept } = await locals.services.people.depart(url, locals.language, token);
  cookies.set(RETURN_COOKIE, kept, { path: RETURN_PATH, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', maxAge: 600 });
  return new Response(null, { status: 303, headers: { Location: address } });
};
