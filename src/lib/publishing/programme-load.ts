import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { byYear, rowsOf, text, type Answer } from './answer.ts';
import { programmeListPage } from './programme-list.ts';
import { programmePage } from './programme-page.ts';
import type { PlaceView, Services } from './services.ts';
import type { PageModel } from './view.ts';

/** A place of an address: none is the whole country. */
const PLACE = /^(\d{2}(\d{2}){0,2})?$/;

const refused = (name: string, value: string): YupayError => new YupayError('solicitud-mala', { detalle: `${name}=${value.slice(0, 40)}` });

/**
 * The year asked for, which must be one of those loaded: an answer is kept for good, so strangers must not be able to make
 * them without end. Without one, the newest that `best` prefers, else the newest of all. Throws `solicitud-mala`.
 */
function yearOf(asked: string | null, years: readonly string[], best: readonly string[]): string | null {
  if (asked === null || asked === '') return best.at(-1) ?? years.at(-1) ?? null;
  if (!years.includes(asked)) throw refused('anio', asked);
  return asked;
}

/** What of the address stays in the page's own: only what was asked. */
function queryOf(parameters: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams(names.flatMap((name) => (parameters.get(name) ? [[name, parameters.get(name)!]] : [])));
  const query = kept.toString();
  return query === '' ? '' : `?${query}`;
}

async function placeOf(services: Services, asked: string): Promise<PlaceView | null> {
  if (!PLACE.test(asked)) throw refused('lugar', asked);
  return asked === '' ? null : services.place(asked);
}

function spendingOf(services: Services, place: PlaceView | null, anio: string): Promise<Answer> {
  if (place?.level !== 'distrito') return services.answer('programas', { prefijo: place?.ubigeo ?? '', anio });
  return services.answer('programas-de-municipalidad', { ubigeo: place.ubigeo, sec_ejec: place.secEjec ?? '-', anio });
}

export interface ProgrammeListView {
  readonly page: PageModel;
  /** What the form shows: the years that can be asked for, newest first, and what was asked. */
  readonly form: { readonly years: readonly string[]; readonly year: string; readonly place: string };
}

/** The page of every programme. Throws `lugar-no-existe`, or `solicitud-mala` for a year of which nothing is loaded. */
export async function programmeListView(services: Services, parameters: URLSearchParams, language: Language, origin: string): Promise<ProgrammeListView> {
  const years = await services.answer('programas-anios', {});
  const having = (...columns: string[]) => rowsOf(years).filter((row) => columns.every((column) => text(years, row, column) === 'true')).map((row) => text(years, row, 'anio')!);
  const lugar = parameters.get('lugar') ?? '';
  const place = await placeOf(services, lugar);
  // A place has spending alone; the country is best seen in a year that has both.
  const both = having('con_gasto', 'con_medicion');
  const year = yearOf(parameters.get('anio'), having(), place !== null || both.length === 0 ? having('con_gasto') : both);
  const asked = year === null ? null : {
    year, spending: await spendingOf(services, place, year), performance: place === null ? await services.answer('desempeno-por-anio', { anio: year }) : null,
  };
  return {
    page: programmeListPage({ asked, place, query: queryOf(parameters, ['anio', 'lugar']), language, origin }),
    form: { years: having().reverse(), year: year ?? '', place: lugar },
  };
}

/** The page of one programme. Throws `programa-no-existe`, or `solicitud-mala` for a year of which nothing is loaded. */
export async function programmeView(services: Services, code: string, parameters: URLSearchParams, language: Language, origin: string): Promise<PageModel> {
  const [spending, performance] = await Promise.all([services.answer('programa-por-anio', { programa: code }), services.answer('desempeno-de-programa', { programa: code })]);
  const measured = rowsOf(performance).filter((row) => text(performance, row, 'valor') !== null).map((row) => text(performance, row, 'anio')!);
  const years = [...new Set([...byYear(spending).keys(), ...byYear(performance).keys()])].sort().map(String);
  const best = years.filter((year) => measured.includes(year));
  const year = yearOf(parameters.get('anio'), years, best);
  if (year === null) throw new YupayError('programa-no-existe', { codigo: code });
  return programmePage({ code, year, spending, performance, query: queryOf(parameters, ['anio']), language, origin });
}
