import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '#lib/platform/lake.ts';
import type { Rejection } from '../reading.ts';

/** Rejected lines as they come, kept whole on disk: a file may be all rejections. */
export class RejectionList {
  count = 0;
  first: Rejection | null = null;
  readonly #path: string;
  readonly #stream: WriteStream;

  constructor(path: string) {
    this.#path = path;
    this.#stream = createWriteStream(path);
  }

  async add(rejection: Rejection): Promise<void> {
    this.count += 1;
    this.first ??= rejection;
    const line = JSON.stringify({ ...rejection, raw: rejection.raw.slice(0, 4_000) });
    if (!this.#stream.write(`${line}\n`)) await once(this.#stream, 'drain');
  }

  /** Ends the list and writes it as Parquet; gives its path, or null when nothing was rejected. */
  async toParquet(connection: DuckDBConnection): Promise<string | null> {
    this.#stream.end();
    await once(this.#stream, 'close');
    if (this.count === 0) return null;
    const target = `${this.#path}.parquet`;
    await connection.run(
      `copy (select * from read_json(${literal(this.#path)}, format='newline_delimited', maximum_object_size=1000000,
        columns={line: 'BIGINT', byteOffset: 'BIGINT', reason: 'VARCHAR', reasonEn: 'VARCHAR', raw: 'VARCHAR'}) order by line)
       to ${literal(target)} (format parquet, compression zstd)`,
    );
    return target;
  }
}
