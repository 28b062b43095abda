import { parseScaled, ratio, type DecimalText } from '#lib/kernel/decimal.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { IndexDefinition, IndexItem } from './definition.ts';
import { MEASURED } from './measures.ts';

/** Why an item has no value; the codes are keys of the catalogue's reasons. */
export type NoValue = 'encuesta-pendiente' | 'encuesta-reservada' | 'ficha-pendiente' | 'dos-observadores' | 'sin-archivo-del-anio' | 'sin-denominador';

/** One item of one municipality and year. */
export interface ItemValue {
  readonly numerator: DecimalText | null;
  readonly denominator: DecimalText | null;
  readonly cases: string | null;
  readonly value: DecimalText | null;
  /** Standard error, for what comes from a sample. */
  readonly error: DecimalText | null;
  readonly reason: NoValue | null;
}

/** What is known of a municipality in a year: a value or its reason for each item, in the order of the definition, and what stands beside. */
export interface UnitYear {
  readonly year: string;
  readonly ubigeo: string;
  readonly name: string;
  readonly items: readonly ItemValue[];
  readonly context: readonly ItemValue[];
}

const DECIMALS = 10;
const MONEY = 2;

type Measured = Readonly<Record<(typeof MEASURED)[number], string | null>>;

export const measuredRow = (row: TextRow): Measured => Object.fromEntries(MEASURED.map((name, at) => [name, row[at] ?? null])) as Measured;

/** Part over whole in per cent, exactly; null where the whole is zero or either is unknown. */
function percent(part: DecimalText | null, whole: DecimalText | null): DecimalText | null {
  const [a, b] = [part, whole].map((text) => (text === null ? null : (parseScaled(text, MONEY)?.units ?? null)));
  return a == null || b == null || b <= 0n ? null : ratio(a * 100n, b, DECIMALS);
}

const gap = (reason: NoValue): ItemValue => ({ numerator: null, denominator: null, cases: null, value: null, error: null, reason });

const MISSING = { tesoro: 'sin-archivo-del-anio', encuesta: 'encuesta-pendiente', ficha: 'ficha-pendiente' } as const satisfies Record<IndexItem['source']['kind'], NoValue>;

function valueOf(item: Pick<IndexItem, 'source'>, rows: readonly Measured[]): ItemValue {
  const { kind, measure } = item.source;
  const row = rows.find(({ medida }) => measure !== null && medida === measure);
  if (row === undefined) return gap(MISSING[kind]);
  const value = row.valor ?? percent(row.numerador, row.denominador);
  const reason = value !== null ? null : kind === 'encuesta' ? 'encuesta-reservada' : kind === 'ficha' && Number(row.casos) > 1 ? 'dos-observadores' : 'sin-denominador';
  return { numerator: row.numerador, denominator: row.denominador, cases: row.casos, value, error: row.error, reason };
}

/** Every municipality and year that has a measure, oldest year first, then by place. */
export function unitYears(definition: IndexDefinition, rows: readonly TextRow[]): UnitYear[] {
  const groups = Map.groupBy(rows.map(measuredRow), ({ anio, ubigeo }) => `${anio} ${ubigeo}`);
  return [...groups.values()].map((own): UnitYear => {
    const { anio, ubigeo, municipalidad } = own[0]!;
    return { year: anio!, ubigeo: ubigeo!, name: municipalidad ?? ubigeo!, items: definition.items.map((item) => valueOf(item, own)), context: definition.context.map((item) => valueOf(item, own)) };
  }).sort((a, b) => (`${a.year} ${a.ubigeo}` < `${b.year} ${b.ubigeo}` ? -1 : 1));
}
