import { fail, redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { EditorOutcome } from '#lib/publishing/plans/editor-services.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A row that the address asks for: `?hoja=Árbol&clave=R10`, or a new one: `?hoja=Árbol&dentro=O1`. */
function asked({ searchParams }: URL): { sheet: string; key: string | null; within: string } | null {
  const sheet = searchParams.get('hoja');
  return sheet === null ? null : { sheet, key: searchParams.get('clave'), within: (searchParams.get('dentro') ?? '').slice(0, 140) };
}

/** The tree of a plan and its indicators, to be changed by forms. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), here: event.url.search, desk: await services.planWork.editor(event.request, event.params.plan, asked(event.url)) };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan }, request }) => {
    const own = at(language, `/panel/plan/${plan}`);
    let outcome: EditorOutcome | string;
    try {
      outcome = await services.planWork.edit(request, plan);
    } catch (error) {
      return said(error, language);
    }
    if (typeof outcome === 'string') redirect(303, `${own}/importar?revision=${encodeURIComponent(outcome)}`);
    if (!outcome.kept) return fail(outcome.now === null ? 422 : 409, { outcome });
    redirect(303, `${own}/editor?hecho`);
  },
};
