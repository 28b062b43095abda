import type { PublishedQuery } from '#lib/provenance/query.ts';

/**
 * What the question builder asks: a few families of rows, each in two shapes. By year, the entities of one place added up;
 * by entity, one year of every entity of a place, from the largest amount down. A sum always says of how many entities it
 * is, and how many districts the place has today, for a table may hold only some of them.
 */

/** Money columns that a budget source has. */
export const BUDGET_MEASURES = ['pia', 'pim', 'certificado', 'comprometido_anual', 'devengado', 'girado'] as const;
export type BudgetMeasure = (typeof BUDGET_MEASURES)[number];

/** Levels of government as the treasury writes them: municipalities, regional and national. */
export const LEVELS = ['M', 'R', 'E'] as const;

/** Items of which money is transferred; 08 and 09 are own revenue and stand in the same file (DATA §2.4). */
export const ITEMS = ['todos', 'canon-minero', '00', '04', '07', '13', '18', '19'] as const;

const chosen = (measures: readonly string[]): string => `case $medida::varchar ${measures.map((name) => `when '${name}' then ${name}`).join(' ')} end`;

interface Family {
  readonly id: string;
  readonly es: string;
  readonly en: string;
  /** The dataset that answers; the registry of districts stands behind it. */
  readonly dataset: string;
  /** Parameters beyond the place and the year. */
  readonly asks: readonly string[];
  /** One row for each entity and year: anio, ubigeo, sec_ejec, nombre, valor, parcial, corte, filas. `$lugar` is the place's code or a beginning of it. */
  readonly rows: string;
}

const BUDGET: Family = {
  id: 'presupuesto',
  es: 'Una medida del presupuesto de las municipalidades, según las tablas publicadas',
  en: 'One measure of the municipalities’ budget, by the published tables',
  dataset: 'presupuesto',
  asks: ['medida'],
  rows: `
  select anio, ubigeo, sec_ejec, nombre, ${chosen(BUDGET_MEASURES)} as valor, coalesce(parcial, false) as parcial, fecha_corte as corte, 1::bigint as filas
  from {{presupuesto}} where nivel = 'municipalidad' and starts_with(ubigeo, $lugar)
  qualify row_number() over (partition by anio, ubigeo order by rango desc) = 1`,
};

/** `cut` says, of all months of a year, that they end before December. */
const spending = (dataset: string, es: string, en: string, cut: string): Family => ({
  id: dataset.replace('-resumen', ''),
  es, en, dataset,
  asks: ['medida', 'nivel'],
  rows: `
  select g.anio, g.ubigeo, g.sec_ejec, min(g.ejecutora_nombre) as nombre, sum(${chosen(BUDGET_MEASURES)})::decimal(18, 2) as valor,
    -- Whether the year is cut is told by the whole file: one entity may accrue nothing in December.
    any_value(m.parcial) as parcial, null::varchar as corte, sum(g.filas)::bigint as filas
  from {{${dataset}}} g join (select anio, ${cut} as parcial from {{${dataset}}} group by anio) m on m.anio = g.anio
  where g.nivel_gobierno = $nivel and starts_with(g.ubigeo, $lugar)
  group by g.anio, g.ubigeo, g.sec_ejec`,
});

const MONTHS_AS_ROWS = spending('gasto-resumen', 'Una medida del presupuesto y el gasto, según el archivo Gasto', 'One measure of budget and spending, by the Gasto file', '(coalesce(bit_or(meses), 0) & 4096) = 0');
/** Some years came with their months blank and their total whole: then nothing says that the year is cut. */
const MONTHS_AS_COLUMNS = spending('gasto-devengado-resumen', 'Una medida del presupuesto y el gasto, según el archivo Gasto-Devengado', 'One measure of budget and spending, by the Gasto-Devengado file', 'coalesce(bit_or(meses), 0) <> 0 and (bit_or(meses) & 4096) = 0');

