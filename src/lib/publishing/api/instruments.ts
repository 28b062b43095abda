import { text as cellText, rowsOf, type Answer } from '../answer.ts';
import { requireInstrument } from '../instruments/instrument-load.ts';
import type { QueryName } from '../services.ts';
import type { Operation, Parameter } from './operation.ts';
import { list, PAGE_PARAMETERS, paged, PAGING, record, ROW, text } from './schemas.ts';

/** What names an instrument, and an entity that it was filled about. */
export const INSTRUMENT_PARAMETERS = {
  instrumento: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }, es: 'Código del instrumento', en: 'Code of the instrument', example: 'portal-transparencia' },
  entidad: { required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' }, es: 'Código de la entidad', en: 'Code of the entity', example: 'muni-200701' },
} as const satisfies Record<string, Omit<Parameter, 'name' | 'in'>>;
const INSTRUMENT: Parameter = { name: 'instrumento', in: 'path', ...INSTRUMENT_PARAMETERS.instrumento };
const ENTITY: Parameter = { name: 'entidad', in: 'query', ...INSTRUMENT_PARAMETERS.entidad };
const RECEIPT = text('Código del recibo de estas filas / Code of the receipt of these rows');

const rowOf = (answer: Answer, row: number): Record<string, string | null> => Object.fromEntries(answer.body.columns.map((column) => [column, cellText(answer, row, column)]));

/** Rows of one question about one instrument. */
function instrumentRows(id: string, inside: string, name: string, query: QueryName, es: string, en: string, more: readonly Parameter[] = []): Operation {
  return {
    id, path: `/fichas/{instrumento}${inside}`, group: 'planes', es, en,
    parameters: [INSTRUMENT, ...more, ...PAGE_PARAMETERS],
    answer: record({ recibo: RECEIPT, [name]: list(ROW), ...PAGING }),
    run: async ({ services, values }) => {
      const asked = { instrumento: values.instrumento!, ...(values.entidad === undefined ? {} : { entidad: values.entidad }) };
      await requireInstrument(services, asked);
      const answer = await services.answer(query, asked);
      const { from, members, next } = paged(values, answer.body.rows.length);
      return { body: { recibo: answer.code, [name]: rowsOf(answer).slice(from, from + members.porPagina).map((row) => rowOf(answer, row)), ...members }, next };
    },
  };
}

const LIST: Operation = {
  id: 'instrumentos',
  path: '/fichas',
  group: 'planes',
  es: 'Instrumentos de evaluación y sus versiones',
  en: 'Scored instruments and their versions',
  parameters: [],
  answer: record({ recibo: RECEIPT, instrumentos: list(ROW) }),
  run: async ({ services }) => {
    const answer = await services.answer('fichas', {});
    return { body: { recibo: answer.code, instrumentos: rowsOf(answer).map((row) => rowOf(answer, row)) } };
  },
};

export const INSTRUMENT_OPERATIONS: readonly Operation[] = [
  LIST,
  instrumentRows('items-de-instrumento', '/items', 'items', 'ficha-items', 'Lo que pide cada versión de un instrumento', 'What each version of an instrument asks'),
  instrumentRows('resultados-de-instrumento', '/resultados', 'resultados', 'ficha-resultados', 'Lo que sigue de cada ficha publicada: una por observador, sin promediarlas', 'What follows from each published copy: one for each observer, never averaged'),
  instrumentRows('acuerdo-de-instrumento', '/acuerdo', 'pares', 'ficha-acuerdo', 'Acuerdo entre dos observadores de lo mismo', 'Agreement of two observers of the same'),
  instrumentRows('respuestas-de-entidad', '/respuestas', 'respuestas', 'ficha-respuestas', 'Respuestas publicadas sobre una entidad, con su evidencia', 'Published answers about an entity, with their evidence', [ENTITY]),
];
