import { fail, redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { FormOutcome } from '#lib/publishing/plans/services.ts';
import { said } from '../../../../../../_page/said.ts';
import { signedIn } from '../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A cell more that the address asks for: `?agregar=R9.1/comisiones&lugar=20`. */
function adding(url: URL): { cell: string; place: string } | null {
  const [cell, place] = [url.searchParams.get('agregar') ?? '', (url.searchParams.get('lugar') ?? '').trim()];
  return cell !== '' && /^\d{2}(\d{2}){0,2}$/.test(place) ? { cell: cell.slice(0, 130), place } : null;
}

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  const desk = await services.plans.submission(event.request, event.params.plan, Number(event.params.entrega), adding(event.url));
  return { language, desk, done: event.url.searchParams.has('hecho'), kept: /^\d{1,4}$/.test(event.url.searchParams.get('guardados') ?? '') ? Number(event.url.searchParams.get('guardados')) : null };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params, request }) => {
    const own = at(language, `/panel/plan/${params.plan}/entrega/${params.entrega}`);
    let outcome: FormOutcome | null;
    try {
      outcome = await services.plans.changeSubmission(request, params.plan, Number(params.entrega));
    } catch (error) {
      return said(error, language);
    }
    // What was refused is shown with what was typed, which an address could not carry.
    if (outcome !== null && outcome.refused.length > 0) return fail(422, { outcome });
    redirect(303, `${own}?${outcome === null ? 'hecho' : `guardados=${outcome.kept}`}`);
  },
};
