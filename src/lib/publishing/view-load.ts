/** Joins the rooms for one page: asks the services for what the page needs and hands it to the pure function that makes it. */
import type { Language } from '#lib/kernel/errors.ts';
import { rowsOf, text, type Answer } from './answer.ts';
import { withRecordings } from './audio/listen.ts';
import { departmentPage } from './department-page.ts';
import { homePage } from './home-page.ts';
import { placeOrNull } from './place-or-null.ts';
import { placePage } from './place-page.ts';
import { cardAnswer } from './surveys/survey-load.ts';
import type { Answers, PlaceView, QueryName, Services } from './services.ts';
import type { PageModel } from './view.ts';

const OF_REGION: readonly QueryName[] = ['canon-de-lugares', 'presupuesto-de-lugares'];

/** A district without a municipality of its own in the registry is asked for under no executing unit. */
const NO_UNIT = '-';

async function ofDistrict(services: Services, place: PlaceView): Promise<Answers> {
  const { ubigeo } = place;
  const unit = place.secEjec ?? NO_UNIT;
  const [canon, budget, functions, index, transfers, works, peers, prices, people] = await Promise.all([
    services.answer('canon-por-anio', { ubigeo }),
    services.answer('presupuesto-por-anio', { ubigeo, sec_ejec: unit }),
    services.answer('gasto-por-funcion', { ubigeo, sec_ejec: unit }),
    services.answer('indice-canon', { ubigeo }),
    services.answer('transferencias-por-anio', { ubigeo }),
    services.answer('inversiones-de-lugar', { ubigeo }),
    services.answer('parecidos', { ubigeo }),
    services.answer('indice-de-precios', {}),
    cardAnswer(services, ubigeo),
  ]);
  // The formula reads a whole department; without a published index there is nothing for it to explain.
  const explained = index.body.rows.length === 0 ? {} : { 'indice-explicado': await services.answer('indice-explicado', { ubigeo }) };
  const paid = index.body.rows.length === 0 || transfers.body.rows.length === 0 ? {} : { 'formula-y-transferido': await services.answer('formula-y-transferido', { ubigeo }) };
  const real = prices.body.rows.length === 0 ? {} : { 'soles-reales': await services.answer('soles-reales', { ubigeo }) };
  return { ...explained, ...paid, ...real, ...(people === null ? {} : { libreta: people }), 'canon-por-anio': canon, 'presupuesto-por-anio': budget, 'gasto-por-funcion': functions, 'indice-canon': index, 'transferencias-por-anio': transfers, 'inversiones-de-lugar': works, parecidos: peers };
}

/** As the registry writes the municipalities that an answer compares; one that it does not know keeps the budget's name. */
async function namesOf(services: Services, peers: Answer | undefined): Promise<Map<string, string>> {
  const codes = rowsOf(peers).flatMap((row) => text(peers!, row, 'ubigeo') ?? []);
  const found = await Promise.all(codes.map((code) => placeOrNull(services, code)));
  return new Map(found.flatMap((place) => (place === null ? [] : [[place.ubigeo, `${place.name} (${place.department?.name ?? ''})`]])));
}

async function ask(services: Services, names: readonly QueryName[], parameters: Readonly<Record<string, string>>): Promise<Answers> {
  const answers = await Promise.all(names.map((name) => services.answer(name, parameters)));
  return Object.fromEntries(names.map((name, index) => [name, answers[index]]));
}

/** The page of any place, with what was recorded of it. Throws `lugar-no-existe`. */
export async function placeView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const [model, recordings] = await Promise.all([writtenView(services, code, language, origin), services.audio.published(code)]);
  return withRecordings(model, recordings);
}

async function writtenView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(code);
  const now = services.now();
  if (place.level === 'distrito') {
    const [answers, communities, mandates] = await Promise.all([ofDistrict(services, place), services.communities(code), services.mandates(code)]);
    return placePage({ place, answers, names: await namesOf(services, answers.parecidos), communities, mandates, language, now, origin });
  }
  const [answers, boundaries] = await Promise.all([ask(services, [...OF_REGION, 'indices-de-lugares'], { prefijo: code }), services.boundaries(code)]);
  return departmentPage({ place, answers, boundaries, language, now, origin });
}

export async function homeView(services: Services, language: Language, origin: string): Promise<PageModel> {
  const [points, departments, answers, summary] = await Promise.all([
    services.points(''),
    services.departments(),
    ask(services, OF_REGION, { prefijo: '' }),
    services.answer('resumen', {}),
  ]);
  return homePage({ points, departments, answers: { ...answers, resumen: summary }, language, now: services.now(), origin });
}
