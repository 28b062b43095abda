import { parseScaled } from '#lib/kernel/decimal.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { asRow, judged, JUDGED, named, type Named } from './judged.ts';

const BASE = [
  'anio', 'corte', 'registro', 'cui', 'nombre', 'funcion', 'entidad', 'ubigeo', 'distrito', 'inicio_ejecucion', 'fin_ejecucion', 'inicio_fisico', 'fin_fisico', 'ultima_declaracion',
  'tiene_f9', 'informe_cierre', 'tiene_f12b', 'avance_fisico', 'monto_viable', 'costo_actualizado', 'devengado_anterior', 'devengado_anio', 'devengado_acumulado', 'fuente', 'linea',
];

/**
 * The investments of some places as they stand now: of each registry the newest cut-off that names the places, and of
 * each investment one line; of two files of one month the active ones speak first, for a closed one may be taken up again.
 */
function current(where: string): string {
  return `
with recientes as (
  select *, serie as fuente from {{inversiones}} where ${where}
  qualify corte = max(corte) over (partition by registro)
), vigentes as (
  select * from recientes where cui is not null
  qualify row_number() over (partition by cui order by substr(corte, 1, 7) desc, case registro when 'activas' then 0 when 'cerradas' then 1 else 2 end, corte desc, rango desc, linea) = 1
)`;
}

const cost = (row: Named): bigint => parseScaled(row['costo_actualizado'] ?? '', 2)?.units ?? -1n;

/** Dearest first, unknown cost last; equal ones by code, so that the order never depends on the engine. */
function byCost(a: Named, b: Named): number {
  const [x, y] = [cost(a), cost(b)];
  return x === y ? ((a['cui'] ?? '') < (b['cui'] ?? '') ? -1 : 1) : x > y ? -1 : 1;
}

const AT_MOST = 5;
const PAGE = 50;

const SUMMARY = ['lista', 'total', 'activas', 'total_tardias', 'tardias_sin_dato', 'total_silenciosas', 'silenciosas_sin_dato', ...BASE, ...JUDGED];

function summaryOf(rows: readonly TextRow[]): TextRow[] {
  const all = rows.map((row) => judged(named(BASE, row))).sort(byCost);
  const active = all.filter((row) => row['registro'] === 'activas');
  const having = (column: string, value: string | null) => active.filter((row) => row[column] === value);
  const counts = {
    total: String(all.length), activas: String(active.length),
    total_tardias: String(having('tardia', 'true').length), tardias_sin_dato: String(having('tardia', null).length),
    total_silenciosas: String(having('silenciosa', 'true').length), silenciosas_sin_dato: String(having('silenciosa', null).length),
  };
  const list = (name: string, items: readonly Named[]) => items.slice(0, AT_MOST).map((row) => asRow(SUMMARY, { ...row, ...counts, lista: name }));
  // With none active, one line still carries the counts.
  const none = active.length === 0 && all.length > 0 ? list('ninguna-activa', all.slice(0, 1)) : [];
  return [...list('mayores', active), ...list('tardias', having('tardia', 'true')), ...list('silenciosas', having('silenciosa', 'true')), ...none];
}

/** Part 7 of a district's page: the dearest, the late and the silent among its active investments, five of each, with how many there are. */
export const INVERSIONES_DE_LUGAR: PublishedQuery = {
  id: 'inversiones-de-lugar',
  version: 1,
  es: 'Las inversiones activas de un distrito: las cinco mayores, tardías y silenciosas, y cuántas hay',
  en: 'The active investments of a district: the five largest, late and silent ones, and how many there are',
  datasets: ['inversiones'],
  parameters: ['ubigeo'],
  group: 'ubigeo',
  sql: `${current('ubigeo = $ubigeo')} select ${BASE.join(', ')} from vigentes order by cui`,
  columns: SUMMARY,
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: summaryOf,
  coverage: (rows) => (rows.length === 0 ? 'ninguna inversión' : `${rows[0]![SUMMARY.indexOf('total')]} inversiones, corte ${rows[0]![SUMMARY.indexOf('corte')]}`),
};

const ASKED = ['tardia_pedida', 'silenciosa_pedida', 'pagina'];
const LISTED = ['filas_pedidas', 'filas_dadas', 'paginas', 'pagina', ...BASE, ...JUDGED];

const WANTED: Readonly<Record<string, string | null>> = { 'si': 'true', 'no': 'false', 'sin-dato': null };

const passes = (row: Named, column: string, asked: string | null | undefined): boolean => asked == null || asked === '' || row[column] === WANTED[asked];

function pageOf(rows: readonly TextRow[]): TextRow[] {
  const first = rows[0];
  if (first === undefined) return [];
  const asked = named([...BASE, ...ASKED], first);
  const kept = rows
    .map((row) => judged(named(BASE, row)))
    .filter((row) => passes(row, 'tardia', asked['tardia_pedida']) && passes(row, 'silenciosa', asked['silenciosa_pedida']))
    .sort(byCost);
  const page = Number(asked['pagina']);
  const given = kept.slice((page - 1) * PAGE, page * PAGE);
  const counts = { filas_pedidas: String(kept.length), filas_dadas: String(given.length), paginas: String(Math.ceil(kept.length / PAGE)), pagina: String(page) };
  return given.map((row) => asRow(LISTED, { ...row, ...counts }));
}

/**
 * Investments under a department, province or district, filtered, fifty a page, dearest first. `estado` is a registry,
 * `tardia` and `silenciosa` are `si`, `no` or `sin-dato`; an empty text asks for all. `filas_pedidas` counts what was asked
 * for, whatever the page holds.
 */
export const INVERSIONES_LISTA: PublishedQuery = {
  id: 'inversiones-lista',
  version: 1,
  es: 'Inversiones de un lugar, con filtros y por páginas, de la más costosa a la menos',
  en: 'Investments of a place, filtered and in pages, from the dearest down',
  datasets: ['inversiones'],
  parameters: ['prefijo', 'estado', 'funcion', 'tardia', 'silenciosa', 'pagina'],
  sql: `${current('starts_with(ubigeo, $prefijo)')}
select ${BASE.join(', ')}, $tardia::varchar as tardia_pedida, $silenciosa::varchar as silenciosa_pedida, $pagina::varchar as pagina
from vigentes where ($estado = '' or registro = $estado) and ($funcion = '' or funcion = $funcion) order by cui`,
  columns: LISTED,
  unit: 'PEN',
  priceBase: 'soles corrientes de cada año',
  derive: pageOf,
  coverage: (rows) => (rows.length === 0 ? 'ninguna inversión' : `${rows.length} de ${rows[0]![0]} inversiones`),
};

/** Functions under which a place has investments, for the filter of the list. */
export const FUNCIONES_DE_INVERSIONES: PublishedQuery = {
  id: 'funciones-de-inversiones',
  version: 1,
  es: 'Funciones en que un lugar tiene inversiones, y cuántas',
  en: 'Functions in which a place has investments, and how many',
  datasets: ['inversiones'],
  parameters: ['prefijo'],
  sql: `${current('starts_with(ubigeo, $prefijo)')}
select funcion, count(*) as inversiones from vigentes where funcion is not null group by funcion order by funcion`,
  columns: ['funcion', 'inversiones'],
  unit: 'cuenta',
  priceBase: 'no aplica',
  coverage: (rows) => `${rows.length} funciones`,
};
