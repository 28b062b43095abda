import { roundView } from '#lib/publishing/surveys/survey-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(await roundView(locals.services, params.encuesta, params.ola, locals.language, url.origin)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
