import { describe, expect, it } from 'vitest';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { describeReport } from './report.ts';

const report = (...years: (number | null)[]): LoadReport => ({
  load: 'c', capture: 'f'.repeat(64), recipe: 'ingreso-mensual@1', title: { es: 'Ingreso', en: 'Income' }, bytes: 1, accepted: 2, rejected: 0, tallies: {}, times: { parse: 0, sort: 0, digest: 0 },
  number: 1, replaced: [], repeated: false,
  partitions: years.map((year) => ({ dataset: 'ingreso', year, series: 'x', rows: 2, root: 'r', totals: {}, expectations: [] })),
});

const notes = (declared: number | null, ...years: (number | null)[]) => describeReport(report(...years), '2014-Ingreso.csv', 'es', declared).filter((line) => line.includes('aviso'));

describe('a year that the file’s name or the person says', () => {
  it('is told when no row is of it', () => {
    expect(notes(2014, 2015)).toEqual(['  aviso: se dijo 2014, por --anio o por su nombre, y ninguna fila es de ese año; se cargó lo que dicen las filas']);
    expect(notes(2014, 2015, 2016)).toHaveLength(1);
  });

  it('is not told when it is among them, when nothing was said, or where rows have no year', () => {
    expect([notes(2014, 2014), notes(2014, 2013, 2014), notes(null, 2015), notes(2014, null), notes(2014)].flat()).toEqual([]);
  });

  it('calls a summary only what was made beside its own lines', () => {
    const both = { ...report(2015), partitions: ['ingreso', 'ingreso-resumen', 'otro-resumen'].map((dataset) => ({ ...report(2015).partitions[0]!, dataset })) };
    expect(describeReport(both, 'x.csv', 'es').filter((line) => /^ {2}2015/.test(line))).toEqual(['  2015: 2 filas', '  2015 (resumen): 2 filas', '  2015: 2 filas']);
  });

  it('names each year of a file that holds several', () => {
    expect(describeReport(report(2015, 2016), 'x.csv', 'es').filter((line) => /^ {2}20/.test(line))).toEqual(['  2015: 2 filas', '  2016: 2 filas']);
  });
});
