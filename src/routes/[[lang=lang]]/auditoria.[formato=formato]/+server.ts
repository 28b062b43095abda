import type { PublicEntry } from '#lib/access/audit-trail.ts';
import type { PeopleServices } from '#lib/publishing/people/services.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

/** Every public act, newest first. */
async function wholeTrail(people: PeopleServices): Promise<PublicEntry[]> {
  const entries: PublicEntry[] = [];
  for (let before: number | null | undefined = null; before !== undefined; ) {
    const page: readonly PublicEntry[] = await people.publicAudit(before);
    entries.push(...page);
    before = page.at(-1)?.number;
  }
  return entries;
}

export const GET: RequestHandler = async ({ locals, params }) => {
  const entries = (await wholeTrail(locals.services.people)).map(({ number, at, action, role, organisation, address }) => ({ numero: number, fecha: at.toISOString().slice(0, 10), accion: action, papel: role, organizacion: organisation, direccion: address }));
  const columns = ['numero', 'fecha', 'accion', 'papel', 'organizacion', 'direccion'] as const;
  const response = sendRows(params.formato, 'yupay-auditoria', columns, entries.map((entry) => columns.map((name) => (entry[name] === null ? null : String(entry[name])))), { actos: entries });
  response.headers.set('cache-control', 'no-store');
  return response;
};
