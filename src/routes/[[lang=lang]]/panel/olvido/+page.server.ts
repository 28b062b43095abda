import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../_page/said.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { language: locals.language, mails: locals.services.people.mails, sent: url.searchParams.has('enviado') };
};

export const actions: Actions = {
  default: async ({ getClientAddress, locals, request }) => {
    try {
      await locals.services.people.forgotten(request, getClientAddress(), locals.language);
    } catch (error) {
      return said(error, locals.language);
    }
    redirect(303, `${at(locals.language, '/panel/olvido')}?enviado`);
  },
};
