/** Joins the rooms for the pages of investments: asks the services and hands the answers to the pure functions. */
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { placeOrNull } from './place-or-null.ts';
import { rowsOf, text, type Answer } from './answer.ts';
import { investmentList, type InvestmentFilters, type InvestmentListModel } from './investment-list.ts';
import { investmentPage } from './investment-page.ts';
import type { Services } from './services.ts';
import type { PageModel } from './view.ts';

function districtsOf(registry: Answer): string[] {
  const rows = rowsOf(registry);
  const cut = (row: number) => `${text(registry, row, 'corte')} ${text(registry, row, 'registro')}`;
  return [...new Set(rows.filter((row) => cut(row) === cut(rows[0]!)).flatMap((row) => text(registry, row, 'ubigeo') ?? []))];
}

/** The page of one investment by its code. Throws `inversion-no-existe` when no loaded source has it. */
export async function investmentView(services: Services, cui: string, language: Language, origin: string): Promise<PageModel> {
  const [registry, works, follow, procurement] = await Promise.all((['inversion-por-cui', 'obras-por-cui', 'seguimiento-por-cui', 'contrataciones-por-cui'] as const).map((query) => services.answer(query, { cui })));
  if ([registry, works, follow].every((answer) => answer!.body.rows.length === 0)) throw new YupayError('inversion-no-existe', { codigo: cui });
  const places = (await Promise.all(districtsOf(registry!).map((code) => placeOrNull(services, code)))).filter((place) => place !== null);
  const departments = new Set(places.map(({ ubigeo }) => ubigeo.slice(0, 2)));
  const department = departments.size === 1 ? await placeOrNull(services, [...departments][0]!) : null;
  return investmentPage({ cui, registry: registry!, works: works!, follow: follow!, procurement: procurement!, department, places, language, origin });
}

export const CHOICES: Readonly<Record<'estado' | 'tardia' | 'silenciosa', readonly string[]>> = {
  estado: ['', 'activas', 'cerradas', 'desactivadas'], tardia: ['', 'si', 'no', 'sin-dato'], silenciosa: ['', 'si', 'no', 'sin-dato'],
};

/** The filters of an address. Throws `solicitud-mala` for a value that none of them takes, and for a page that is no number. */
function filtersOf(query: URLSearchParams): InvestmentFilters {
  const chosen = (name: keyof typeof CHOICES): string => {
    const value = query.get(name) ?? '';
    if (!CHOICES[name].includes(value)) throw new YupayError('solicitud-mala', { detalle: `${name}=${value.slice(0, 40)}` });
    return value;
  };
  const page = query.get('pagina') ?? '1';
  if (!/^[1-9]\d{0,4}$/.test(page)) throw new YupayError('solicitud-mala', { detalle: `pagina=${page.slice(0, 40)}` });
  return { estado: chosen('estado'), funcion: query.get('funcion') ?? '', tardia: chosen('tardia'), silenciosa: chosen('silenciosa'), pagina: Number(page) };
}

/**
 * The list of a place's investments. A function that the place has none of, and a page past the last, are refused before
 * they are asked: an answer is kept for good, so strangers must not be able to make them without end.
 */
export async function investmentListView(services: Services, code: string, query: URLSearchParams, language: Language, origin: string): Promise<InvestmentListModel> {
  const filters = filtersOf(query);
  const place = await services.place(code);
  const functions = await services.answer('funciones-de-inversiones', { prefijo: code });
  const known = rowsOf(functions).map((row) => text(functions, row, 'funcion')!);
  if (filters.funcion !== '' && !known.includes(filters.funcion)) throw new YupayError('solicitud-mala', { detalle: `funcion=${filters.funcion.slice(0, 60)}` });
  const { pagina, ...asked } = filters;
  const page = (number: number) => services.answer('inversiones-lista', { prefijo: code, ...asked, pagina: String(number) });
  const first = await page(1);
  const pages = Math.max(1, Number(rowsOf(first).length === 0 ? 1 : text(first, 0, 'paginas')));
  if (pagina > pages) throw new YupayError('solicitud-mala', { detalle: `pagina=${pagina}` });
  return investmentList({ place, filters, functions, answer: pagina === 1 ? first : await page(pagina), pages, language, origin });
}
