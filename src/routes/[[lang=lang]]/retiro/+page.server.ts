import { said } from '../../_page/said.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever answered a survey takes it back with their code. */
export const load: PageServerLoad = ({ locals: { language }, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { language };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request, getClientAddress }) => {
    try {
      await services.reviews.withdraw(request, getClientAddress());
      return { message: null, code: null };
    } catch (error) {
      return said(error, language);
    }
  },
};
