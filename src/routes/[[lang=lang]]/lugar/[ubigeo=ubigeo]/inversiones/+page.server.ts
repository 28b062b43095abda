import { investmentListView } from '#lib/publishing/investment-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await investmentListView(locals.services, params.ubigeo, url.searchParams, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
