import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What whoever signed in must fill, review or publish, and the form that begins a copy. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, today: services.now().toISOString().slice(0, 10), tasks: await services.instruments.tasks(event.request) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, request }) => {
    let number: number;
    try {
      number = await services.instruments.begin(request);
    } catch (error) {
      return said(error, language);
    }
    redirect(303, at(language, `/panel/ficha/${number}`));
  },
};
