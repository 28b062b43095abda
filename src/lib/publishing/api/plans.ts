import { text as cellText, rowsOf, type Answer } from '../answer.ts';
import { requireKnown } from '../plan-pages/plan-known.ts';
import { findPlan } from '../plan-pages/plan-ref.ts';
import type { QueryName } from '../services.ts';
import type { Asked, Operation, Parameter } from './operation.ts';
import { list, PAGE_PARAMETERS, paged, PAGING, record, ROW, text } from './schemas.ts';

const PLAN: Parameter = { name: 'plan', in: 'path', required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }, es: 'Código del plan', en: 'Code of the plan', example: 'plan-alianza-2013-2014' };
const RECEIPT = text('Código del recibo de estas filas / Code of the receipt of these rows');

const rowOf = (answer: Answer, row: number): Record<string, string | null> => Object.fromEntries(answer.body.columns.map((column) => [column, cellText(answer, row, column)]));

/** Rows of one question about one plan. */
function planRows(id: string, inside: string, name: string, query: QueryName, es: string, en: string, more: readonly Parameter[] = [], parametersOf: (values: Asked['values']) => Record<string, string> = () => ({})): Operation {
  return {
    id, path: `/planes/{plan}${inside}`, group: 'planes', es, en,
    parameters: [PLAN, ...more, ...PAGE_PARAMETERS],
    answer: record({ recibo: RECEIPT, [name]: list(ROW), ...PAGING }),
    run: async ({ services, values }) => {
      const asked = { plan: values.plan!, ...parametersOf(values) };
      await requireKnown(services, asked);
      const answer = await services.answer(query, asked);
      const { from, members, next } = paged(values, answer.body.rows.length);
      return { body: { recibo: answer.code, [name]: rowsOf(answer).slice(from, from + members.porPagina).map((row) => rowOf(answer, row)), ...members }, next };
    },
  };
}

const LIST: Operation = {
  id: 'planes',
  path: '/planes',
  group: 'planes',
  es: 'Planes, fichas y programas cargados',
  en: 'Plans, sheets and programmes that are loaded',
  parameters: [],
  answer: record({ recibo: RECEIPT, planes: list(ROW) }),
  run: async ({ services }) => {
    const answer = await services.answer('planes', {});
    return { body: { recibo: answer.code, planes: rowsOf(answer).map((row) => rowOf(answer, row)) } };
  },
};

const ONE: Operation = {
  id: 'plan',
  path: '/planes/{plan}',
  group: 'planes',
  es: 'Un plan: qué es, sus periodos y su árbol de resultados',
  en: 'A plan: what it is, its periods and its tree of results',
  parameters: [PLAN],
  answer: record({ recibo: RECEIPT, plan: ROW, periodos: list(ROW), reciboPeriodos: RECEIPT, arbol: list(ROW), reciboArbol: RECEIPT }),
  run: async ({ services, values }) => {
    const { id, list: plans, row } = await findPlan(services, values.plan!);
    const [periods, tree] = await Promise.all([services.answer('plan-periodos', { plan: id }), services.answer('plan-arbol', { plan: id })]);
    const rows = (answer: Answer) => rowsOf(answer).map((one) => rowOf(answer, one));
    return { body: { recibo: plans.code, plan: rowOf(plans, row), periodos: rows(periods), reciboPeriodos: periods.code, arbol: rows(tree), reciboArbol: tree.code } };
  },
};

const USE: Parameter = { name: 'uso', in: 'query', required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$' }, es: 'Indicador del plan', en: 'Indicator of the plan', example: 'R9.2' };

export const PLAN_OPERATIONS: readonly Operation[] = [
  LIST, ONE,
  planRows('indicadores-de-plan', '/indicadores', 'indicadores', 'plan-avance', 'Cada componente de cada indicador: línea de base, meta y avance como los dice el plan, la parte de la meta, el avance desde la línea de base y la luz', 'Each component of each indicator: baseline, target and last value as the plan says them, the share of the target, the progress from the baseline and the light', [], () => ({ periodo: '' })),
  planRows('valores-de-plan', '/valores', 'valores', 'plan-cifras', 'Todo lo que el plan dice de un indicador, los valores corregidos también', 'All that the plan says of an indicator, corrected values too', [USE], ({ uso }) => ({ uso: uso! })),
  planRows('contradicciones-de-plan', '/contradicciones', 'contradicciones', 'plan-contradicciones', 'Lo que no concuerda en el plan, de lo más grave a lo menos, con sus líneas', 'What does not agree in the plan, the gravest first, with its lines'),
  planRows('lugares-de-plan', '/lugares', 'lugares', 'plan-lugares', 'Quién hace qué y dónde: lugares por resultado, resultados sin lugar y desacuerdos de definición', 'Who does what where: places by result, results without a place and disagreements on a definition'),
];
