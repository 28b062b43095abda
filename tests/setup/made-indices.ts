/** Files of municipalities that nobody measured, as rows of their datasets: what an index is made of. */
import { Random } from '#lib/kernel/random.ts';
import type { Row } from './ask.ts';

export const UNITS = 24;
export const code = (n: number): string => String(10_101 + n).padStart(6, '0');
const executor = (n: number): string => String(300_001 + n);
const district = (n: number): Row => ({ ubigeo: code(n), sec_ejec: executor(n), municipalidad: `MUNICIPALIDAD ${String.fromCharCode(65 + n)}` });

export interface Unit {
  readonly n: number;
  readonly year: string;
  readonly pim: number;
  readonly accrued: number;
  /** Part of both in a priority function. */
  readonly priority: number;
  readonly filed: boolean;
  readonly upToDate: boolean;
  readonly cost: number;
  readonly stopped: boolean;
  readonly closedIn: number;
  readonly delay: number;
}

/** The files of one municipality and year: two projects, two investments, one closed one and two works. */
function factsOf({ n, year, pim, accrued, priority, filed, upToDate, cost, stopped, closedIn, delay }: Unit): Record<string, Row[]> {
  const own = { anio: year, sec_ejec: executor(n), ubigeo: code(n) };
  const cut = `${year}-12-31`;
  const cui = (k: number) => `${n + 1}${year}${k}`;
  const investment = (k: number, funcion: string, more: Row): Row => ({ ...own, corte: cut, registro: 'activas', cui: cui(k), funcion, en_pmi: true, expediente_tecnico: filed, tiene_f12b: true, ultima_declaracion: upToDate ? `${year}-12-15` : `${year}-06-01`, monto_viable: '100', costo_actualizado: String(cost), ...more });
  return {
    'seguimiento-inversiones': [
      { ...own, funcion_nombre: 'SALUD', pim: String(pim * priority), devengado: String(accrued * priority) },
      { ...own, funcion_nombre: 'CULTURA Y DEPORTE', pim: String(pim * (1 - priority)), devengado: String(accrued * (1 - priority)) },
    ],
    'inversiones': [
      investment(1, 'SALUD', { pmi_1: String(100 * priority) }), investment(2, 'TURISMO', { pmi_1: String(100 * (1 - priority)) }),
      { ...own, corte: cut, registro: 'cerradas', cui: cui(3), fin_fisico: `${Number(year) - 2}-06-01`, fecha_f9: `${Number(year) - 2 + (closedIn > 12 ? 2 : 0)}-12-01` },
    ],
    'obras': [
      { anio: year, corte: cut, codigo_obra: cui(4), cui: cui(1), paralizada: stopped },
      { anio: year, corte: cut, codigo_obra: cui(5), cui: cui(2), fecha_inicio: `${year}-01-01`, fecha_fin_programada: `${year}-04-11`, fecha_fin_real: `${year}-${delay > 0 ? '07-20' : '04-01'}`, paralizada: false },
    ],
    'presupuesto': [{ ...own, nivel: 'municipalidad', nombre: 'X', pim: '1000', devengado: '830.5', parcial: false }],
  };
}

export function merged(units: readonly Unit[], districts = UNITS): Record<string, Row[]> {
  const all = units.map(factsOf);
  const of = (name: string): Row[] => all.flatMap((one) => one[name] ?? []);
  return { 'distritos': Array.from({ length: districts }, (_, n) => district(n)), 'seguimiento-inversiones': of('seguimiento-inversiones'), 'inversiones': of('inversiones'), 'obras': of('obras'), 'presupuesto': of('presupuesto') };
}

/** A complete table that nobody measured. */
export function made(year: string, seed: number, count = UNITS): Unit[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, n) => ({
    n, year, pim: 1_000, accrued: 100 + random.below(900), priority: random.below(11) / 10, filed: random.below(2) === 0, upToDate: random.below(2) === 0, cost: 100 + random.below(80), stopped: random.below(3) === 0, closedIn: random.below(24), delay: random.below(2),
  }));
}
