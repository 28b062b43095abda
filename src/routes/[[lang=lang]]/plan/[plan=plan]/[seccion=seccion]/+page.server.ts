import { planSectionView } from '#lib/publishing/plan-pages/plan-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await planSectionView(locals.services, params.plan, params.seccion, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
