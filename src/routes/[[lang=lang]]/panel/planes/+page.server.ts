import { may } from '#lib/access/permission.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What waits for whoever signed in, plan by plan. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const actor = await signedIn(event);
  const { language, services } = event.locals;
  return { language, plans: await services.plans.tasks(event.request), begins: may(actor, 'editar-plan', {}).allowed };
};
