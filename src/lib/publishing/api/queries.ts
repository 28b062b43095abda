import { INDICE_RANKING } from '#lib/indicators/indices/queries/ranking.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { queryName } from '#lib/provenance/query.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { BUDGET_MEASURES, ITEMS, LEVELS } from '#lib/treasury/queries/question.ts';
import { QUERIES, findQuery } from '../questions.ts';
import { requireInstrument } from '../instruments/instrument-load.ts';
import { requireKnown } from '../plan-pages/plan-known.ts';
import { requireSurvey } from '../surveys/survey-load.ts';
import { requireIndex } from '../ranking/ranking-load.ts';
import type { QueryName, Services } from '../services.ts';
import type { Operation, Parameter } from './operation.ts';
import { INSTRUMENT_PARAMETERS } from './instruments.ts';
import { list, PAGE_PARAMETERS, paged, PAGING, record, ROW, text } from './schemas.ts';

/** What is known of a query's parameters by name; one that is not here is a short code. */
const KNOWN: Readonly<Record<string, Omit<Parameter, 'name' | 'in'>>> = {
  ubigeo: { required: true, schema: { type: 'string', pattern: '^\\d{6}$' }, es: 'Código INEI del distrito', en: 'INEI code of the district', example: '180106' },
  sec_ejec: { required: false, schema: { type: 'string', pattern: '^\\d{6}$' }, es: 'Código SIAF de la municipalidad; si falta, la del distrito', en: 'SIAF code of the municipality; when missing, the district’s', example: '301486' },
  prefijo: { required: false, schema: { type: 'string', pattern: '^(\\d{2}(\\d{2})?)?$' }, es: 'Departamento (2 cifras) o provincia (4); vacío es el país', en: 'Department (2 digits) or province (4); empty is the country', example: '18' },
  lugar: { required: false, schema: { type: 'string', pattern: '^(\\d{2}(\\d{2}(\\d{2})?)?)?$' }, es: 'Departamento (2 cifras), provincia (4) o distrito (6); vacío es el país', en: 'Department (2 digits), province (4) or district (6); empty is the country', example: '18' },
  anio: { required: true, schema: { type: 'string', pattern: '^\\d{4}$' }, es: 'Año', en: 'Year', example: '2020' },
  medida: { required: true, schema: { type: 'string', enum: BUDGET_MEASURES }, es: 'Qué monto', en: 'Which amount', example: 'devengado' },
  nivel: { required: true, schema: { type: 'string', enum: LEVELS }, es: 'Nivel de gobierno: M municipalidades, R regional, E nacional', en: 'Level of government: M municipalities, R regional, E national', example: 'M' },
  rubro: { required: true, schema: { type: 'string', enum: ITEMS }, es: 'Rubro de lo transferido', en: 'Funding item of what was transferred', example: 'todos' },
  desde: { required: true, schema: { type: 'string', pattern: '^(19|20)\\d{2}$' }, es: 'Primer año', en: 'First year', example: '2016' },
  hasta: { required: true, schema: { type: 'string', pattern: '^(19|20)\\d{2}$' }, es: 'Último año', en: 'Last year', example: '2020' },
  programa: { required: true, schema: { type: 'string', pattern: '^\\d{4}$' }, es: 'Código del programa presupuestal, cuatro cifras', en: 'Code of the budget programme, four digits', example: '0082' },
  plan: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }, es: 'Código del plan', en: 'Code of the plan', example: 'plan-alianza-2013-2014' },
  uso: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$' }, es: 'Indicador del plan', en: 'Indicator of the plan', example: 'R9.2' },
  periodo: { required: false, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$' }, es: 'Periodo del plan; si falta, el último con valores', en: 'Period of the plan; when missing, the last with values', example: 'monitoreo-2014' },
  indice: { required: true, schema: { type: 'string', pattern: '^[a-z][a-z-]{2,40}$' }, es: 'Índice', en: 'Index', example: 'gestion-de-la-inversion' },
  cui: { required: true, schema: { type: 'string', pattern: '^\\d{1,8}$' }, es: 'Código único de inversiones', en: 'Unique investment code', example: '2235909' },
  encuesta: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }, es: 'Código de la encuesta', en: 'Code of the survey', example: 'percepcion' },
  ola: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }, es: 'Código de la ola', en: 'Code of the round', example: 'linea-base' },
  ...INSTRUMENT_PARAMETERS,
};

const parameterOf = (name: string): Parameter => ({
  name, in: 'query',
  ...(KNOWN[name] ?? { required: true, schema: { type: 'string', pattern: '^[\\w.-]{1,40}$' }, es: `Parámetro ${name} de la consulta`, en: `Parameter ${name} of the query` }),
});

