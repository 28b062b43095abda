import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { generateInfobras } from '#lib/treasury/generator/infobras.ts';
import { watchMemory } from './memory.ts';
import { number, type Section } from './report.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** Reads a workbook of INFObras' size (97 columns, `x:`-prefixed XML) and says how much memory its reading took. */
export async function benchWorkbook(folder: string, rows: number, say: (line: string) => void): Promise<Section> {
  const path = join(folder, 'infobras.xlsx');
  say(`generating a workbook of ${number(rows)} rows…`);
  const { inflated } = await generateInfobras({ path, rows, seed: 20_261_121, cutoff: '2024-12-20', cuis: ['2235909'] });
  const bytes = statSync(path).size;
  const data = join(folder, 'workbook-state');
  mkdirSync(data, { recursive: true });
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, 'import', path, '--json', '--aceptar-rechazos'], { env: { ...process.env, YUPAY_DATA: data, YUPAY_DATA_IS_DEFAULT: '', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const memory = watchMemory(child.pid!, 'xlsx-child');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const peaks = memory.stop();
  const wall = performance.now() - started;
  const { report } = (JSON.parse(text) as { files: { report: LoadReport }[] }).files[0]!;
  rmSync(path);
  rmSync(data, { recursive: true, force: true });
  return {
    title: 'A workbook of INFObras’ size',
    how: `Generated: ${number(rows)} rows of 97 columns, ${number(bytes / 1e6)} MB that inflate to ${number(inflated / 1e9, 2)} GB of XML. The reader is a process of its own; its peak memory is the system’s own figure.`,
    measures: [
      { what: 'peak memory of the reader', value: peaks.child === 0 ? 'n/a' : `${number(peaks.child / 1e6)} MB`, target: '≤ 200 MB', met: peaks.child === 0 ? null : peaks.child <= 200e6 },
      { what: 'rows accepted and rejected', value: `${number(report.accepted)} and ${number(report.rejected)}`, target: '', met: null },
      { what: 'whole import, process start to end', value: `${number(wall)} ms`, target: '', met: null },
      { what: 'peak memory of the import', value: peaks.own === 0 ? 'n/a' : `${number(peaks.own / 1e6)} MB`, target: '≤ 2,000 MB', met: peaks.own === 0 ? null : peaks.own <= 2e9 },
    ],
  };
}
