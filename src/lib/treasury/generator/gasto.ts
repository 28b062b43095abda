import { formatScaled } from '#lib/kernel/decimal.ts';
import { DEPARTMENTS, executors, FUNDINGS, workName, type Executor, type Municipality } from './catalog.ts';
import { chainCells, classifierCells, executorCells, fundingCells, pool, quoted } from './fragments.ts';
import { Random } from '#lib/kernel/random.ts';
import { LineWriter } from './write.ts';

const pair = (name: string): string[] => [name, `${name}_NOMBRE`];

/** The 63 columns of MEF Gasto in the treasury's order (DATA §2.1). */
export const GASTO_HEADER: readonly string[] = [
  'ANO_EJE', 'MES_EJE', ...pair('NIVEL_GOBIERNO'), ...pair('SECTOR'), ...pair('PLIEGO'), 'SEC_EJEC', ...pair('EJECUTORA'),
  ...pair('DEPARTAMENTO_EJECUTORA'), ...pair('PROVINCIA_EJECUTORA'), ...pair('DISTRITO_EJECUTORA'), 'SEC_FUNC',
  ...pair('PROGRAMA_PPTO'), ...pair('TIPO_ACT_PROY'), ...pair('PRODUCTO_PROYECTO'), ...pair('ACTIVIDAD_ACCION_OBRA'),
  ...pair('FUNCION'), ...pair('DIVISION_FUNCIONAL'), ...pair('GRUPO_FUNCIONAL'), 'META', 'FINALIDAD', 'META_NOMBRE', ...pair('DEPARTAMENTO_META'),
  ...pair('FUENTE_FINANCIAMIENTO'), ...pair('RUBRO'), ...pair('TIPO_RECURSO'), ...pair('CATEGORIA_GASTO'), 'TIPO_TRANSACCION',
  ...pair('GENERICA'), ...pair('SUBGENERICA'), ...pair('SUBGENERICA_DET'), ...pair('ESPECIFICA'), ...pair('ESPECIFICA_DET'),
  'MONTO_PIA', 'MONTO_PIM', 'MONTO_CERTIFICADO', 'MONTO_COMPROMETIDO_ANUAL', 'MONTO_COMPROMETIDO', 'MONTO_DEVENGADO', 'MONTO_GIRADO',
];

/** What makes the real files hard to read. Each is on unless switched off, but the last three, which are off. */
export interface GastoQuirks {
  /** One META_NOMBRE in so many rows holds a line break; 0 is never. */
  readonly lineBreakOneIn?: number;
  /** One META_NOMBRE in so many has ¥ where Ñ should be; 0 is never. */
  readonly yenOneIn?: number;
  /** One accrual in so many is a reversal; 0 is never. */
  readonly negativeOneIn?: number;
  /** One META_NOMBRE in so many is a single blank; 0 is never. */
  readonly blankOneIn?: number;
  /** One row in so many has no month, so it must be rejected; 0 is never. */
  readonly noMonthOneIn?: number;
  /** The file ends with a line of three cells, as some real ones do. */
  readonly badLastLine?: boolean;
  readonly newline?: '\n' | '\r\n';
}

export interface GastoRequest {
  readonly rows: number;
  readonly seed: number;
  readonly year: number;
  readonly path: string;
  readonly municipalities: readonly Municipality[];
  readonly quirks?: GastoQuirks;
}

/** What was written, so that a reader can be held to it: exact totals in soles of the rows that have a month. */
export interface Generated {
  readonly rows: number;
  readonly bytes: number;
  readonly withoutMonth: number;
  readonly withLineBreak: number;
  readonly totals: Readonly<Record<string, string>>;
}

const LEVELS = ['R', 'M', 'E'] as const;
const SHARE = { R: 0.3, M: 0.5, E: 0.2 } as const;
const MEASURES = ['pia', 'pim', 'certificado', 'comprometido_anual', 'comprometido', 'devengado', 'girado'] as const;

const text = (amount: number): string => formatScaled(BigInt(amount), 2).replace(/\.?0+$/, '') || '0';

/** Fragments that rows are put together from. */
interface Pools {
  readonly byPlace: ReadonlyMap<string, readonly string[]>;
  readonly chains: readonly string[];
  readonly classifiers: readonly string[];
  readonly fundings: readonly string[];
  readonly metas: readonly string[];
}

function makePools(request: GastoRequest, random: Random): Pools {
  const byPlace = new Map<string, string[]>();
  for (const [level, units] of Object.entries(executors(request.municipalities))) {
    for (const unit of units as Executor[]) {
      const key = level + unit.departamento[0];
      byPlace.set(key, [...(byPlace.get(key) ?? []), executorCells(unit)]);
    }
  }
  return {
    byPlace,
    chains: pool(600, () => chainCells(random)),
    classifiers: pool(300, () => classifierCells(random)),
    fundings: pool(FUNDINGS.length, fundingCells),
    metas: pool(900, () => workName(random, 200 + random.below(150))),
  };
}