const TRANSFERS: Family = {
  id: 'transferencias',
  es: 'Transferencias acreditadas a las municipalidades, sin intereses ni recursos propios',
  en: 'Transfers credited to municipalities, without interest or own revenue',
  dataset: 'transferencias-resumen',
  asks: ['rubro'],
  rows: `
  select anio, ubigeo, sec_ejec, null::varchar as nombre, sum(acreditado)::decimal(18, 2) as valor, false as parcial, null::varchar as corte, sum(filas)::bigint as filas
  from {{transferencias-resumen}}
  where tipo_entidad = 'M' and grupo_transferencia = '1' and rubro not in ('08', '09') and starts_with(ubigeo, $lugar)
    and case $rubro::varchar when 'todos' then true when 'canon-minero' then rubro = '18' and recurso_nombre like '%CANON MINERO%' else rubro = $rubro end
  group by anio, ubigeo, sec_ejec`,
};

const CANON: Family = {
  id: 'canon',
  es: 'Canon minero según la tabla de distritos productores',
  en: 'Mining canon by the table of producing districts',
  dataset: 'canon-minero',
  asks: [],
  rows: `
  select anio, ubigeo, null::varchar as sec_ejec, null::varchar as nombre, canon as valor, false as parcial, null::varchar as corte, 1::bigint as filas
  from {{canon-minero}} where starts_with(ubigeo, $lugar)
  qualify row_number() over (partition by anio, ubigeo order by rango desc) = 1`,
};

const districts = (parameter: string) => `(select count(distinct ubigeo) from {{distritos}} where starts_with(ubigeo, $${parameter}))`;

/** The canon table has 110 districts only, so its rows are never added up: by year it is asked of one district. */
function byYear(family: Family): PublishedQuery {
  const place = family === CANON ? 'ubigeo' : 'lugar';
  return {
    id: `pregunta-${family.id}-por-anio`,
    version: 1,
    es: `${family.es}, por año`,
    en: `${family.en}, by year`,
    datasets: [family.dataset, 'distritos'],
    parameters: [place, ...family.asks],
    sql: `
with filas as (${family.rows.replaceAll('$lugar', `$${place}`)}
)
select anio, sum(valor)::decimal(18, 2) as valor, count(valor) as con_dato, count(*) as entidades, bool_or(parcial) as parcial, max(corte) as corte,
  sum(filas)::bigint as filas, ${districts(place)} as distritos
from filas group by anio order by anio`,
    columns: ['anio', 'valor', 'con_dato', 'entidades', 'parcial', 'corte', 'filas', 'distritos'],
    unit: 'PEN',
    priceBase: 'soles corrientes de cada año',
    coverage: (rows) => (rows.length === 0 ? 'ningún año' : `${rows.filter((row) => row[1] !== null).length} de ${rows.length} años con dato, ${rows[0]![0]}–${rows.at(-1)![0]}`),
  };
}

/** `orden` is the row's place in the list, from the largest amount down, and no rank: ties follow their codes. `de` is how many rows there are. */
function byEntity(family: Family): PublishedQuery {
  return {
    id: `pregunta-${family.id}-por-lugar`,
    version: 1,
    es: `${family.es}, en un año, de mayor a menor`,
    en: `${family.en}, in one year, from the largest down`,
    datasets: [family.dataset, 'distritos'],
    parameters: ['prefijo', 'anio', ...family.asks],
    sql: `
with filas as (${family.rows.replaceAll('$lugar', '$prefijo')}
)
select row_number() over (order by valor desc nulls last, ubigeo, sec_ejec) as orden, anio, ubigeo, sec_ejec, nombre, valor, parcial, corte, filas,
  count(*) over () as de, count(valor) over () as con_dato, ${districts('prefijo')} as distritos
from filas where anio = try_cast($anio::varchar as integer) order by orden`,
    columns: ['orden', 'anio', 'ubigeo', 'sec_ejec', 'nombre', 'valor', 'parcial', 'corte', 'filas', 'de', 'con_dato', 'distritos'],
    unit: 'PEN',
    priceBase: 'soles corrientes de cada año',
    coverage: (rows) => `${rows.filter((row) => row[5] !== null).length} de ${rows.length} filas con dato`,
  };
}

const FAMILIES = [CANON, BUDGET, MONTHS_AS_ROWS, MONTHS_AS_COLUMNS, TRANSFERS] as const;

/** Ten questions: five sources, by year and by entity. */
export const QUESTION_QUERIES: readonly PublishedQuery[] = FAMILIES.flatMap((family) => [byYear(family), byEntity(family)]);
