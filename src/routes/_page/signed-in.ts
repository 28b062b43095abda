import { redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { PERSON_COOKIE } from '#lib/access/person-session.ts';
import { at } from '#lib/platform/messages/index.ts';

/** Only addresses of the panel: a link to sign in never leads out of here. */
const INSIDE = /^(?!.*\.\.)\/(en\/)?panel(\/[\w/.-]*)?(\?[\w=&.%-]*)?$/;

/** Where to go after signing in: where somebody was sent from, or the panel. */
export function afterSigningIn({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): string {
  const asked = url.searchParams.get('ir') ?? '';
  return INSIDE.test(asked) ? asked : at(locals.language, '/panel');
}

/** Who asks for a page of signed-in work; whoever is nobody is sent to sign in and back. */
export async function signedIn({ locals, request, url }: Pick<RequestEvent, 'locals' | 'request' | 'url'>): Promise<Actor> {
  const actor = await locals.services.people.actor(request);
  if (actor === null) redirect(303, `${at(locals.language, '/panel/entrar')}?ir=${encodeURIComponent(url.pathname + url.search)}`);
  return actor;
}

/** Gives the browser its session. Lax, so that a link in a message opens the panel; forms of other sites are refused by their origin. */
export function keepSession(cookies: Cookies, url: URL, session: string): void {
  cookies.set(PERSON_COOKIE, session, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
