import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAN_PARTES } from '#lib/frameworks/parts/dataset.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { hashFile } from '#lib/platform/files.ts';
import { loadFile, type LoadReport } from '#lib/provenance/load/load.ts';
import type { Application } from './application.ts';
import { factsFolder } from './facts-folder.ts';

/** One shipped table, as the manifest describes it. */
export interface ShippedTable {
  readonly file: string;
  readonly dataset: string;
  readonly recipe: string;
  readonly sha256: string;
  readonly rows: number;
  readonly publisher: string;
  readonly title: { readonly es: string; readonly en: string };
  readonly period: { readonly from: string; readonly to: string };
  readonly licence: { readonly es: string; readonly en: string };
  readonly originals: readonly { readonly name: string; readonly sha256: string; readonly rows: number }[];
}

interface Manifest {
  readonly tables: readonly ShippedTable[];
  /** Laws, mandates, corrections, spellings: what people or the build wrote beside the tables. */
  readonly documents: readonly { readonly file: string; readonly sha256: string }[];
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

export function readManifest(folder = factsFolder()): readonly ShippedTable[] {
  return manifestOf(folder).tables;
}

/** Throws `hechos-alterados` for a shipped table or document that is missing or whose bytes are not those of its manifest. */
export async function checkFacts(folder = factsFolder()): Promise<void> {
  const { tables, documents } = manifestOf(folder);
  for (const { file, sha256 } of [...tables, ...documents]) {
    if ((await hashFile(join(folder, file)).catch(() => null)) !== sha256) throw new YupayError('hechos-alterados', { archivo: file });
  }
}

/** Plans that were published from here: they are their secretariat's, and another version of Yupay does not take them back. */
async function ownPlans({ pool }: Pick<Application, 'pool'>): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query(`select distinct plan from plan_version where que in ('publicar', 'retirar')`);
  return new Set(rows.map((row) => row.plan as string));
}

/**
 * Loads the shipped tables that are not live yet. A second start asks one question of the database and does nothing.
 * `retrievedAt` is the manifest's, not now's, so that the same checkout always gives the same captures.
 */
export async function loadFacts(application: Application, options: { signal: AbortSignal; onTable: (table: ShippedTable, index: number, count: number) => void; folder?: string }): Promise<LoadReport[]> {
  const folder = options.folder ?? factsFolder();
  const tables = readManifest(folder);
  const { rows } = await application.pool.query('select captura from carga where captura = any($1)', [tables.map((table) => table.sha256)]);
  const known = new Set(rows.map((row) => row.captura as string));
  const own = await ownPlans(application);
  const reports: LoadReport[] = [];
  for (const [index, table] of tables.entries()) {
    if (known.has(table.sha256)) continue;
    const file = join(folder, table.file);
    if (table.dataset === PLAN_PARTES.id && own.has((JSON.parse(readFileSync(file, 'utf8')) as { readonly id: string }).id)) continue;
    options.onTable(table, index, tables.length);
    if ((await hashFile(file)) !== table.sha256) throw new YupayError('hechos-alterados', { archivo: table.file });
    reports.push(await loadFile(application.loads, {
      file, name: table.file, by: 'Yupay', via: 'hechos', how: 'transcription', declaredYear: null, acceptRejects: false, url: null,
      transcription: {
        title: table.title.es, licence: table.licence.es, period: `${table.period.from}–${table.period.to}`, retrievedAt: '2026-11-20T00:00:00.000Z',
        original: table.originals.map(({ name, sha256, rows: count }) => ({ name, sha256, rows: count })),
      },
      signal: options.signal,
      onProgress: () => undefined,
    }));
  }
  return reports;
}
