import { ENTRIES_A_PAGE } from '#lib/access/audit-trail.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { language, services }, setHeaders, url }) => {
  // It changes with every act, not with every load: no cache may hold it.
  setHeaders({ 'cache-control': 'no-store' });
  const before = /^[1-9]\d{0,14}$/.exec(url.searchParams.get('antes') ?? '')?.[0];
  const [entries, organisations] = await Promise.all([services.people.publicAudit(before === undefined ? null : Number(before)), services.people.organisations()]);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return {
    language, older: entries.length === ENTRIES_A_PAGE ? entries.at(-1)!.number : null,
    entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString(), organisation: entry.organisation === null ? null : (names.get(entry.organisation) ?? entry.organisation) })),
  };
};
