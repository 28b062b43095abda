import { entityView } from '#lib/publishing/instruments/instrument-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await entityView(locals.services, params.instrumento, params.entidad, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
