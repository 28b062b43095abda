import { join } from 'node:path';
import { Lake, literal } from '#lib/platform/lake.ts';
import { runQuery } from '#lib/provenance/answer.ts';
import { SUMMARY } from '#lib/provenance/load/sort.ts';
import { parquetRelation } from '#lib/provenance/digest.ts';
import type { QueryInput } from '#lib/provenance/query.ts';
import { DATASETS, findQuery } from '#lib/publishing/questions.ts';
import { DEVENGADO } from '#lib/treasury/datasets.ts';
import { generateDevengadoParquet } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../municipalities.ts';
import { number, percentile, type Section } from './report.ts';

const YEARS = Array.from({ length: 14 }, (_, index) => 2009 + index);
const ASKED = 200;

/** Fourteen national years in the Gasto-Devengado layout, straight to Parquet. */
async function generateYears(folder: string, rows: number, say: (line: string) => void): Promise<{ inputs: QueryInput[]; times: number[] }> {
  const times: number[] = [];
  const lake = await Lake.open({ memory: '2GB', threads: 2, temporary: folder });
  const connection = await lake.connect();
  const inputs: QueryInput[] = [];
  for (const year of YEARS) {
    const path = join(folder, `${year}.parquet`);
    await generateDevengadoParquet({ year, rows, seed: year, path, connection, municipalities: municipalitiesForGenerator() });
    say(`generated ${year}`);
    const summary = join(folder, `${year}-resumen.parquet`);
    const started = performance.now();
    await connection.run(`copy (select *, null::bigint as linea from (${DEVENGADO.rollup!.sql.replace('{{partition}}', parquetRelation(path))}) order by sec_ejec, ubigeo, funcion) to ${literal(summary)} (format parquet, compression ${SUMMARY.compression}, row_group_size ${SUMMARY.rows})`);
    times.push(performance.now() - started);
    inputs.push({ dataset: DEVENGADO.rollup!.dataset.id, year, series: 'gasto-devengado', parquet: summary, capture: '', load: '', root: '' });
  }
  connection.closeSync();
  lake.close();
  return { inputs, times };
}

/** The place page's budget question over all fourteen years, for municipalities never asked before; DuckDB alone, no memory of answers. */
export async function benchPlace(folder: string, rows: number, say: (line: string) => void): Promise<Section> {
  const { inputs, times } = await generateYears(folder, rows, say);
  const query = findQuery('presupuesto-por-anio')!;
  const lake = await Lake.open({ memory: '1GB', threads: 2, temporary: folder });
  const ask = async (place: { ubigeo: string; secEjec: string }) => {
    const started = performance.now();
    const found = await runQuery(lake, query, { ubigeo: place.ubigeo, sec_ejec: place.secEjec }, inputs, (path) => path, DATASETS);
    return { ms: performance.now() - started, years: found.length };
  };
  const places = municipalitiesForGenerator();
  const stride = Math.floor(places.length / (ASKED + 1));
  const cold = await ask(places[0]!);
  const warm: number[] = [];
  for (let n = 1; n <= ASKED; n += 1) {
    const answer = await ask(places[n * stride]!);
    if (answer.years !== YEARS.length) throw new Error(`a municipality answered ${answer.years} years of ${YEARS.length}`);
    warm.push(answer.ms);
  }
  const lines: number[] = [];
  const files = YEARS.map((year) => literal(join(folder, `${year}.parquet`))).join(', ');
  for (let n = 1; n <= ASKED; n += 4) {
    const started = performance.now();
    await lake.query(`select anio, sum(pim), sum(devengado), count(*) from read_parquet([${files}]) where sec_ejec = $sec_ejec group by anio`, { sec_ejec: places[n * stride]!.secEjec });
    lines.push(performance.now() - started);
  }
  lake.close();
  return {
    title: 'One place over fourteen national years',
    how: `\`presupuesto-por-anio\` over ${YEARS.length} generated years of ${number(rows)} rows each (Gasto-Devengado layout, sorted by SEC_EJEC), as the page asks it: over the summary that each load makes and publishes beside its lines. Cold is the first question of a fresh engine; warm are ${ASKED} other municipalities, each asked once, so no answer is remembered.`,
    measures: [
      { what: 'cold', value: `${cold.ms.toFixed(1)} ms`, target: '', met: null },
      { what: 'warm, median', value: `${percentile(warm, 0.5).toFixed(1)} ms`, target: '≤ 20 ms', met: percentile(warm, 0.5) <= 20 },
      { what: 'warm, p95', value: `${percentile(warm, 0.95).toFixed(1)} ms`, target: '', met: null },
      { what: 'the same place summed from all its lines, warm, median', value: `${percentile(lines, 0.5).toFixed(1)} ms`, target: '', met: null },
      { what: 'making one year’s summary', value: `${number(percentile(times, 0.5))} ms`, target: '', met: null },
    ],
  };
}
