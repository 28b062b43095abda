import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { migrate, openPool, ownConnection } from '#lib/platform/database.ts';
import { ContentStore } from '#lib/platform/files.ts';
import { Lake } from '#lib/platform/lake.ts';
import { startPostgres, type EmbeddedServer } from '#lib/platform/postgres.ts';
import type { Configuration } from '#lib/platform/settings.ts';
import { Intake } from '#lib/surveys/intake/intake.ts';
import { RecordKeys } from '#lib/surveys/intake/record-keys.ts';
import { RecordVault } from '#lib/surveys/intake/record-vault.ts';
import { chooseStateRoot, openState, type StateFolders } from '#lib/platform/state.ts';
import { Answers } from '#lib/provenance/answer.ts';
import { LOAD_CHANNEL } from '#lib/provenance/load/switch.ts';
import type { LoadServices } from '#lib/provenance/load/context.ts';
import { expectationsFor } from './expectations.ts';
import { readCorrections } from './corrections.ts';
import { projectPartition } from './project.ts';
import { DATASETS } from './questions.ts';
import { RECIPES } from './registry.ts';
import { MIGRATIONS } from './schema.ts';

/** Everything open that a command or the web server needs. Close it, and nothing is left running. */
export interface Application {
  readonly configuration: Configuration;
  readonly folders: StateFolders;
  /** True when root's state had to leave a closed folder (see `chooseStateRoot`). */
  readonly moved: boolean;
  readonly pool: pg.Pool;
  readonly connection: pg.PoolConfig;
  readonly lake: Lake;
  readonly captures: ContentStore;
  readonly parquets: ContentStore;
  readonly recordings: ContentStore;
  readonly evidence: ContentStore;
  readonly attachments: ContentStore;
  /** Keys of what phones send, apart from the database and from backups. */
  readonly recordKeys: RecordKeys;
  readonly intake: Intake;
  readonly vault: RecordVault;
  readonly answers: Answers;
  readonly loads: LoadServices;
  /** `load` fires when any process switches a load in. */
  readonly events: EventEmitter<{ load: [] }>;
  readonly close: () => Promise<void>;
}

async function openDatabase(configuration: Configuration, folders: StateFolders): Promise<{ connection: pg.PoolConfig; server: EmbeddedServer | null }> {
  if (configuration.databaseUrl !== null) return { connection: { connectionString: configuration.databaseUrl }, server: null };
  const server = await startPostgres(folders);
  return { connection: server.connection, server };
}

/**
 * Listens for loads switched in by any process, ours included. When the connection breaks, at whatever moment, it first
 * sees that the database runs (`revive` starts the embedded one again if it died), then connects anew: this is its supervisor.
 */
function listen(connection: pg.PoolConfig, onLoad: () => void, revive: () => Promise<unknown>): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let client: pg.Client | null = null;
  /** One connection, from its opening to its end. */
  const follow = async (): Promise<void> => {
    const current = ownConnection(connection);
    client = current;
    const ended = new Promise<void>((resolve) => current.once('end', resolve));
    current.on('notification', onLoad);
    try {
      await current.connect();
      await current.query(`listen ${LOAD_CHANNEL}`);
      // Whatever was switched in while nobody listened is learnt now.
      onLoad();
      await ended;
    } finally {
      await current.end().catch(() => undefined);
    }
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await follow().catch(() => undefined);
      await sleep(500, undefined, { ref: false, signal: stopping.signal }).then(revive).catch(() => undefined);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await client?.end().catch(() => undefined);
      await watching;
    },
  };
}

export async function openApplication(configuration: Configuration, environment: Readonly<Record<string, string | undefined>>, options: { listen?: boolean } = {}): Promise<Application> {
  const embedded = configuration.databaseUrl === null;
  const { root, moved } = chooseStateRoot(configuration.data, { root: process.getuid?.() === 0, embedded, isDefault: !environment.YUPAY_DATA || environment.YUPAY_DATA_IS_DEFAULT === '1' });
  const folders = openState(root);
  const { connection, server } = await openDatabase(configuration, folders);
  const pool = openPool(connection);
  try {
    await migrate(pool, MIGRATIONS);
    const lake = await Lake.open({ memory: configuration.memory, threads: configuration.threads, temporary: folders.staging });
    return assemble({ configuration, folders, moved, pool, connection, lake, server }, options.listen ?? false);
  } catch (error) {
    await pool.end();
    await server?.release();
    if (error instanceof pg.DatabaseError || (error as { code?: string }).code === 'ECONNREFUSED') {
      throw new YupayError('base-no-disponible', { detalle: (error as Error).message }, { cause: error });
    }
    throw error;
  }
}

type Parts = Pick<Application, 'configuration' | 'folders' | 'moved' | 'pool' | 'connection' | 'lake'> & { readonly server: EmbeddedServer | null };

function assemble({ server, ...parts }: Parts, listening: boolean): Application {
  const { folders, pool, lake, connection } = parts;
  const captures = new ContentStore(folders.captures);
  const parquets = new ContentStore(folders.lake, '.parquet');
  const recordings = new ContentStore(folders.recordings);
  const evidence = new ContentStore(folders.evidence);
  const attachments = new ContentStore(folders.attachments);
  const recordKeys = new RecordKeys(folders.root);
  const answers = new Answers(pool, lake, parquets, DATASETS);
  const events = new EventEmitter<{ load: [] }>();
  const forget = () => {
    answers.refresh();
    events.emit('load');
  };
  const listener = listening ? listen(connection, forget, async () => (server === null ? undefined : startPostgres(folders))) : null;
  const loads: LoadServices = {
    folders, captures, parquets, lake, pool,
    recipes: RECIPES,
    corrections: readCorrections(),
    clock: () => new Date(),
    expectations: (partition) => expectationsFor(pool, partition),
    project: projectPartition,
    switched: forget,
  };
  return {
    ...parts, captures, parquets, recordings, evidence, attachments, recordKeys, answers, loads, events,
    intake: new Intake({ pool, keys: recordKeys, store: attachments, receiving: folders.receiving }), vault: new RecordVault({ pool, keys: recordKeys, store: attachments }),
    close: async () => {
      await listener?.stop();
      await recordKeys.close();
      lake.close();
      await pool.end();
      await server?.release();
    },
  };
}
