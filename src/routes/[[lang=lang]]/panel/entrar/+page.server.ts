import { redirect } from '@sveltejs/kit';
import { afterSigningIn, keepSession } from '../../../_page/signed-in.ts';
import { said } from '../../../_page/said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { language: locals.language, provider: locals.services.people.provider, ended: url.searchParams.has('salio') };
};

export const actions: Actions = {
  default: async (event) => {
    const { cookies, getClientAddress, locals, request, url } = event;
    try {
      keepSession(cookies, url, await locals.services.people.signIn(request, getClientAddress()));
    } catch (error) {
      return said(error, locals.language);
    }
    redirect(303, afterSigningIn(event));
  },
};
