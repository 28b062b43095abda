import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Forms of surveys, version by version. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  const [versions, instruments] = [await services.forms.list(event.request), await services.forms.instruments(event.request)];
  return { language, instruments, forms: [...Map.groupBy(versions, ({ form }) => form)].map(([id, all]) => ({ id, title: all[0]!.title, versions: all })) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    try {
      return { message: null, code: null, brought: await services.forms.change(request) };
    } catch (error) {
      return said(error, language);
    }
  },
};
