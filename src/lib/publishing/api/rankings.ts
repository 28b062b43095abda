import { INDICES } from '#lib/indicators/indices/index.ts';
import { rowsOf, text as cellText } from '../answer.ts';
import { indexPlace } from '../ranking/index-ref.ts';
import type { Operation, Parameter } from './operation.ts';
import { list, record, ROW, text } from './schemas.ts';

const INDEX: Parameter = { name: 'indice', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z][a-z-]{2,40}$' }, es: 'Índice', en: 'Index', example: 'gestion-de-la-inversion' };

const LIST: Operation = {
  id: 'indices',
  path: '/indices',
  group: 'indices',
  es: 'Los índices, con su versión y lo que dicen',
  en: 'The indices, with their version and what they say',
  parameters: [],
  answer: record({ indices: list(record({ id: text('Nombre / Name'), version: { type: 'integer' }, titulo: text('Título / Title'), dice: text('Qué dice / What it says') })) }),
  run: async ({ language }) => ({ body: { indices: INDICES.map(({ id, version, title, says }) => ({ id, version, titulo: title[language], dice: says[language] })) } }),
};

const RANKINGS: Operation = {
  id: 'rankings-de-indice',
  path: '/indices/{indice}/rankings',
  group: 'indices',
  es: 'Los rankings publicados de un índice: su tabla con su recibo, y las réplicas',
  en: 'The released rankings of an index: their table with its receipt, and the replies',
  parameters: [INDEX],
  answer: record({
    rankings: list(record({
      anio: text('Año / Year'), recibo: text('Código del recibo / Code of the receipt'), publicado: text('Día / Day'), avisado: text('Día del aviso / Day of the notice'), filas: list(ROW),
      replicas: list(record({ ubigeo: text('Municipalidad / Municipality'), cargo: text('Cargo / Office'), dia: text('Día / Day'), texto: text('Réplica / Reply') })),
    })),
  }),
  run: async ({ services, values, language, origin }) => {
    const { index } = indexPlace(values.indice!, language, origin);
    const released = await services.rankings.released(index.id);
    return {
      body: {
        rankings: released.map(({ year, answer, releasedOn, notifiedOn, override, replies }) => ({
          anio: year, recibo: answer.code, publicado: releasedOn, avisado: notifiedOn, excepcion: override,
          filas: rowsOf(answer).map((row) => Object.fromEntries(answer.body.columns.map((column) => [column, cellText(answer, row, column)]))),
          replicas: replies.map(({ ubigeo, office, day, text: said }) => ({ ubigeo, cargo: office, dia: day, texto: said })),
        })),
      },
    };
  },
};

/** What is computed of an index is asked as a published query (`/consultas/indice-…`). */
export const RANKING_OPERATIONS: readonly Operation[] = [LIST, RANKINGS];
