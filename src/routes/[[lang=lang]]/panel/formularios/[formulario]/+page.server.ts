import { signedIn } from '../../../../_page/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What a team downloads of a form: answers, codebook, paper. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, desk: await services.surveyFiles.desk(event.request, event.params.formulario) };
};
