import { programmeView } from '#lib/publishing/programme-load.ts';
import { ServerOnly } from '../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await programmeView(locals.services, params.programa, url.searchParams, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
