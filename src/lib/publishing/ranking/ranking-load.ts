import { INDICES } from '#lib/indicators/indices/index.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { peruDay } from '../plans/today.ts';
import type { Services } from '../services.ts';
import type { PageModel } from '../view.ts';
import { indexPage } from './index-page.ts';
import { indexPlace } from './index-ref.ts';
import { rankingListPage } from './list-page.ts';
import { methodPage } from './method-page.ts';
import { profilePage } from './profile-page.ts';
import type { Names } from './released-parts.ts';

/** More municipalities than this are no table for a phone: then one chooses a department. */
const LONGEST_TABLE = 60;

const namesOf = async (services: Services): Promise<Names> => new Map((await services.points('')).map(({ ubigeo, name }) => [ubigeo, name]));

/** Row of a year; the newest where none is asked for. Throws `no-encontrado` for a year of which nothing is known. */
function rowOfYear(years: Answer, asked: string | null): number | null {
  const rows = rowsOf(years);
  if (asked === null) return rows.at(-1) ?? null;
  const row = rows.find((one) => text(years, one, 'anio') === asked);
  if (row === undefined) throw new YupayError('no-encontrado');
  return row;
}

const hasIndex = (years: Answer, row: number | null): row is number => row !== null && text(years, row, 'con_indice') !== '0';

export async function rankingListView(services: Services, language: Language, origin: string): Promise<PageModel> {
  const [years, released, calendar] = await Promise.all([
    Promise.all(INDICES.map(async ({ id }) => [id, await services.answer('indice-anios', { indice: id })] as const)),
    Promise.all(INDICES.map(async ({ id }) => [id, (await services.rankings.released(id))[0]?.year] as const)),
    services.rankings.calendar(),
  ]);
  return rankingListPage({ years: new Map(years), released: new Map(released.flatMap(([id, year]) => (year === undefined ? [] : [[id, year] as const]))), calendar, language, origin });
}

/** An index in the year and department that the address asks for. Throws `indice-no-existe`, `lugar-no-existe`, `no-encontrado`. */
export async function indexView(services: Services, id: string, language: Language, url: URL): Promise<PageModel> {
  const place = indexPlace(id, language, url.origin);
  const [year, prefix] = [url.searchParams.get('anio'), url.searchParams.get('departamento') ?? ''];
  const departments = await services.departments();
  if (prefix !== '' && !departments.some(({ ubigeo }) => ubigeo === prefix)) throw new YupayError('no-encontrado');
  const years = await services.answer('indice-anios', { indice: id });
  const row = rowOfYear(years, year);
  const many = row !== null && Number(text(years, row, 'municipalidades')) > LONGEST_TABLE && prefix === '';
  const anio = row === null ? '' : text(years, row, 'anio')!;
  const [steps, robust, released, names] = await Promise.all([
    row === null || many ? null : services.answer('indice-pasos', { indice: id, anio, prefijo: prefix }),
    hasIndex(years, row) ? services.answer('indice-robustez', { indice: id, anio }) : null,
    services.rankings.released(id), namesOf(services),
  ]);
  const asked = [...(year === null ? [] : [`anio=${year}`]), ...(prefix === '' ? [] : [`departamento=${prefix}`])].join('&');
  return indexPage({ years, row, steps, prefix, robust, released, departments, names, thisYear: peruDay(services.now()).slice(0, 4) }, place, asked === '' ? '' : `?${asked}`);
}

/** How an index is made. Throws `indice-no-existe`. */
export async function methodView(services: Services, id: string, language: Language, origin: string): Promise<PageModel> {
  const place = indexPlace(id, language, origin);
  const [method, years] = await Promise.all([services.answer('indice-metodo', { indice: id }), services.answer('indice-anios', { indice: id })]);
  const newest = rowsOf(years).filter((row) => hasIndex(years, row)).at(-1);
  return methodPage(method, newest === undefined ? null : await services.answer('indice-robustez', { indice: id, anio: text(years, newest, 'anio')! }), place);
}

/** One municipality in an index. Throws `indice-no-existe`, `lugar-no-existe`, and `no-encontrado` for what is no district with a municipality. */
export async function profileView(services: Services, id: string, ubigeo: string, language: Language, origin: string): Promise<PageModel> {
  const place = indexPlace(id, language, origin);
  const { level, name, secEjec } = await services.place(ubigeo);
  if (level !== 'distrito' || secEjec === null) throw new YupayError('no-encontrado');
  const [steps, better, similar, released, names] = await Promise.all([
    services.answer('indice-de-lugar', { indice: id, ubigeo }), services.answer('indice-mejora', { indice: id, ubigeo }), services.answer('parecidos', { ubigeo }), services.rankings.released(id), namesOf(services),
  ]);
  const near = rowsOf(similar).slice(1).map((row) => text(similar, row, 'ubigeo')!);
  const peers = await Promise.all(near.map(async (one) => ({ ubigeo: one, answer: await services.answer('indice-de-lugar', { indice: id, ubigeo: one }) })));
  return profilePage({ ubigeo, name, steps, better, peers, released, names }, place);
}

/** Refuses a question about what an index has not: nobody may fill the store with receipts about nothing. Throws `indice-no-existe` or `no-encontrado`. */
export async function requireIndex(services: Services, { indice = '', anio }: Readonly<Record<string, string>>): Promise<void> {
  indexPlace(indice, 'es', '');
  if (anio !== undefined) rowOfYear(await services.answer('indice-anios', { indice }), anio);
}
