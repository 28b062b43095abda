import { redirect } from '@sveltejs/kit';
import { SESSION_COOKIE } from '#lib/access/operator.ts';
import { at } from '#lib/platform/messages/index.ts';
import type { ImportState } from '#lib/publishing/services.ts';
import type { PageServerLoad } from './$types';

const RUNNING: ReadonlySet<ImportState> = new Set(['espera', 'leyendo', 'escribiendo']);

/** The list is for whoever opened the panel on this machine; the services refuse anybody else with the table's sentence. */
export const load: PageServerLoad = async ({ cookies, locals, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const token = url.searchParams.get('ficha');
  if (token !== null) {
    const cookie = await locals.services.panel.enter(request, token);
    cookies.set(SESSION_COOKIE, cookie, { path: '/', httpOnly: true, sameSite: 'strict', secure: url.protocol === 'https:' });
    redirect(303, at(locals.language, '/panel/cargas'));
  }
  const imports = await locals.services.panel.imports(request);
  const running = imports.some(({ state }) => RUNNING.has(state));
  // The page refreshes itself only for who asked it to (`seguir`), and only while there is something to see.
  const following = running && url.searchParams.has('seguir');
  if (following) setHeaders({ refresh: `2;url=${at(locals.language, '/panel/cargas')}?seguir` });
  return { language: locals.language, imports, running, following, received: url.searchParams.has('recibido') };
};
