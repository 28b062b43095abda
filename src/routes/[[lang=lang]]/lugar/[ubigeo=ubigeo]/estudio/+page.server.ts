import { studyView } from '#lib/publishing/study-page.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await studyView(locals.services, params.ubigeo, url.searchParams, locals.language, url.origin)),
  desde: url.searchParams.get('desde') ?? '', hasta: url.searchParams.get('hasta') ?? '',
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
