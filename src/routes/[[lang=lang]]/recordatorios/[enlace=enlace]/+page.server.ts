import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link changes nothing: machines that look through mail open links. Only its button does. */
export const load: PageServerLoad = async ({ locals: { language, services }, params: { enlace }, setHeaders, url }) => {
  // The address is the secret: no page that is opened from here is told it.
  setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  return { language, reminded: await services.mail.reminded(enlace), done: url.searchParams.has('listo') };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { enlace }, request }) => {
    await services.mail.stopReminders(request, enlace);
    redirect(303, `${at(language, `/recordatorios/${enlace}`)}?listo`);
  },
};
