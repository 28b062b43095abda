import { YupayError } from '#lib/kernel/errors.ts';
import { indexView } from '#lib/publishing/ranking/ranking-load.ts';
import { ServerOnly } from '../../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const model = await indexView(locals.services, params.indice, locals.language, url);
  const part = model.parts.find(({ id }) => id === params.parte);
  if (!part) throw new YupayError('no-encontrado');
  return { box: new ServerOnly({ model, part }) };
};
