import { changeForm } from '../../../../../_page/editing.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A form of surveys, question by question. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.forms.editor.desk(event.request, event.params.formulario) };
};

export const actions: Actions = { default: (event) => changeForm(event, (row) => (row === null ? '?hecho' : `?hecho#f${row}`)) };
