import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { prioritySql } from './priorities.ts';
import { shareOf } from './share.ts';

/** Of each year's registry of active investments the newest cut-off, each investment once. */
const CURRENT = `
municipios as (
  select ubigeo, sec_ejec, municipalidad from {{distritos}} where sec_ejec is not null
  qualify row_number() over (partition by ubigeo order by rango desc, linea) = 1
), recientes as (
  select * from {{inversiones}} where registro = 'activas' qualify corte = max(corte) over (partition by anio)
), activas as (
  select *, strip_accents(upper(trim(funcion))) as funcion_clave from recientes
  qualify row_number() over (partition by anio, coalesce(cui, 'snip ' || snip) order by rango desc, linea) = 1
), cortes as (select anio, max(corte) as corte from activas group by anio)`;

const WITHIN = [1, 2, 3, 4].map((n) => `(r.pmi_anio_1 + ${n - 1} between r.desde and r.hasta)`);
const INSIDE = WITHIN.map((within, index) => `case when ${within} then i.pmi_${index + 1} end`);
const PROGRAMMED = `list_sum([${INSIDE.join(', ')}])`;
const BLANKS = INSIDE.map((_, index) => `(${WITHIN[index]} and i.pmi_${index + 1} is null)::integer`).join(' + ');

/**
 * What each municipality with a loaded document programmed in its window: investments of its own unit that the registry has in
 * the multi-year programme (REGISTRADO_PMI). A blank amount is not added, and counted; nothing accrued takes part.
 */
const PROGRAMMES = (where: string): string => `
with ${CURRENT}, recursos as (
  select r.*, m.ubigeo as lugar, m.sec_ejec as unidad
  from {{recursos-disponibles}} r join municipios m on coalesce(r.sec_ejec, m.sec_ejec) = m.sec_ejec and coalesce(r.ubigeo, m.ubigeo) = m.ubigeo
  where ${where}
  qualify row_number() over (partition by r.anio, m.ubigeo, r.desde, r.hasta order by r.fecha desc, r.rango desc, r.linea) = 1
), montos as (
  select r.lugar, r.anio, r.desde, r.hasta, ${PROGRAMMED} as monto, ${prioritySql('i.funcion_clave', 'r.desde')} as prioritaria, ${BLANKS} as en_blanco
  from recursos r join activas i on i.anio = r.anio and i.sec_ejec = r.unidad where i.en_pmi
), sumas as (
  select lugar, anio, desde, hasta, sum(monto)::decimal(18, 2) as programado, count(*) as inversiones, sum(en_blanco)::bigint as montos_en_blanco,
    case when count(monto) > 0 then coalesce(sum(monto) filter (where prioritaria), 0)::decimal(18, 2) end as prioritario
  from montos group by lugar, anio, desde, hasta
), programas as (
  select r.lugar, r.anio, r.desde, r.hasta, r.pmi_anio_1, c.corte, r.monto as disponible, s.programado, s.prioritario, s.inversiones, s.montos_en_blanco, r.documento, r.fecha, r.linea
  from recursos r left join cortes c on c.anio = r.anio
  left join sumas s on s.lugar = r.lugar and s.anio = r.anio and s.desde = r.desde and s.hasta = r.hasta
)`;

const FOUND = ['anio', 'desde', 'hasta', 'pmi_anio_1', 'corte', 'disponible', 'programado', 'prioritario', 'inversiones', 'montos_en_blanco', 'documento', 'fecha'] as const;
const JUDGED = ['cuota_pct', 'umbral_pct', 'alcanza', 'excede', 'motivo'] as const;
const said = (flag: boolean | null): string | null => (flag === null ? null : String(flag));

/** The rule's five columns for a row whose `FOUND` begin at `at`. */
function judged(row: TextRow, at: number): TextRow {
  const cell = (name: (typeof FOUND)[number]): string | null => row[at + FOUND.indexOf(name)] ?? null;
  const share = shareOf({
    available: cell('disponible'), from: cell('desde'), to: cell('hasta'), firstColumn: cell('pmi_anio_1'), cutoff: cell('corte'), programmed: cell('programado'), priority: cell('prioritario'),
  });
  return [share.percent, share.threshold, said(share.reached), said(share.exceeds), share.reason];
}

const COMMON = { version: 1, datasets: ['recursos-disponibles', 'inversiones', 'distritos'], unit: 'PEN', priceBase: 'soles programados en cada año, sin descontar la inflación' } as const;

