import type { Grant } from '#lib/access/actor.ts';
import { ENTRIES_A_PAGE } from '#lib/access/audit-trail.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { grantWords } from '../../../_page/grant-words.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** A particular as a person reads it. */
function particular(name: string, value: unknown, names: ReadonlyMap<string, string>, language: Language): string {
  if (name === 'papeles') return (value as readonly Grant[]).map((grant) => grantWords(grant, names, language)).join('; ');
  return `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
}

export const load: PageServerLoad = async (event) => {
  const { locals: { language, services }, request, setHeaders, url } = event;
  setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const asked = (name: string, shape: RegExp) => shape.exec(url.searchParams.get(name) ?? '')?.[0] ?? null;
  const filter = { action: asked('accion', /^[a-z-]{1,60}$/), who: asked('persona', /^[\w.-]{1,60}$/), before: Number(asked('antes', /^[1-9]\d{0,14}$/) ?? 0) || null };
  const [{ entries, actions }, organisations] = await Promise.all([services.people.audit(request, filter), services.people.organisations()]);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return {
    language, actions, filter, older: entries.length === ENTRIES_A_PAGE ? entries.at(-1)!.number : null,
    entries: entries.map(({ at, detail, ...entry }) => ({ ...entry, at: at.toISOString(), detail: Object.entries(detail).filter(([, value]) => value !== null).map(([name, value]) => particular(name, value, names, language)) })),
  };
};
