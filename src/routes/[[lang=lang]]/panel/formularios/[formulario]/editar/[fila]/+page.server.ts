import { changeForm } from '../../../../../../_page/editing.ts';
import { signedIn } from '../../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** One question of a form, by its row. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  const row = Number(/^\d{1,6}$/.exec(event.params.fila)?.[0] ?? 0);
  return { language, done: event.url.searchParams.has('hecho'), desk: await services.forms.editor.question(event.request, event.params.formulario, row) };
};

export const actions: Actions = { default: (event) => changeForm(event, (row) => (row === null ? '?hecho' : `/${row}?hecho`)) };
