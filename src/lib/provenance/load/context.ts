import type pg from 'pg';
import type { StateFolders } from '#lib/platform/state.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import type { Lake } from '#lib/platform/lake.ts';
import type { Correction } from '../correction.ts';
import type { FactRow, Recipe } from '../recipe.ts';

/** Where a load stands, for the progress bar and the panel. */
export interface LoadProgress {
  readonly stage: 'reconocer' | 'capturar' | 'leer' | 'ordenar' | 'cotejar' | 'publicar';
  readonly done: number;
  readonly total: number;
  readonly rows: number;
}

/** What a second source says a measure should add up to. */
export interface Expectation {
  readonly measure: string;
  readonly expected: string;
  /** What the second source is, for people. */
  readonly source: string;
}

/** A freshly parsed partition, before it is switched in. */
export interface NewPartition {
  readonly dataset: string;
  readonly year: number | null;
  readonly series: string;
  readonly precedence: number;
  /** Parquet in staging. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  readonly root: string;
  readonly groups: readonly { group: string; rows: number; digest: string }[];
  readonly totals: Readonly<Record<string, string>>;
}

/** What the pipeline needs from the rooms below it, passed in. */
export interface LoadServices {
  readonly folders: StateFolders;
  readonly captures: ContentStore;
  readonly parquets: ContentStore;
  readonly lake: Lake;
  readonly pool: pg.Pool;
  readonly recipes: readonly Recipe[];
  readonly corrections: readonly Correction[];
  readonly clock: () => Date;
  /** Totals that other live sources lead us to expect of a new partition. */
  readonly expectations: (partition: NewPartition) => Promise<readonly Expectation[]>;
  /** Copies small datasets (places) into their tables, inside the switch's transaction. */
  readonly project: (client: pg.ClientBase, partition: NewPartition, rows: AsyncIterable<FactRow>) => Promise<void>;
  /** Called once a load is visible: this process forgets what it answered before, at once; others hear of it on `LOAD_CHANNEL`. */
  readonly switched: () => void;
}

export interface LoadRequest {
  readonly file: string;
  /** Name to show to people; never used to recognise anything. */
  readonly name: string;
  readonly by: string;
  readonly via: 'orden' | 'panel' | 'hechos';
  readonly how: 'download' | 'upload' | 'transcription';
  readonly declaredYear: number | null;
  readonly acceptRejects: boolean;
  readonly url: string | null;
  /** For shipped facts: what the manifest says of the table. */
  readonly transcription: { readonly title: string; readonly licence: string; readonly period: string; readonly retrievedAt: string; readonly original: { sha256: string; name: string; rows: number }[] } | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}
