import type pg from 'pg';
import type { Expectation, NewPartition } from '#lib/provenance/load/context.ts';

/** Pairs of datasets that must add up to the same: measure by measure, year by year. */
const TWINS: readonly { readonly dataset: string; readonly twin: string; readonly measures: readonly (readonly [string, string])[]; readonly source: string }[] = [
  { dataset: 'gasto-regional-mensual', twin: 'gasto-regional-anual', measures: [['devengado', 'devengado']], source: 'el archivo regional anual' },
  { dataset: 'gasto-regional-anual', twin: 'gasto-regional-mensual', measures: [['devengado', 'devengado']], source: 'el archivo regional por meses' },
  { dataset: 'gasto', twin: 'gasto-devengado', measures: [['pim', 'pim'], ['devengado', 'devengado'], ['girado', 'girado']], source: 'el archivo Gasto-Devengado' },
  { dataset: 'gasto-devengado', twin: 'gasto', measures: [['pim', 'pim'], ['devengado', 'devengado'], ['girado', 'girado']], source: 'el archivo Gasto por meses' },
];

/** The totals of live twins of the same year. No twin, no expectation: a lonely file is not a wrong one. */
export async function expectationsFor(pool: pg.Pool, partition: NewPartition): Promise<Expectation[]> {
  const found: Expectation[] = [];
  for (const { twin, measures, source } of TWINS.filter((pair) => pair.dataset === partition.dataset)) {
    const { rows } = await pool.query(
      `select p.totales from particion_viva v join particion p on p.id = v.particion
       where v.conjunto = $1 and v.anio is not distinct from $2::integer order by p.precedencia desc, p.id desc limit 1`,
      [twin, partition.year],
    );
    for (const [measure, other] of measures) {
      const expected = rows[0]?.totales[other] as string | undefined;
      if (expected !== undefined) found.push({ measure, expected, source });
    }
  }
  return found;
}
