import { YupayError } from '#lib/kernel/errors.ts';
import { planView } from '#lib/publishing/plan-pages/plan-load.ts';
import { ServerOnly } from '../../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const model = await planView(locals.services, params.plan, locals.language, url.origin);
  const part = model.parts.find(({ id }) => id === params.parte);
  if (!part) throw new YupayError('no-encontrado');
  return { box: new ServerOnly({ model, part }) };
};
