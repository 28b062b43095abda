import { ERRORS, type ErrorCode } from '#lib/kernel/errors.ts';
import { GLOSSARY, METHODS } from '../definitions/index.ts';
import type { Operation, Schema } from './operation.ts';
import { list, maybe, record, text, whole } from './schemas.ts';

const OPEN: Schema = { type: 'object', additionalProperties: true };
const hash = (name: string, es: string, en: string, pattern: string) => ({ name, in: 'path', required: true, schema: { type: 'string', pattern }, es, en }) as const;

const RECEIPT: Operation = {
  id: 'recibo',
  path: '/recibos/{codigo}',
  group: 'prueba',
  es: 'Un recibo: la consulta, sus entradas y sus celdas; su huella se recalcula con cualquier SHA-256',
  en: 'A receipt: the query, its inputs and its cells; its hash is recomputed with any SHA-256',
  parameters: [hash('codigo', 'Código impreso (12 cifras o más) o huella entera', 'Printed code (12 digits or more) or whole hash', '^[0-9a-f]{12,64}$')],
  answer: record({ sha256: text('Huella / Hash'), codigo: text('Código impreso / Printed code'), estado: { type: 'string', enum: ['vigente', 'reemplazado', 'anulado'] }, vigente: maybe(text('Huella del recibo vigente / Hash of the receipt in force')), cuerpo: OPEN, sql: text('SQL') }),
  run: async ({ services, values }) => {
    const receipt = await services.receipt(values.codigo!);
    return { body: { sha256: receipt.sha256, codigo: receipt.code, estado: receipt.status, vigente: receipt.inForce, cuerpo: JSON.parse(receipt.bodyJson) as unknown, sql: receipt.sql } };
  },
};

const SOURCE: Operation = {
  id: 'fuente',
  path: '/fuentes/{huella}',
  group: 'prueba',
  es: 'Una fuente: qué se capturó, de quién, y qué dio cada carga (totales de control, rechazos, huellas por distrito)',
  en: 'A source: what was captured, whose it is, and what each load gave (control totals, rejections, digests by district)',
  parameters: [hash('huella', 'SHA-256 del archivo capturado', 'SHA-256 of the captured file', '^[0-9a-f]{64}$')],
  answer: OPEN,
  run: async ({ services, values }) => ({ body: { ...(await services.capture(values.huella!)) } }),
};

const LOG: Operation = {
  id: 'bitacora',
  path: '/bitacora',
  group: 'prueba',
  es: 'La bitácora de cargas, de la más antigua a la más nueva; cada anotación encadena la anterior',
  en: 'The log of loads, oldest first; every entry chains the one before',
  parameters: [{ name: 'desde', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 999_999_999, default: 1 }, es: 'Número de la primera anotación', en: 'Number of the first entry' }],
  answer: record({ anotaciones: list(OPEN), dadas: whole('Anotaciones de esta página / Entries on this page'), siguiente: maybe(text('Dirección de las que siguen / Address of those that follow')) }),
  run: async ({ services, values }) => {
    const { entries, next } = await services.logFrom(Number(values.desde ?? '1'));
    return { body: { anotaciones: entries, dadas: entries.length }, next: next === null ? null : { desde: String(next) } };
  },
};

const WORDS: Operation = {
  id: 'definiciones',
  path: '/definiciones',
  group: 'palabras',
  es: 'El glosario y los métodos, con versión y fuente',
  en: 'The glossary and the methods, with version and source',
  parameters: [],
  answer: record({ glosario: list(OPEN), metodos: list(OPEN) }),
  run: async () => ({ body: { glosario: GLOSSARY, metodos: METHODS } }),
};

const ERROR_TABLE: Operation = {
  id: 'errores',
  path: '/errores',
  group: 'palabras',
  es: 'La tabla de errores: código, estado HTTP y frase',
  en: 'The table of errors: code, HTTP status and sentence',
  parameters: [],
  answer: record({ errores: list(record({ codigo: text('Código / Code'), estado: whole('Estado HTTP / HTTP status'), es: text('En español'), en: text('In English') })) }),
  run: async () => ({ body: { errores: (Object.keys(ERRORS) as ErrorCode[]).map((codigo) => ({ codigo, estado: ERRORS[codigo].http, es: ERRORS[codigo].es, en: ERRORS[codigo].en })) } }),
};

export const PROOF_OPERATIONS: readonly Operation[] = [RECEIPT, SOURCE, LOG, WORDS, ERROR_TABLE];
