import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { Services } from '../services.ts';
import type { PageModel } from '../view.ts';
import { cardPage } from './card-page.ts';
import { cyclePage } from './cycle-page.ts';
import { surveyListPage } from './list-page.ts';
import { roundPage } from './round-page.ts';
import { roundRow, surveyPlace } from './survey-ref.ts';

export async function surveyListView(services: Services, language: Language, origin: string): Promise<PageModel> {
  return surveyListPage(await services.answer('encuestas', {}), language, origin);
}

/** Throws `encuesta-no-existe`. */
export async function surveyView(services: Services, id: string, language: Language, origin: string): Promise<PageModel> {
  const place = await surveyPlace(services, id, language, origin);
  const [series, changes] = await Promise.all((['encuesta-series', 'encuesta-cambios'] as const).map((query) => services.answer(query, { encuesta: id })));
  return cyclePage(place, { series: series!, changes: changes! });
}

/** Throws `encuesta-no-existe`, `ola-no-existe`. */
export async function roundView(services: Services, id: string, round: string, language: Language, origin: string): Promise<PageModel> {
  const place = await surveyPlace(services, id, language, origin);
  roundRow(place, round);
  const [estimates, tests, wording, returns] = await Promise.all((['encuesta-estimaciones', 'encuesta-pruebas', 'encuesta-preguntas', 'encuesta-devoluciones'] as const).map((query) => services.answer(query, { encuesta: id, ola: round })));
  return roundPage(place, round, { estimates: estimates!, tests: tests!, wording: wording!, returns: returns! });
}

/** Refuses parameters of a question that name no published survey, or a round that it lacks. Throws `encuesta-no-existe`, `ola-no-existe`. */
export async function requireSurvey(services: Services, { encuesta = '', ola }: Readonly<Record<string, string>>): Promise<void> {
  const place = await surveyPlace(services, encuesta, 'es', '');
  if (ola !== undefined) roundRow(place, ola);
}

/** What surveys say of a district; null where none was there: only the list is asked then. */
export async function cardAnswer(services: Services, ubigeo: string): Promise<Answer | null> {
  const list = await services.answer('encuestas', {});
  const there = rowsOf(list).some((row) => text(list, row, 'lugares')!.split(' ').includes(ubigeo));
  return there ? services.answer('libreta', { ubigeo }) : null;
}

/** The report card of a district. Throws `lugar-no-existe`, and `no-encontrado` for a province or a department. */
export async function cardView(services: Services, ubigeo: string, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(ubigeo);
  if (place.level !== 'distrito') throw new YupayError('no-encontrado');
  return cardPage(place, await cardAnswer(services, ubigeo), language, origin);
}
