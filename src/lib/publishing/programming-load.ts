import type { Language } from '#lib/kernel/errors.ts';
import { programmingListPage } from './programming-list.ts';
import { programmingPage } from './programming-page.ts';
import type { Services } from './services.ts';
import type { PageModel } from './view.ts';

/** The page of a municipality's programme, or the list of a department or province. Throws `lugar-no-existe`. */
export async function programmingView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(code);
  const now = services.now();
  if (place.level !== 'distrito') return programmingListPage({ place, answer: await services.answer('programacion-de-lugares', { prefijo: code }), now, language, origin });
  const [periods, functions] = await Promise.all([services.answer('programacion-de-lugar', { ubigeo: code }), services.answer('programacion-por-funcion', { ubigeo: code })]);
  return programmingPage({ place, periods, functions, now, language, origin });
}