/** Every programme of one municipality of which somebody loaded the resources. */
export const PROGRAMACION_DE_LUGAR: PublishedQuery = {
  ...COMMON,
  id: 'programacion-de-lugar',
  es: 'Cuota de la programación multianual de una municipalidad en funciones prioritarias, por periodo',
  en: 'Share of a municipality’s multi-year programming in priority functions, by period',
  parameters: ['ubigeo'],
  sql: `${PROGRAMMES('m.ubigeo = $ubigeo')}
select ${FOUND.join(', ')}, linea from programas order by anio desc, desde desc, hasta desc`,
  columns: [...FOUND, ...JUDGED, 'linea'],
  derive: (rows) => rows.map((row) => [...row.slice(0, FOUND.length), ...judged(row, 0), row[FOUND.length]!]),
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado los recursos disponibles' : `${rows.filter((row) => row[FOUND.length] !== null).length} de ${rows.length} periodos con cuota`),
};

const COUNTS = ['municipalidades', 'con_recursos', 'con_cuota', 'alcanzan'] as const;
const NAMED = ['ubigeo', 'municipalidad'] as const;

function counted(rows: readonly TextRow[]): TextRow[] {
  const all = rows.map((row) => [...row.slice(0, NAMED.length + FOUND.length), ...judged(row, NAMED.length), row[NAMED.length + FOUND.length]!]);
  const having = (name: 'disponible' | 'cuota_pct' | 'alcanza', value?: string) => {
    const at = LISTED.indexOf(name) - COUNTS.length;
    return String(all.filter((row) => (value === undefined ? row[at] !== null : row[at] === value)).length);
  };
  const counts = [String(all.length), having('disponible'), having('cuota_pct'), having('alcanza', 'true')];
  return all.map((row) => [...counts, ...row]);
}

const LISTED: readonly string[] = [...COUNTS, ...NAMED, ...FOUND, ...JUDGED, 'linea'];

/** The newest programme of every municipality under a department or province, those without resources loaded too. */
export const PROGRAMACION_DE_LUGARES: PublishedQuery = {
  ...COMMON,
  id: 'programacion-de-lugares',
  es: 'Qué municipalidades programan en funciones prioritarias la cuota pedida, y de cuántas se sabe',
  en: 'Which municipalities programme the asked share in priority functions, and of how many it is known',
  parameters: ['prefijo'],
  sql: `${PROGRAMMES('starts_with(m.ubigeo, $prefijo)')}, ultimas as (
  select * from programas qualify row_number() over (partition by lugar order by anio desc, desde desc, hasta desc) = 1
)
select m.ubigeo, m.municipalidad, ${FOUND.map((name) => `u.${name}`).join(', ')}, u.linea
from municipios m left join ultimas u on u.lugar = m.ubigeo where starts_with(m.ubigeo, $prefijo) order by m.ubigeo`,
  columns: LISTED,
  derive: counted,
  coverage: (rows) => (rows.length === 0 ? 'ninguna municipalidad' : `${rows[0]![2]} de ${rows[0]![0]} municipalidades con cuota`),
};

/** What the registry has programmed for one municipality by function, column by column: the file does not say their years. */
export const PROGRAMACION_POR_FUNCION: PublishedQuery = {
  ...COMMON,
  id: 'programacion-por-funcion',
  es: 'Lo programado por una municipalidad en el archivo de inversiones más nuevo, por función y columna del PMI',
  en: 'What a municipality programmed in the newest investments file, by function and PMI column',
  datasets: ['inversiones', 'distritos'],
  parameters: ['ubigeo'],
  sql: `
with ${CURRENT}, funciones as (
  select i.anio, max(i.corte) as corte, i.funcion_clave as funcion, ${prioritySql('i.funcion_clave', 'i.anio')} as prioritaria, count(*) as inversiones,
    ${[1, 2, 3, 4].map((n) => `sum(i.pmi_${n})::decimal(18, 2) as pmi_${n}`).join(', ')}
  from activas i join municipios m on m.sec_ejec = i.sec_ejec
  where m.ubigeo = $ubigeo and i.en_pmi and i.anio = (select max(anio) from cortes)
  group by i.anio, i.funcion_clave
)
select * from funciones order by prioritaria desc nulls last, list_sum([pmi_1, pmi_2, pmi_3, pmi_4]) desc nulls last, funcion`,
  columns: ['anio', 'corte', 'funcion', 'prioritaria', 'inversiones', 'pmi_1', 'pmi_2', 'pmi_3', 'pmi_4'],
  coverage: (rows) => (rows.length === 0 ? 'nada programado en los archivos cargados' : `${rows.length} funciones, corte ${rows[0]![1]}`),
};

export const PROGRAMMING_QUERIES: readonly PublishedQuery[] = [PROGRAMACION_DE_LUGAR, PROGRAMACION_DE_LUGARES, PROGRAMACION_POR_FUNCION];
