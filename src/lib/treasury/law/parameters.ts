import document from '../../../../facts/leyes.json' with { type: 'json' };
import { parseScaled } from '#lib/kernel/decimal.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { LAW_SHAPES, type LawId, type LawShape, type LawValues } from './values.ts';

/** V confirmed in a published source, S stated by several users, M from memory, B believed. None but V is settled. */
export type Certainty = 'V' | 'S' | 'M' | 'B';

/** One legal parameter during one span of time. Dates are ISO days, inclusive; null is open. */
export interface LawParameter<K extends LawId = LawId> {
  readonly id: K;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  /** `anio`: only the year is known, the day is 1 January by convention. `desconocida`: no date is held, never in force. */
  readonly fecha: 'dia' | 'anio' | 'desconocida';
  readonly value: LawValues[K];
  readonly norm: string;
  readonly article: string | null;
  readonly note: { readonly es: string; readonly en: string };
  /** Who read the norm itself; null while nobody has (METHODS §0.5). */
  readonly verified_by: string | null;
  readonly certeza: Certainty;
}

export type LawTable = readonly LawParameter[];

const damaged = (detail: string, cause?: unknown): YupayError => new YupayError('hechos-alterados', { archivo: `leyes.json (${detail})` }, { cause });

const DECIMAL = /^\d+(\.\d+)?$/;

function holds(kind: LawShape['members'][string], value: unknown): boolean {
  switch (kind) {
    case 'share': return typeof value === 'string' && DECIMAL.test(value) && parseScaled(value, 12)!.units <= 10n ** 12n;
    case 'decimal': return typeof value === 'string' && DECIMAL.test(value);
    case 'text': return typeof value === 'string' && value !== '';
    case 'texts': return Array.isArray(value) && value.length > 0 && value.every((item) => holds('text', item));
    case 'decimals': return Array.isArray(value) && value.length > 0 && value.every((item) => holds('decimal', item));
    case 'flag': return typeof value === 'boolean';
    case 'count': return Number.isSafeInteger(value) && (value as number) > 0;
  }
}

function checkValue(id: LawId, value: Readonly<Record<string, unknown>>): void {
  const { members, whole = false } = LAW_SHAPES[id];
  const names = Object.keys(members);
  if (Object.keys(value).sort().join() !== [...names].sort().join()) throw damaged(`${id}: miembros`);
  for (const name of names) if (!holds(members[name]!, value[name])) throw damaged(`${id}.${name}`);
  const sum = whole ? names.reduce((total, name) => total + parseScaled(value[name] as string, 12)!.units, 0n) : 10n ** 12n;
  if (sum !== 10n ** 12n) throw damaged(`${id}: las partes no suman uno`);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const START = '0000-00-00';
const END = '9999-99-99';

function checkSpan({ id, valid_from, valid_to, fecha }: LawParameter): void {
  const dates = [valid_from, valid_to].filter((date) => date !== null);
  if (dates.some((date) => !DAY.test(date))) throw damaged(`${id}: fecha`);
  if ((fecha === 'desconocida') !== (dates.length === 0)) throw damaged(`${id}: vigencia`);
  if ((valid_from ?? START) > (valid_to ?? END)) throw damaged(`${id}: vigencia invertida`);
}

function checkOverlap(table: LawTable): void {
  for (const id of new Set(table.map((parameter) => parameter.id))) {
    const spans = table.filter((p) => p.id === id && p.fecha !== 'desconocida').sort((a, b) => ((a.valid_from ?? START) < (b.valid_from ?? START) ? -1 : 1));
    spans.slice(1).forEach((span, index) => {
      if ((spans[index]!.valid_to ?? END) >= (span.valid_from ?? START)) throw damaged(`${id}: dos valores el mismo día`);
    });
  }
}

/**
 * Reads the table of legal parameters. Throws `hechos-alterados` when an id is unknown, a value has another shape, the
 * shares of a split do not add to one, or two values hold on the same day.
 */
export function readLaw(source: { readonly parametros: readonly unknown[] }): LawTable {
  const table = source.parametros as LawTable;
  for (const parameter of table) {
    if (!Object.hasOwn(LAW_SHAPES, parameter.id)) throw damaged(`parámetro desconocido ${String(parameter.id)}`);
    if (!['V', 'S', 'M', 'B'].includes(parameter.certeza)) throw damaged(`${parameter.id}: certeza`);
    checkSpan(parameter);
    checkValue(parameter.id, parameter.value as unknown as Readonly<Record<string, unknown>>);
  }
  checkOverlap(table);
  return table;
}

/** The table that ships with the project (`facts/leyes.json`). */
export const LAW: LawTable = readLaw(document);

/** The value of a parameter in force on a day (`AAAA-MM-DD`). Null when none is known to be: it is then not applied. */
export function inForce<K extends LawId>(id: K, day: string, table: LawTable = LAW): LawParameter<K> | null {
  if (!DAY.test(day)) throw new RangeError(`not a day: ${day}`);
  const found = table.find((p) => p.id === id && p.fecha !== 'desconocida' && (p.valid_from ?? START) <= day && day <= (p.valid_to ?? END));
  return (found as LawParameter<K> | undefined) ?? null;
}

/** Every entry of a parameter, oldest first, those without a date last: what a method page prints. */
export function lawHistory<K extends LawId>(id: K, table: LawTable = LAW): readonly LawParameter<K>[] {
  const rank = (p: LawParameter): string => (p.fecha === 'desconocida' ? END : (p.valid_from ?? START));
  return (table.filter((p) => p.id === id) as LawParameter<K>[]).sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/** Parameters that a person must still check against the norm itself before release (METHODS §13). */
export function unverified(table: LawTable = LAW): readonly LawParameter[] {
  return table.filter((parameter) => parameter.verified_by === null);
}
