import type { DuckDBConnection } from '@duckdb/node-api';
import { MONTHS } from '../columns.ts';
import { DEVENGADO } from '../datasets.ts';
import { executors, FUNDINGS, FUNCTIONS, GENERICS, LEVEL_NAMES, workName, type Executor, type Municipality } from './catalog.ts';
import { Random } from '#lib/kernel/random.ts';

export interface DevengadoRequest {
  readonly year: number;
  readonly rows: number;
  readonly seed: number;
  /** Parquet file to write. */
  readonly path: string;
  readonly connection: DuckDBConnection;
  readonly municipalities: readonly Municipality[];
}

type Row = Readonly<Record<string, string | null>>;

const literal = (text: string | null): string => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`);
const blank = (text: string): string | null => (text.trim() === '' ? null : text);

function executorRow(unit: Executor): Row {
  return {
    nivel_gobierno: unit.nivel, nivel_gobierno_nombre: LEVEL_NAMES[unit.nivel],
    sector: blank(unit.sector), sector_nombre: blank(unit.sectorNombre), pliego: blank(unit.pliego), pliego_nombre: blank(unit.pliegoNombre),
    sec_ejec: unit.secEjec, ejecutora: unit.ejecutora, ejecutora_nombre: unit.nombre,
    ubigeo: unit.departamento[0] + unit.provincia[0] + unit.distrito[0],
    departamento_ejecutora_nombre: unit.departamento[1], provincia_ejecutora_nombre: unit.provincia[1], distrito_ejecutora_nombre: unit.distrito[1],
    departamento_meta: unit.departamento[0], departamento_meta_nombre: unit.departamento[1],
  };
}

function chainRow(random: Random): Row {
  const [code, name] = random.pick(FUNCTIONS);
  const project = random.oneIn(3);
  const programme = String(1 + random.below(150)).padStart(4, '0');
  const division = String(random.below(60)).padStart(3, '0');
  const group = String(random.below(150)).padStart(4, '0');
  return {
    programa_ppto: programme, programa_ppto_nombre: `PROGRAMA PRESUPUESTAL DE EJEMPLO ${programme}`,
    tipo_act_proy: project ? '2' : '3', tipo_act_proy_nombre: null,
    producto_proyecto: String((project ? 2_000_000 : 3_000_000) + random.below(600_000)), producto_proyecto_nombre: workName(random, 120),
    actividad_accion_obra: String(4_000_000 + random.below(900_000)), actividad_accion_obra_nombre: workName(random, 90),
    funcion: code, funcion_nombre: name, division_funcional: division, division_funcional_nombre: `${name} - DIVISION ${division}`,
    grupo_funcional: group, grupo_funcional_nombre: `${name} - GRUPO ${group}`,
  };
}

function classifierRow(random: Random): Row {
  const [generic, name] = random.pick(GENERICS);
  const row: Record<string, string> = {
    categoria_gasto: generic === '6' ? '6' : '5', categoria_gasto_nombre: generic === '6' ? 'GASTO DE CAPITAL' : 'GASTO CORRIENTE',
    tipo_transaccion: '2', tipo_transaccion_nombre: 'GASTO PRESUPUESTARIO', generica: generic, generica_nombre: name,
  };
  for (const level of ['subgenerica', 'subgenerica_det', 'especifica', 'especifica_det']) {
    const code = String(1 + random.below(9));
    row[level] = code;
    row[`${level}_nombre`] = `${name} - ${level.toUpperCase().replace('_', ' ')} ${code}`;
  }
  return row;
}

function fundingRow(index: number): Row {
  const [source, sourceName, rubro, rubroName, kind, kindName] = FUNDINGS[index]!;
  return { fuente_financiamiento: source, fuente_financiamiento_nombre: sourceName, rubro, rubro_nombre: rubroName, tipo_recurso: kind, tipo_recurso_nombre: kindName };
}

const isExecutor = (name: string, sample: Row): boolean => name in sample;

/**
 * Joins are run as written, the pools on the side that is held in memory, so that the rows stream through in their own
 * order, which is SEC_EJEC's: sorting again would double the time. A test looks at the order.
 */
const AS_WRITTEN = "set disabled_optimizers = 'join_order,build_side_probe_side'";

/** A small table of ready-made fragments, numbered from zero. */
async function createPool(connection: DuckDBConnection, name: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0]!);
  const values = rows.map((row, index) => `(${index}, ${columns.map((column) => literal(row[column] ?? null)).join(', ')})`);
  await connection.run(`create or replace temp table ${name} as select * from (values ${values.join(',\n')}) t(k, ${columns.join(', ')})`);
}

/** Céntimos between zero and `limit`, as a decimal; one in thirty negative when `reversals`. */
function amount(salt: string, limit: number, reversals: boolean): string {
  const value = `cast(hash(i, seed, ${salt}) % ${limit} as decimal(15,0)) * cast(0.01 as decimal(3,2))`;
  return reversals ? `case when hash(i, seed, ${salt}, 'signo') % 30 = 0 then -(${value}) else ${value} end` : value;
}

/** A month has money in two of five rows; the year is the sum of its months (DATA §2.2). */
const month = (name: string): string => `case when hash(i, seed, '${name}', 'hay') % 5 < 2 then ${amount(`'${name}'`, 9_000_000, true)} else 0 end`;

function selectList(pools: Readonly<Record<string, Row>>): string {
  const own: Record<string, string> = {
    anio: 'cast(year as integer)',
    sec_func: "lpad(cast(hash(i, seed, 'sec') % 9999 as varchar), 4, '0')",
    meta: "lpad(cast(hash(i, seed, 'meta') % 99999 as varchar), 5, '0')",
    finalidad: "lpad(cast(hash(i, seed, 'fin') % 9999999 as varchar), 7, '0')",
    pia: amount("'pia'", 50_000_000, false),
    pim: amount("'pim'", 90_000_000, false),
    certificado: amount("'cert'", 80_000_000, false),
    comprometido_anual: amount("'comp'", 80_000_000, false),
    devengado: MONTHS.map((name) => `devengado_${name}`).join(' + '),
    girado: MONTHS.map((name) => `devengado_${name}`).join(' + '),
  };
  return DEVENGADO.columns
    .map(({ name, type }) => {
      const table = Object.entries(pools).find(([, sample]) => isExecutor(name, sample))?.[0];
      const value = own[name] ?? (table ? `${table}.${name}` : `m.${name}`);
      return `${type === 'money' ? `cast(${value} as decimal(18,2))` : type === 'year' ? value : `cast(${value} as varchar)`} as "${name}"`;
    })
    .join(',\n');
}

/**
 * Writes one synthetic national year in the layout of Gasto-Devengado straight to Parquet: the columns of the dataset and
 * `linea`, sorted by SEC_EJEC, zstd. 2.8 million rows take well under a minute. Same seed and engine, same facts.
 */
export async function generateDevengadoParquet(request: DevengadoRequest): Promise<void> {
  const { connection, rows } = request;
  const random = new Random(request.seed);
  const units = Object.values(executors(request.municipalities)).flat().map(executorRow).sort((a, b) => (a.sec_ejec! < b.sec_ejec! ? -1 : 1));
  const pools: Record<string, Row[]> = {
    g_unidad: units,
    g_cadena: Array.from({ length: 600 }, () => chainRow(random)),
    g_clasificador: Array.from({ length: 300 }, () => classifierRow(random)),
    g_fuente: FUNDINGS.map((_, index) => fundingRow(index)),
    g_meta: Array.from({ length: 900 }, () => ({ meta_nombre: workName(random, 150) })),
  };
  for (const [name, list] of Object.entries(pools)) await createPool(connection, name, list);
  const key = (name: string) => (name === 'g_unidad' ? `m.i * ${units.length} // ${rows}` : `cast(hash(m.i, m.seed, '${name}') % ${pools[name]!.length} as bigint)`);
  const samples = Object.fromEntries(Object.entries(pools).map(([name, list]) => [name, list[0]!]));
  const months = MONTHS.map((name) => `cast(${month(name)} as decimal(18,2)) as devengado_${name}`).join(',\n');
  await connection.run(AS_WRITTEN);
  await connection.run(
    `copy (select ${selectList(samples)}, cast(i + 2 as bigint) as linea
      from (select i, seed, year, ${months} from (select range as i, ${request.seed} as seed, ${request.year} as year from range(${rows}))) m
      ${Object.keys(pools).map((name) => `join ${name} on ${name}.k = ${key(name)}`).join('\n')})
     to ${literal(request.path)} (format parquet, compression zstd, row_group_size 20480)`,
  ).finally(() => connection.run("set disabled_optimizers = ''"));
  for (const name of Object.keys(pools)) await connection.run(`drop table ${name}`);
}
