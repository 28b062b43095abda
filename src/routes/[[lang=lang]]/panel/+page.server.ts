import { mayAnywhere } from '#lib/access/permission.ts';
import { signedIn } from '../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What one may do, as links; each page asks again. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const actor = await signedIn(event);
  const { language, services } = event.locals;
  const administers = mayAnywhere(actor, 'administrar');
  const first = actor.operator && (await services.people.directory(event.request)).people.length === 0;
  const ranks = mayAnywhere(actor, 'publicar-ranking') || mayAnywhere(actor, 'cambiar-calendario');
  return { surveys: mayAnywhere(actor, 'llevar-encuesta'), ranks, language, name: actor.name, operator: actor.operator, administers, first, nothing: !actor.operator && actor.grants.length === 0 };
};
