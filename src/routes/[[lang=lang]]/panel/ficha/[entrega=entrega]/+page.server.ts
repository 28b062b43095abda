import { fail, redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { ItemOutcome } from '#lib/publishing/instruments/services.ts';
import { said } from '../../../../_page/said.ts';
import { signedIn } from '../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One copy, one item a row: each is saved by itself, so that nothing is lost. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  await signedIn(event);
  const { language, services } = event.locals;
  const asked = event.url.searchParams;
  const rows = /^\d{1,3}$/.test(asked.get('filas') ?? '') ? Number(asked.get('filas')) : 1;
  return { language, desk: await services.instruments.copy(event.request, Number(event.params.entrega), rows), kept: asked.get('guardado'), done: asked.has('hecho'), today: services.now().toISOString().slice(0, 10) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params, request, url }) => {
    let outcome: { readonly kept: string | null } | ItemOutcome;
    try {
      outcome = await services.instruments.change(request, Number(params.entrega));
    } catch (error) {
      return said(error, language);
    }
    // What was refused is shown with what was typed, which an address could not carry.
    if ('fields' in outcome) return fail(422, { outcome });
    const rows = url.searchParams.get('filas');
    const own = `${at(language, `/panel/ficha/${params.entrega}`)}?${rows === null ? '' : `filas=${encodeURIComponent(rows)}&`}`;
    redirect(303, outcome.kept === null ? `${own}hecho` : `${own}guardado=${encodeURIComponent(outcome.kept)}#${encodeURIComponent(outcome.kept)}`);
  },
};
