import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asYupayError, type YupayError } from '#lib/kernel/errors.ts';
import type { LoadProgress } from './context.ts';

/** A load as a person watches it: from the file's arrival to its result or its error. */
export interface Job {
  readonly id: string;
  readonly file: string;
  readonly via: string;
  readonly stage: string;
  readonly progress: Partial<LoadProgress>;
  readonly result: unknown;
  readonly error: { code: string; details: Record<string, string> } | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** False when a running job has not given a sign of life for half a minute: its process died. */
  readonly alive: boolean;
}

export async function openJob(pool: pg.Pool, file: string, via: string, id: string = randomUUID()): Promise<string> {
  await pool.query(`insert into trabajo (id, archivo, via, etapa) values ($1, $2, $3, 'espera') on conflict (id) do update set latido = now()`, [id, file, via]);
  return id;
}

/** Writes every change of stage, and progress at most four times a second; a slow database never slows the load. */
export function progressWriter(pool: pg.Pool, id: string): (progress: LoadProgress) => void {
  let last = 0;
  let stage = '';
  return (progress) => {
    if (progress.stage === stage && Date.now() - last < 250) return;
    [last, stage] = [Date.now(), progress.stage];
    pool.query('update trabajo set etapa = $2, avance = $3, latido = now() where id = $1', [id, progress.stage, progress]).catch(() => undefined);
  };
}

export async function closeJob(pool: pg.Pool, id: string, outcome: { result: unknown } | { error: unknown }): Promise<void> {
  const error: YupayError | null = 'error' in outcome ? asYupayError(outcome.error) : null;
  await pool.query(
    `update trabajo set etapa = $2, resultado = $3, error = $4, terminado = now(), latido = now() where id = $1`,
    [id, error ? 'error' : 'listo', 'result' in outcome ? JSON.stringify(outcome.result) : null, error ? JSON.stringify({ code: error.code, details: error.details }) : null],
  );
}

const toJob = (row: Record<string, unknown>): Job => ({
  id: row.id as string,
  file: row.archivo as string,
  via: row.via as string,
  stage: row.etapa as string,
  progress: row.avance as Partial<LoadProgress>,
  result: row.resultado,
  error: row.error as Job['error'],
  createdAt: row.creado as Date,
  finishedAt: row.terminado as Date | null,
  alive: row.terminado !== null || (row.vivo as boolean),
});

const COLUMNS = `id, archivo, via, etapa, avance, resultado, error, creado, terminado, latido > now() - interval '30 seconds' as vivo`;

export async function recentJobs(pool: pg.Pool, limit: number): Promise<Job[]> {
  const { rows } = await pool.query(`select ${COLUMNS} from trabajo where via <> 'hechos' order by creado desc limit $1`, [limit]);
  return rows.map(toJob);
}

export async function findJob(pool: pg.Pool, id: string): Promise<Job | null> {
  const { rows } = await pool.query(`select ${COLUMNS} from trabajo where id::text = $1`, [id]);
  return rows.length === 0 ? null : toJob(rows[0]);
}
