import { spawn } from 'node:child_process';
import { mkdirSync, openSync, fsyncSync, closeSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lake, literal } from '#lib/platform/lake.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { wideColumns } from '#lib/provenance/reading/wide.ts';
import type { WideDetected } from '#lib/provenance/reading.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { RECIPES } from '#lib/publishing/registry.ts';
import { generateGasto } from '#lib/treasury/generator/gasto.ts';
import { municipalitiesForGenerator } from '../municipalities.ts';
import { watchMemory } from './memory.ts';
import { median, number, type Section } from './report.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** The ceiling: DuckDB alone copies the same CSV to Parquet with the same explicit types, zstd and an fsync. */
async function bareCopy(file: string, folder: string): Promise<number> {
  const detected = (await detect(file, RECIPES, {})) as WideDetected;
  const types = wideColumns(detected).columns.map(({ header, duckType }) => `${literal(header)}: ${literal(duckType.startsWith('ENUM') ? 'VARCHAR' : duckType)}`).join(', ');
  const target = join(folder, 'bare.parquet');
  const lake = await Lake.open({ memory: '1GB', threads: 1, temporary: folder });
  const connection = await lake.connect();
  const started = performance.now();
  await connection.run(`copy (select * from read_csv(${literal(file)}, header=true, auto_detect=false, delim=',', quote='"', escape='"', columns={${types}})) to ${literal(target)} (format parquet, compression zstd)`);
  const descriptor = openSync(target, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
  const elapsed = performance.now() - started;
  connection.closeSync();
  lake.close();
  rmSync(target);
  return elapsed;
}

interface ImportRun {
  readonly report: LoadReport;
  readonly wall: number;
  /** Peak resident memory of the importing process, bytes. */
  readonly peak: number;
}

/** Our import, in a process of its own, with its peak memory read from the system. */
async function ourImport(file: string, data: string): Promise<ImportRun> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, 'import', file, '--json'], { env: { ...process.env, YUPAY_DATA: data, YUPAY_DATA_IS_DEFAULT: '', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const memory = watchMemory(child.pid!);
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const peak = memory.stop().own;
  const { files } = JSON.parse(text) as { files: { report: LoadReport }[] };
  return { report: files[0]!.report, wall: performance.now() - started, peak };
}

export async function benchImport(folder: string, rows: number, runs: number, say: (line: string) => void): Promise<Section> {
  const file = join(folder, 'gasto.csv');
  say(`generating ${number(rows)} rows of Gasto…`);
  const { bytes } = generateGasto({ rows, seed: 20_261_120, year: 2023, path: file, municipalities: municipalitiesForGenerator() });
  const bare: number[] = [];
  const ours: ImportRun[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push(await bareCopy(file, folder));
    ours.push(await ourImport(file, join(folder, 'state')));
    say(`run ${run + 1}: bare ${number(bare.at(-1)!)} ms, ours ${number(ours.at(-1)!.wall)} ms whole`);
  }
  rmSync(file);
  rmSync(join(folder, 'state'), { recursive: true, force: true });
  const rate = (ms: number) => (rows * 1_000) / ms;
  const load = median(ours.map(({ report }) => report.times.parse));
  const ratio = median(bare) / load;
  const peak = Math.max(...ours.map((run) => run.peak));
  const step = (name: 'sort' | 'digest') => `${number(median(ours.map(({ report }) => report.times[name])))} ms`;
  return {
    title: 'Import of a full-width Gasto file',
    how: `A generated file of 63 columns, ${number(rows)} rows, ${number(bytes / 1e9, 2)} GB; median of ${runs} runs, bare copy and import in turns. The load is everything until the rows stand in Parquet: the private copy, its SHA-256, our byte scan for structure and physical lines, and DuckDB’s parse beside them. Sort and digest come after it and are printed apart.`,
    measures: [
      { what: 'bare DuckDB CSV → Parquet copy', value: `${number(rate(median(bare)))} rows/s`, target: '', met: null },
      { what: 'our load', value: `${number(rate(load))} rows/s`, target: '', met: null },
      { what: 'our load ÷ bare copy', value: ratio.toFixed(2), target: '≥ 0.80', met: ratio >= 0.8 },
      { what: 'sort by SEC_EJEC', value: step('sort'), target: 'printed apart', met: null },
      { what: 'logical digest', value: step('digest'), target: 'printed apart', met: null },
      { what: 'whole import, process start to end', value: `${number(median(ours.map((run) => run.wall)))} ms`, target: '', met: null },
      { what: 'peak memory of the import', value: peak === 0 ? 'n/a' : `${number(peak / 1e6)} MB`, target: '≤ 2,000 MB', met: peak === 0 ? null : peak <= 2e9 },
    ],
  };
}