/** Blocks in the order of the real file: level, month from December to zero, department; with the rows of each. */
function* blocks(rows: number, pools: Pools): Generator<{ level: string; month: number; department: number; rows: number }> {
  const levels = LEVELS.filter((level) => DEPARTMENTS.some((_, index) => pools.byPlace.has(level + String(index + 1).padStart(2, '0'))));
  const whole = levels.reduce((sum, level) => sum + SHARE[level], 0);
  let given = 0;
  let reached = 0;
  for (const level of levels) {
    const places = DEPARTMENTS.flatMap((_, index) => (pools.byPlace.has(level + String(index + 1).padStart(2, '0')) ? [index + 1] : []));
    for (let month = 12; month >= 0; month--) {
      for (const department of places) {
        reached += (rows * SHARE[level]) / whole / 13 / places.length;
        const until = Math.round(reached);
        yield { level, month, department, rows: until - given };
        given = until;
      }
    }
  }
}

/** Céntimos of the seven measures of a row: budget in month zero, execution in the others (DATA §2.1). */
function amounts(month: number, random: Random, negativeOneIn: number): number[] {
  const size = 10 ** (2 + random.below(5));
  if (month === 0) {
    const pia = random.oneIn(3) ? 0 : random.below(size) * 100;
    return [pia, pia + random.below(size) * 100, 0, 0, 0, 0, 0];
  }
  const sign = negativeOneIn > 0 && random.oneIn(negativeOneIn) ? -1 : 1;
  const accrued = sign * random.below(size * 100);
  return [0, 0, Math.round(accrued * 1.1), Math.round(accrued * 1.05), accrued, accrued, Math.round(accrued * 0.98)];
}

/** The month as written, and the goal's name with its quirks. */
function oddities(month: number, meta: string, quirks: Required<GastoQuirks>, random: Random): { month: string; meta: string } {
  const hits = (times: number) => times > 0 && random.oneIn(times);
  return {
    month: hits(quirks.noMonthOneIn) ? '' : String(month),
    meta: hits(quirks.lineBreakOneIn) ? `${meta}${quirks.newline}SEGUNDA LINEA` : hits(quirks.yenOneIn) ? `${meta} DE LOS BA¥OS` : hits(quirks.blankOneIn) ? ' ' : meta,
  };
}

const DEFAULTS: Required<GastoQuirks> = { lineBreakOneIn: 20_000, yenOneIn: 5_000, negativeOneIn: 40, blankOneIn: 300, noMonthOneIn: 0, badLastLine: false, newline: '\n' };

/**
 * Writes a full-width synthetic Gasto file: the real columns, order of rows, width (1.7–1.9 kB a row) and quirks; real
 * codes of the municipalities given; invented names and amounts. Same seed, same bytes.
 */
export function generateGasto(request: GastoRequest): Generated {
  const quirks = { ...DEFAULTS, ...request.quirks };
  const random = new Random(request.seed);
  const pools = makePools(request, random);
  const out = new LineWriter(request.path);
  const totals = MEASURES.map(() => 0n);
  let withoutMonth = 0;
  let withLineBreak = 0;
  out.write(GASTO_HEADER.join(',') + quirks.newline);
  for (const block of blocks(request.rows, pools)) {
    const place = String(block.department).padStart(2, '0');
    const units = pools.byPlace.get(block.level + place)!;
    const placeCells = `${place},${quoted(DEPARTMENTS[block.department - 1]!)}`;
    for (let i = 0; i < block.rows; i++) {
      const { month, meta } = oddities(block.month, random.pick(pools.metas), quirks, random);
      const measures = amounts(block.month, random, quirks.negativeOneIn);
      if (month === '') withoutMonth += 1;
      else for (let m = 0; m < totals.length; m++) totals[m]! += BigInt(measures[m]!);
      if (meta.includes('\n')) withLineBreak += 1;
      out.write(
        `${request.year},${month},${random.pick(units)},${random.below(9_999) + 1},${random.pick(pools.chains)},${String(random.below(99_999)).padStart(5, '0')},${String(random.below(99_999)).padStart(7, '0')},${quoted(meta)},${placeCells},${random.pick(pools.fundings)},${random.pick(pools.classifiers)},${measures.map(text).join(',')}${quirks.newline}`,
      );
    }
  }
  if (quirks.badLastLine) out.write(`${request.year},12,M${quirks.newline}`);
  out.close();
  return { rows: request.rows, bytes: out.bytes, withoutMonth, withLineBreak, totals: Object.fromEntries(MEASURES.map((name, index) => [name, formatScaled(totals[index]!, 2)])) };
}
