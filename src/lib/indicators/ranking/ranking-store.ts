import { YupayError } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import type { ReleaseState } from './release.ts';

/** A ranking on its way to the public: the receipt that it is made of, and what was done with it. */
export interface Ranking {
  readonly id: number;
  readonly index: string;
  readonly year: string;
  /** SHA-256 of the receipt with the table. */
  readonly receipt: string;
  readonly state: ReleaseState;
  readonly createdOn: string;
  readonly notifiedOn: string | null;
  /** How the ranked entities were told. */
  readonly means: string | null;
  readonly releasedOn: string | null;
  /** Public reason for releasing in an electoral window. */
  readonly override: string | null;
  /** Why it was withdrawn or discarded. */
  readonly reason: string | null;
}

/** What an entity answered, by its office. */
export interface Reply {
  readonly ubigeo: string;
  readonly office: string;
  readonly text: string;
  readonly day: string;
}

const COLUMNS = `id, indice as "index", anio as year, recibo as receipt, estado as state, to_char(creado at time zone 'America/Lima', 'YYYY-MM-DD') as "createdOn",
  to_char(notificado, 'YYYY-MM-DD') as "notifiedOn", medio as means, to_char(publicado, 'YYYY-MM-DD') as "releasedOn", excepcion as override, motivo as reason`;

/** Throws `ranking-no-existe`. `hold` keeps any other change of it waiting until the transaction ends. */
export async function rankingKept(client: Queryable, id: string, hold = false): Promise<Ranking> {
  const { rows } = await client.query(`select ${COLUMNS} from ranking where id::text = $1${hold ? ' for update' : ''}`, [id]);
  if (rows.length === 0) throw new YupayError('ranking-no-existe');
  return rows[0] as Ranking;
}

/** Every ranking, newest first. */
export async function rankingsKept(client: Queryable): Promise<Ranking[]> {
  return (await client.query(`select ${COLUMNS} from ranking order by id desc`)).rows as Ranking[];
}

/** Those that the public reads of an index, newest year first. */
export async function releasedRankings(client: Queryable, index: string): Promise<Ranking[]> {
  return (await client.query(`select ${COLUMNS} from ranking where indice = $1 and estado = 'publicado' order by anio desc`, [index])).rows as Ranking[];
}

/** Replies to a ranking, oldest first. */
export async function repliesTo(client: Queryable, id: number): Promise<Reply[]> {
  return (await client.query(`select ubigeo, cargo as office, texto as text, to_char(dia, 'YYYY-MM-DD') as day from ranking_replica where ranking = $1 order by id`, [id])).rows as Reply[];
}
