import { signedIn } from '../../../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** The questionnaire to be filled by hand, printed from the browser. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { locals, params, request, url } = event;
  return { language: locals.language, sheet: await locals.services.surveyFiles.paper(request, params.formulario, url.searchParams, locals.language), query: url.search };
};
