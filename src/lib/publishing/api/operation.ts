import { YupayError, type Language } from '#lib/kernel/errors.ts';
import type { Services } from '../services.ts';

/** The part of JSON Schema that the descriptions of this API need. */
export type Schema =
  | { readonly type: 'string'; readonly pattern?: string; readonly maxLength?: number; readonly format?: string; readonly enum?: readonly string[]; readonly description?: string }
  | { readonly type: 'integer'; readonly minimum?: number; readonly maximum?: number; readonly default?: number; readonly description?: string }
  | { readonly type: 'boolean'; readonly description?: string }
  | { readonly type: 'array'; readonly items: Schema; readonly description?: string }
  | { readonly type: 'object'; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly additionalProperties?: Schema | boolean; readonly description?: string }
  | { readonly anyOf: readonly (Schema | { readonly type: 'null' })[]; readonly description?: string };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
  readonly es: string;
  readonly en: string;
  readonly example?: string;
}

export interface Asked {
  readonly services: Services;
  readonly language: Language;
  /** Scheme and host of this Yupay. */
  readonly origin: string;
  /** Parameters by name, checked against their schemas; absent ones are not there. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly body: Readonly<Record<string, unknown>>;
  /** Parameters of the next page, null on the last one; absent where there are no pages. */
  readonly next?: Readonly<Record<string, string>> | null;
}

/**
 * One thing that the API answers. Its address, its place in the OpenAPI description, its form on the page that tries it
 * and its line in the documentation are all made from this.
 */
export interface Operation {
  readonly id: string;
  /** After `/api/v1`, parameters in braces. */
  readonly path: string;
  readonly group: 'lugares' | 'inversiones' | 'planes' | 'indices' | 'consultas' | 'datos' | 'prueba' | 'palabras';
  readonly es: string;
  readonly en: string;
  readonly parameters: readonly Parameter[];
  /** What a right answer is. */
  readonly answer: Schema;
  readonly run: (asked: Asked) => Promise<Answered>;
}

export const API_BASE = '/api/v1';

const refuse = (detalle: string) => new YupayError('solicitud-mala', { detalle });

function check({ name, schema }: Parameter, value: string): void {
  if (!('type' in schema)) return;
  if (schema.type === 'integer') {
    const whole = /^-?\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (Number.isNaN(whole) || whole < (schema.minimum ?? -Infinity) || whole > (schema.maximum ?? Infinity)) throw refuse(`${name} va de ${schema.minimum ?? '…'} a ${schema.maximum ?? '…'}`);
  }
  if (schema.type !== 'string') return;
  if (schema.enum && !schema.enum.includes(value)) throw refuse(`${name} es uno de ${schema.enum.join(', ')}`);
  if (value.length > (schema.maxLength ?? 200)) throw refuse(`${name} es demasiado largo`);
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) throw refuse(`${name} no tiene la forma ${schema.pattern}`);
}

/** The values of an operation's parameters. Throws `solicitud-mala` for one that is missing, unknown, repeated or malformed. */
export function readValues(operation: Operation, path: Readonly<Record<string, string>>, query: URLSearchParams): Record<string, string> {
  const known = new Map(operation.parameters.map((parameter) => [parameter.name, parameter]));
  const values: Record<string, string> = { ...path };
  for (const name of new Set(query.keys())) {
    if (known.get(name)?.in !== 'query') throw refuse(`no hay parámetro «${name.slice(0, 40)}»`);
    if (query.getAll(name).length > 1) throw refuse(`${name} viene repetido`);
    if (query.get(name) !== '') values[name] = query.get(name)!;
  }
  for (const parameter of operation.parameters) {
    const value = values[parameter.name];
    if (value !== undefined) check(parameter, value);
    else if (parameter.required) throw refuse(`falta ${parameter.name}`);
  }
  return values;
}

/** The operation at an address, with the values that the address holds; null when there is none. */
export function findOperation(operations: readonly Operation[], address: string): { readonly operation: Operation; readonly path: Readonly<Record<string, string>> } | null {
  const asked = address.split('/');
  for (const operation of operations) {
    const parts = operation.path.split('/');
    if (parts.length !== asked.length) continue;
    const path: Record<string, string> = {};
    const fits = parts.every((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return part === asked[index];
      path[name] = asked[index]!;
      return asked[index] !== '';
    });
    if (fits) return { operation, path };
  }
  return null;
}

/** The address of an operation with values filled in; those that are not in the path follow the question mark. */
export function addressOf(operation: Operation, values: Readonly<Record<string, string>>): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const rest = Object.entries(values).filter(([name]) => operation.parameters.some((parameter) => parameter.name === name && parameter.in === 'query'));
  const query = new URLSearchParams(rest).toString();
  return `${API_BASE}${path}${query === '' ? '' : `?${query}`}`;
}
