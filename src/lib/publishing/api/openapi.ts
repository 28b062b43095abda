import { API_BASE, type Operation, type Parameter } from './operation.ts';
import { record, text } from './schemas.ts';

const GROUPS: Readonly<Record<Operation['group'], string>> = {
  lugares: 'Lugares / Places',
  inversiones: 'Inversiones y obras / Investments and works',
  planes: 'Planes y monitoreo / Plans and monitoring',
  indices: 'Índices y rankings / Indices and rankings',
  consultas: 'Consultas publicadas, cada respuesta un recibo / Published queries, every answer a receipt',
  datos: 'Datos tal como se cargaron / Data as loaded',
  prueba: 'Recibos, fuentes y bitácora / Receipts, sources and the log',
  palabras: 'Palabras y errores / Words and errors',
};

const both = ({ es, en }: { readonly es: string; readonly en: string }) => `${es} / ${en}`;

const LANGUAGE = { name: 'idioma', in: 'query', required: false, description: 'Idioma de las palabras / Language of the words', schema: { type: 'string', enum: ['es', 'en'], default: 'es' } };

const parameterOf = (parameter: Parameter) => ({
  name: parameter.name, in: parameter.in, required: parameter.required, description: both(parameter), schema: parameter.schema,
  ...(parameter.example === undefined ? {} : { example: parameter.schema && 'type' in parameter.schema && parameter.schema.type === 'integer' ? Number(parameter.example) : parameter.example }),
});

const ERROR = record({ error: record({ codigo: text('Código de la tabla / Code of the table'), mensaje: text('En español'), message: text('In English') }) });
const failure = (description: string) => ({ description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } });

function pathOf(operation: Operation) {
  return {
    get: {
      operationId: operation.id,
      tags: [operation.group],
      summary: both(operation),
      parameters: [...operation.parameters.map(parameterOf), LANGUAGE],
      responses: {
        200: { description: 'La respuesta / The answer', headers: { ETag: { schema: { type: 'string' } }, Link: { description: 'rel="next"', schema: { type: 'string' } } }, content: { 'application/json': { schema: operation.answer } } },
        304: { description: 'Sigue siendo la que usted tiene / Still the one you have' },
        400: failure('Solicitud mal escrita / Malformed request'),
        404: failure('No existe / Not there'),
        503: failure('Repita más tarde / Try again later'),
      },
    },
  };
}

/** The description of the API (OpenAPI 3.1), made from the operations themselves. */
export function openapi(operations: readonly Operation[], origin: string, version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Yupay',
      version,
      description: 'Dinero minero y gasto público del Perú, cada número con su recibo. Solo lectura, sin clave. / Mining money and public spending of Peru, every number with its receipt. Read only, no key.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${origin}${API_BASE}` }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(operations.map((operation) => [operation.path, pathOf(operation)])),
    components: { schemas: { Error: ERROR } },
  };
}
