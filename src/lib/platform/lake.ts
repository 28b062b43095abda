import { DuckDBInstance, type DuckDBConnection, type DuckDBResultReader, type DuckDBValue } from '@duckdb/node-api';
import { YupayError } from '#lib/kernel/errors.ts';

/** A row of text cells: decimals and integers as they print exactly, null for null. */
export type TextRow = (string | null)[];

export interface LakeOptions {
  readonly memory: string;
  readonly threads: number;
  readonly temporary: string;
}

type Parameters = Readonly<Record<string, string | number | bigint | null>>;

/** Columns and rows of an answer, cells as text. */
export interface Table {
  columns: string[];
  rows: TextRow[];
}

/** What asks the lake: the lake itself, or the lake within limits. */
export type Asker = Pick<Lake, 'query'>;

export interface QuestionLimits {
  readonly milliseconds: number;
  /** Rows of one answer: more are refused, never cut. */
  readonly rows: number;
}

/** What a question of a page or of the API may take. Every district in each of seventeen years would be a third of these rows. */
export const QUESTION_LIMITS: QuestionLimits = { milliseconds: 20_000, rows: 100_000 };

/** Quotes text as a SQL literal, for the few places where DuckDB takes no parameter (file lists). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An in-memory DuckDB over immutable Parquet: no file of its own, so nothing to lock and nothing to corrupt. */
export class Lake {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  static async open(options: LakeOptions): Promise<Lake> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: options.memory,
      threads: String(options.threads),
      temp_directory: options.temporary,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    // Files never change under their name, so what is known of one stays true.
    await connection.run('set global parquet_metadata_cache = true');
    // Without its purging threads the allocator keeps what a sort has freed: 2.3 GB instead of 1.0 for one national file.
    await connection.run('set global allocator_background_threads = true').finally(() => connection.closeSync());
    return new Lake(instance);
  }

  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect();
  }

  /** Runs one query on a connection of its own and gives its columns and rows as text. */
  async query(sql: string, parameters: Parameters = {}): Promise<Table> {
    const connection = await this.connect();
    try {
      return await queryOn(connection, sql, parameters);
    } finally {
      connection.closeSync();
    }
  }

  /**
   * The lake for whoever asks from outside. Throws `consulta-lenta` when the time is over, the query interrupted, and
   * `respuesta-larga` beyond the rows. Loads and `verify` ask the lake itself: nobody waits for them.
   */
  within(limits: QuestionLimits = QUESTION_LIMITS): Asker {
    return {
      query: async (sql, parameters = {}) => {
        const connection = await this.connect();
        try {
          return await queryWithin(connection, limits, sql, parameters);
        } finally {
          connection.closeSync();
        }
      },
    };
  }

  close(): void {
    this.#instance.closeSync();
  }
}

const text = (value: DuckDBValue): string | null => (value === null ? null : String(value));

const tableOf = (reader: DuckDBResultReader): Table => ({ columns: reader.columnNames(), rows: reader.getRows().map((row) => row.map(text)) });

export async function queryOn(connection: DuckDBConnection, sql: string, parameters: Parameters = {}): Promise<Table> {
  return tableOf(Object.keys(parameters).length === 0 ? await connection.runAndReadAll(sql) : await connection.runAndReadAll(sql, parameters));
}

async function queryWithin(connection: DuckDBConnection, { milliseconds, rows }: QuestionLimits, sql: string, parameters: Parameters): Promise<Table> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    connection.interrupt();
  }, milliseconds);
  try {
    // Read as it is made and no further than the limit, so that an endless answer fills no memory.
    const reader = await (Object.keys(parameters).length === 0 ? connection.streamAndReadUntil(sql, rows + 1) : connection.streamAndReadUntil(sql, rows + 1, parameters));
    if (reader.currentRowCount > rows) throw new YupayError('respuesta-larga', { limite: String(rows) });
    return tableOf(reader);
  } catch (error) {
    if (!late || error instanceof YupayError) throw error;
    throw new YupayError('consulta-lenta', { segundos: String(Math.ceil(milliseconds / 1000)) }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
