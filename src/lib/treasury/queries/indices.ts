import { formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { compareWithPublished, REGION, type PublishedIndex } from '../canon/compare.ts';
import { explainDepartment, type DepartmentExplanation, type Unexplained } from '../canon/explain-department.ts';

/** Published index and needs of every district of one department, with the registry that says which ones there must be. */
const DEPARTMENT = `
with indices as (
  select anio, ubigeo, indice, norma from {{indices-canon}} where starts_with(ubigeo, $departamento)
  qualify row_number() over (partition by anio, ubigeo order by rango desc, linea desc) = 1
), necesidades as (
  select anio, ubigeo, poblacion, nbi_pct, productor from {{necesidades-basicas}} where starts_with(ubigeo, $departamento)
  qualify row_number() over (partition by anio, ubigeo order by rango desc, linea desc) = 1
), registro as (
  select distinct ubigeo from {{distritos}} where starts_with(ubigeo, $departamento)
), anios as (
  $anios
), lugares as (
  select anio, ubigeo from anios cross join registro union select anio, ubigeo from indices union select anio, ubigeo from necesidades
)
select l.anio, l.ubigeo, $pedido as pedido, r.ubigeo is not null as registrado, n.poblacion, n.nbi_pct, n.productor, i.indice, i.norma
from lugares l join anios a on a.anio = l.anio
  left join registro r on r.ubigeo = l.ubigeo
  left join necesidades n on n.anio = l.anio and n.ubigeo = l.ubigeo
  left join indices i on i.anio = l.anio and i.ubigeo = l.ubigeo
order by l.anio, l.ubigeo`;

/** `$departamento` and `$pedido` are of the asked place; years are chosen by the query. */
const departmentSql = (parameter: string, years: string): string =>
  DEPARTMENT.replaceAll('$departamento', `left($${parameter}, 2)`).replaceAll('$pedido', `$${parameter}`).replace('$anios', years);

/** A row of the department's SQL, by name. */
interface Line {
  readonly anio: string;
  readonly ubigeo: string;
  readonly asked: string;
  readonly registered: boolean;
  readonly poblacion: string | null;
  readonly nbi: string | null;
  readonly productor: string | null;
  readonly indice: string | null;
  readonly norma: string | null;
}

function lineOf([anio, ubigeo, asked, registered, poblacion, nbi, productor, indice, norma]: TextRow): Line {
  return { anio: anio!, ubigeo: ubigeo!, asked: asked!, registered: registered === 'true', poblacion: poblacion!, nbi: nbi!, productor: productor!, indice: indice!, norma: norma! };
}

const isDistrict = ({ ubigeo }: Line): boolean => ubigeo.length === 6;

function explained(year: string, lines: readonly Line[]): DepartmentExplanation {
  return explainDepartment(Number(year), lines.filter(isDistrict).map(({ ubigeo, registered, poblacion, nbi, productor }) => ({
    ubigeo, registered, population: poblacion, nbiPercent: nbi, producing: productor === null ? null : productor === 'true',
  })));
}

/** published − formula with ten decimals; null where either is missing, for a difference with nothing is no number. */
function differenceOf(published: string | null, formula: string | null): string | null {
  const [left, right] = [published, formula].map((text) => (text === null ? null : parseScaled(text, 10)));
  return left && right ? formatScaled(left.units - right.units, 10) : null;
}

const byYear = (rows: readonly TextRow[]): Map<string, Line[]> => Map.groupBy(rows.map(lineOf), (line) => line.anio);

function ofDistrict(year: string, lines: readonly Line[]): TextRow {
  const { explanation, reason, known, expected, norm } = explained(year, lines);
  const asked = lines.find((line) => line.ubigeo === line.asked);
  const ours = explanation?.districts.find(({ id }) => id === asked?.ubigeo) ?? null;
  const published = asked?.indice ?? null;
  return [
    year, ours?.part10 ?? null, ours?.part25 ?? null, ours?.part40 ?? null, ours?.index ?? null, published, differenceOf(published, ours?.index ?? null),
    asked?.poblacion ?? null, asked?.nbi ?? null, asked?.productor ?? null,
    String(known), expected === null ? null : String(expected), asked?.norma ?? null, norm, reason,
  ];
}

const REASONS: Readonly<Record<Exclude<Unexplained, 'faltan-distritos'>, string>> = {
  'sin-registro': 'no hay registro de distritos', 'distritos-ajenos': 'hay distritos fuera del registro', 'sin-productor': 'ningún distrito productor',
  'sin-ley': 'no se tiene la regla del reparto', 'sin-peso': 'población por necesidades suma cero',
};

/** What keeps the formula from being computed in a year, for the coverage; empty when nothing does. */
function missing(year: string, reason: Unexplained | null, known: string | null, expected: string | null): string {
  if (reason === null) return '';
  if (reason !== 'faltan-distritos') return `${year}: ${REASONS[reason]}`;
  const absent = Number(expected) - Number(known);
  return `${year}: ${absent === 1 ? 'falta 1 distrito' : `faltan ${absent} distritos`}`;
}

function coverageOf(rows: readonly TextRow[], columns: readonly string[], none: string): string {
  if (rows.length === 0) return none;
  const [year, reason, known, expected] = ['anio', 'motivo', 'distritos', 'distritos_del_departamento'].map((name) => columns.indexOf(name)) as [number, number, number, number];
  const gaps = new Set(rows.map((row) => missing(row[year]!, row[reason] as Unexplained | null, row[known]!, row[expected]!)).filter((gap) => gap !== ''));
  const years = new Set(rows.map((row) => row[year]));
  return [`${years.size - gaps.size} de ${years.size} años explicados`, ...gaps].join('; ');
}

const EXPLAINED_COLUMNS = ['anio', 'parte_10', 'parte_25', 'parte_40', 'indice_formula', 'indice_publicado', 'diferencia', 'poblacion', 'nbi_pct', 'productor', 'distritos', 'distritos_del_departamento', 'norma', 'ley', 'motivo'];

/**
 * The published index of one district beside the one that the formula gives, for each year of which the department has
 * both indices and needs loaded. It rests on the whole department, so it names no group. `distritos` have their needs
 * loaded, of the `distritos_del_departamento` that the registry has; `motivo` says why the formula is null.
 */
export const INDICE_EXPLICADO: PublishedQuery = {
  id: 'indice-explicado',
  version: 1,
  es: 'Índice publicado del canon minero y el que da la fórmula, con sus tres partes',
  en: 'Published index of the mining canon and the one that the formula gives, with its three parts',
  datasets: ['indices-canon', 'necesidades-basicas', 'distritos'],
  parameters: ['ubigeo'],
  sql: departmentSql('ubigeo', 'select anio from indices intersect select anio from necesidades'),
  columns: EXPLAINED_COLUMNS,
  unit: 'índice',
  priceBase: 'no aplica',
  derive: (rows) => [...byYear(rows)].map(([year, lines]) => ofDistrict(year, lines)),
  coverage: (rows) => coverageOf(rows, EXPLAINED_COLUMNS, 'nadie ha cargado a la vez índices y necesidades de este departamento'),
};

function publishedOf(lines: readonly Line[]): PublishedIndex[] {
  return lines.flatMap(({ ubigeo, indice }) => (indice === null ? [] : [{ id: ubigeo.length === 2 ? REGION : ubigeo, index: indice }]));
}

const yesNo = (value: boolean | null): string | null => (value === null ? null : String(value));

function ofPlaces(year: string, lines: readonly Line[]): TextRow[] {
  const { explanation, reason, known, expected, norm } = explained(year, lines);
  const published = publishedOf(lines);
  const comparison = compareWithPublished(published, explanation);
  const rows = new Map(comparison.rows.map((row) => [row.id, row]));
  const formulas = new Map(explanation?.districts.map(({ id, index }) => [id, index] as const));
  return lines
    .filter((line) => isDistrict(line) && line.ubigeo.startsWith(line.asked))
    .map(({ ubigeo, indice, norma }) => [
      year, ubigeo, indice, formulas.get(ubigeo) ?? null, rows.get(ubigeo)?.difference ?? null,
      comparison.sum, comparison.tolerance, yesNo(comparison.sumWithinTolerance), published.find(({ id }) => id === REGION)?.index ?? null, yesNo(comparison.regionExact), String(published.length),
      String(known), expected === null ? null : String(expected), norma, norm, reason,
    ]);
}

const PLACES_COLUMNS = [
  'anio', 'ubigeo', 'indice_publicado', 'indice_formula', 'diferencia', 'suma_publicada', 'tolerancia', 'suma_es_uno', 'indice_region', 'region_exacta', 'publicados',
  'distritos', 'distritos_del_departamento', 'norma', 'ley', 'motivo',
];

/**
 * The newest published indices of the districts under a prefix, each beside its formula, with what the resolution says of
 * itself over the whole department: the sum of its indices (the regional government's included), what rounding allows that
 * sum to be off by, and whether the region's is exactly 0.2500000000. Those repeat in each row.
 */
export const INDICES_DE_LUGARES: PublishedQuery = {
  id: 'indices-de-lugares',
  version: 1,
  es: 'Índices publicados del canon minero de los distritos y los que da la fórmula, último año',
  en: 'Published indices of the mining canon of the districts and those that the formula gives, newest year',
  datasets: ['indices-canon', 'necesidades-basicas', 'distritos'],
  parameters: ['prefijo'],
  sql: departmentSql('prefijo', 'select max(anio) as anio from indices having count(*) > 0'),
  columns: PLACES_COLUMNS,
  unit: 'índice',
  priceBase: 'no aplica',
  derive: (rows) => [...byYear(rows)].flatMap(([year, lines]) => ofPlaces(year, lines)),
  coverage: (rows) => coverageOf(rows, PLACES_COLUMNS, 'nadie ha importado los índices de este departamento'),
};