/**
 * The values that the query itself is asked with. A place must exist, and a municipality must be the place's own: an
 * answer is kept with its receipt, and nobody may fill the store with receipts about nothing. Throws `lugar-no-existe`, `plan-no-existe`, `instrumento-no-existe`, `encuesta-no-existe`, `ola-no-existe` or `no-encontrado`.
 */
async function questionOf(services: Services, query: PublishedQuery, values: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const asked: Record<string, string> = {};
  for (const name of query.parameters) asked[name] = values[name] ?? '';
  for (const name of ['prefijo', 'lugar']) if ((asked[name] ?? '') !== '') await services.place(asked[name]!);
  if ('plan' in asked) await requireKnown(services, asked);
  if ('encuesta' in asked) await requireSurvey(services, asked);
  if ('indice' in asked) await requireIndex(services, asked);
  if ('instrumento' in asked) await requireInstrument(services, asked);
  if (!('ubigeo' in asked)) return asked;
  const place = await services.place(asked.ubigeo!);
  if (!('sec_ejec' in asked)) return asked;
  const own = place.secEjec ?? '-';
  if (asked.sec_ejec !== '' && asked.sec_ejec !== own) throw new YupayError('solicitud-mala', { detalle: `la municipalidad de ${place.ubigeo} es ${own}` });
  return { ...asked, sec_ejec: own };
}

function rowsOf({ body }: Receipt, from: number, size: number) {
  return body.rows.slice(from, from + size).map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));
}

const PROOF = {
  recibo: text('Huella del recibo (SHA-256) / Hash of the receipt'), codigo: text('Su código impreso / Its printed code'), consulta: text('Consulta y versión / Query and version'),
  parametros: { type: 'object', additionalProperties: { type: 'string' } }, unidad: text('Unidad / Unit'), precios: text('Base de precios / Price base'), cobertura: text('Qué cubre / What it covers'),
  columnas: list({ type: 'string' }), filas: list(ROW),
} as const;

function operationOf(query: PublishedQuery): Operation {
  return {
    id: `consulta-${query.id}`,
    path: `/consultas/${query.id}`,
    group: 'consultas',
    es: query.es,
    en: query.en,
    parameters: [...query.parameters.map(parameterOf), ...PAGE_PARAMETERS],
    answer: record({ ...PROOF, ...PAGING }),
    run: async ({ services, values }) => {
      const receipt = await services.answer(query.id as QueryName, await questionOf(services, query, values));
      const { from, members, next } = paged(values, receipt.body.rowCount);
      const { body } = receipt;
      return {
        body: { recibo: receipt.sha256, codigo: receipt.code, consulta: body.query, parametros: body.parameters, unidad: body.unit, precios: body.priceBase, cobertura: body.coverage, columnas: body.columns, filas: rowsOf(receipt, from, members.porPagina), ...members },
        next,
      };
    },
  };
}

/**
 * Newest version of every published query; older ones stay runnable for the receipts that name them. A query that makes its
 * own pages is a page's (`/lugar/{ubigeo}/inversiones.json`), one that names captures is a revision's, and a
 * ranking is told only once it was released (`/indices/{indice}/rankings`).
 */
const NEWEST = QUERIES.filter((query) => findQuery(query.id) === query && !query.parameters.includes('pagina') && query.captures === undefined && query !== INDICE_RANKING);

const QUERY_LIST: Operation = {
  id: 'consultas',
  path: '/consultas',
  group: 'consultas',
  es: 'Las consultas publicadas: qué responde cada una, con su SQL',
  en: 'The published queries: what each answers, with its SQL',
  parameters: [],
  answer: record({ consultas: list(record({ id: text('Nombre / Name'), consulta: text('Nombre y versión / Name and version'), es: text('En español'), en: text('In English'), parametros: list({ type: 'string' }), columnas: list({ type: 'string' }), conjuntos: list({ type: 'string' }), unidad: text('Unidad / Unit'), sql: text('SQL sobre DuckDB') })) }),
  run: async () => ({
    body: { consultas: NEWEST.map((query) => ({ id: query.id, consulta: queryName(query), es: query.es, en: query.en, parametros: query.parameters, columnas: query.columns, conjuntos: query.datasets, unidad: query.unit, sql: query.sql.trim() })) },
  }),
};

export const QUERY_OPERATIONS: readonly Operation[] = [QUERY_LIST, ...NEWEST.map(operationOf)];
