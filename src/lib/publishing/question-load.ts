/** Joins the rooms for the question builder: finds the place, plans, asks, and hands the answer to the pure functions. */
import type { Language } from '#lib/kernel/errors.ts';
import { text } from './answer.ts';
import { withinYears } from './question-answer.ts';
import { placeOrNull } from './place-or-null.ts';
import { planOf, questionOf, type Plan, type Question, type RefusalCode } from './question-ask.ts';
import { questionAnswered, questionRefused, questionStart, type QuestionModel } from './question-page.ts';
import type { PlaceView, SearchHit, Services } from './services.ts';

/** One place, the country (null), or the places that the name may mean. */
type Found = { readonly place: PlaceView | null } | { readonly hits: readonly SearchHit[] };

/** Most places offered for one name. */
const OFFERED = 12;

/** A code is a place or none; a name is a place only when no other answers to it: homonyms are asked about, never picked. */
async function findPlace(services: Services, donde: string): Promise<Found> {
  if (donde === '') return { place: null };
  if (/^\d+$/.test(donde)) {
    const place = await placeOrNull(services, donde);
    return place === null ? { hits: [] } : { place };
  }
  const { hits } = await services.search(donde);
  return hits.length === 1 ? { place: await services.place(hits[0]!.ubigeo) } : { hits: hits.slice(0, OFFERED) };
}

/** Names of the districts of the place by code; with their department when the whole country is asked. */
async function namesOf(services: Services, place: PlaceView | null): Promise<Map<string, string>> {
  if (place !== null) return new Map([...place.districts, place].map(({ ubigeo, name }) => [ubigeo, name]));
  const [points, departments] = await Promise.all([services.points(''), services.departments()]);
  const department = new Map(departments.map(({ ubigeo, name }) => [ubigeo, name]));
  return new Map(points.map(({ ubigeo, name }) => [ubigeo, `${name} (${department.get(ubigeo.slice(0, 2)) ?? ''})`]));
}

/** The newest year of the canon table, to offer where a sum is refused. */
async function yearsInstead(services: Services, code: RefusalCode): Promise<number[]> {
  if (code !== 'noSum') return [];
  const summary = await services.answer('resumen', {});
  const year = summary.body.rows.length === 0 ? null : text(summary, 0, 'anio_canon');
  return year === null ? [] : [Number(year)];
}

async function answered(services: Services, question: Question, place: PlaceView | null, plan: Plan, language: Language, origin: string): Promise<QuestionModel> {
  const answer = await services.answer(plan.query, plan.parameters);
  const { rows, leftOut } = withinYears(answer, plan);
  const refuse = (code: RefusalCode, years: readonly number[] = []) => questionRefused({ question, place, code, hits: [], years }, language, origin);
  if (rows.length > 0) return questionAnswered({ question, place, plan, answer, rows, leftOut, names: await namesOf(services, place) }, language, origin);
  if (leftOut.length > 0) return refuse('onlyPartial', leftOut);
  return refuse(answer.body.inputs.some(({ dataset }) => dataset === plan.dataset) ? 'noData' : 'notLoaded');
}

/** `/consulta` of an address. Throws `solicitud-mala` for a choice that no list of the form has. */
export async function questionView(services: Services, query: URLSearchParams, language: Language, origin: string): Promise<QuestionModel> {
  const question = questionOf(query);
  if (question === null) return questionStart(language, origin);
  const found = await findPlace(services, question.donde);
  if ('hits' in found) return questionRefused({ question, place: null, code: found.hits.length === 0 ? 'placeNone' : 'placeMany', hits: found.hits, years: [] }, language, origin);
  const { place } = found;
  const plan = planOf(question, place);
  if ('refused' in plan) return questionRefused({ question, place, code: plan.refused, hits: [], years: await yearsInstead(services, plan.refused) }, language, origin);
  return answered(services, question, place, plan, language, origin);
}
