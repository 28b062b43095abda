import { CHOICES, investmentListView, investmentView } from '../investment-load.ts';
import { viewJson } from '../view.ts';
import type { Operation, Parameter } from './operation.ts';
import { FACT, UBIGEO } from './places.ts';
import { list, maybe, record, ROW, text, whole } from './schemas.ts';

const choice = (name: keyof typeof CHOICES, es: string, en: string): Parameter => ({ name, in: 'query', required: false, schema: { type: 'string', enum: CHOICES[name].filter((value) => value !== '') }, es, en });

const LIST: Operation = {
  id: 'inversiones',
  path: '/lugares/{ubigeo}/inversiones',
  group: 'inversiones',
  es: 'Inversiones de un lugar, de la más costosa a la menos, con los filtros de su página',
  en: 'Investments of a place, from the most to the least costly, with the filters of its page',
  parameters: [
    UBIGEO,
    choice('estado', 'En qué registro está', 'Which registry it is in'), choice('tardia', 'Si pasó su fecha de fin sin terminar', 'Whether its end date passed unfinished'), choice('silenciosa', 'Si lleva meses sin informar', 'Whether it has not reported for months'),
    { name: 'funcion', in: 'query', required: false, schema: { type: 'string', maxLength: 120 }, es: 'Función, como la escribe la fuente', en: 'Function, as the source writes it' },
    { name: 'pagina', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 99_999, default: 1 }, es: 'Página, desde 1', en: 'Page, from 1' },
  ],
  answer: record({
    recibo: text('Código del recibo de esta página de filas / Code of the receipt of this page of rows'), inversiones: list(ROW),
    total: whole('Filas que cumplen lo pedido / Rows that meet what was asked'), dadas: whole('Filas de esta página / Rows on this page'), pagina: whole('Esta página / This page'), paginas: whole('Cuántas hay / How many there are'),
    siguiente: maybe(text('Dirección de la página siguiente; null en la última / Address of the next page; null on the last')),
  }),
  run: async ({ services, language, origin, values }) => {
    const { ubigeo, ...filters } = values;
    const { data } = await investmentListView(services, ubigeo!, new URLSearchParams(filters), language, origin);
    const inversiones = data.rows.map((row) => Object.fromEntries(data.columns.map((column, index) => [column, row[index] ?? null])));
    return {
      body: { recibo: data.receipt, inversiones, total: Number(data.asked), dadas: data.rows.length, pagina: data.number, paginas: data.pages },
      next: data.number < data.pages ? { ...values, pagina: String(data.number + 1) } : null,
    };
  },
};

const ONE: Operation = {
  id: 'inversion',
  path: '/inversiones/{cui}',
  group: 'inversiones',
  es: 'Una inversión por su código único: cada número de su página, con su recibo y su celda',
  en: 'An investment by its unique code: every number of its page, with its receipt and cell',
  parameters: [{ name: 'cui', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d{1,8}$' }, es: 'Código único de inversiones', en: 'Unique investment code', example: '2235909' }],
  answer: record({ cui: text('Código único / Unique code'), nombre: text('Nombre / Name'), partes: list(record({ parte: text('Parte / Part'), ausente: maybe(text('Por qué no está; null si está / Why it is absent; null when there')) })), hechos: list(FACT) }),
  run: async ({ services, language, origin, values }) => {
    const model = await investmentView(services, values.cui!, language, origin);
    const { partes, hechos } = viewJson(model) as { partes: unknown; hechos: unknown };
    return { body: { cui: values.cui!, nombre: model.heading, partes, hechos } };
  },
};

export const INVESTMENT_OPERATIONS: readonly Operation[] = [LIST, ONE];
