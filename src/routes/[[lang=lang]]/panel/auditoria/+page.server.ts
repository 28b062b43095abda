import { ENTRIES_A_PAGE } from '#lib/access/audit-trail.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals: { language, services }, request, setHeaders, url } = event;
  setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const asked = (name: string, shape: RegExp) => shape.exec(url.searchParams.get(name) ?? '')?.[0] ?? null;
  const filter = { action: asked('accion', /^[a-z-]{1,60}$/), who: asked('persona', /^[\w.-]{1,60}$/), before: Number(asked('antes', /^[1-9]\d{0,14}$/) ?? 0) || null };
  const { entries, actions } = await services.people.audit(request, filter);
  return {
    language, actions, filter, older: entries.length === ENTRIES_A_PAGE ? entries.at(-1)!.number : null,
    entries: entries.map(({ number, at, who, action, detail }) => ({ number, at: at.toISOString(), who, action, detail: Object.entries(detail).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`) })),
  };
};
