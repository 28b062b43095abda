import { investmentView } from '#lib/publishing/investment-load.ts';
import { ServerOnly } from '../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await investmentView(locals.services, params.cui, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
