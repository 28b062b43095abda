import { signedIn } from '../../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What a team downloads of a form: answers, codebook, paper. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  const { formulario } = event.params;
  return { language, desk: await services.surveyFiles.desk(event.request, formulario), tested: await services.forms.editor.varieties(event.request, formulario) };
};
