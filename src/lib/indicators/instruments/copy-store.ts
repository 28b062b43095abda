import type { Queryable } from '#lib/platform/database.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { CopyState, CopyStepTaken, FilledCopy, StoredAnswer } from './filled-copy.ts';

const COPIES = `select numero as number, instrumento as instrument, version, entidad as entity, entidad_nombre as name, lugar as place, organizacion as organisation, observador as observer,
  quien as author, fecha as date, estado as state, concilia as reconciles, motivo as reason, muestra_evidencia as "showsEvidence", to_char(publicada, 'YYYY-MM-DD') as published from evaluacion`;

/** The newest answer to each item: nobody wrote over it. */
const ANSWERS = `select r.evaluacion as copy, r.numero as id, r.item, r.fila as "row", r.estado as state, r.valor as value, r.direccion as address, r.evidencia as file, r.momento as moment, r.nota as note, r.quien as who
  from evaluacion_respuesta r where r.evaluacion = any($1) and not exists (select from evaluacion_respuesta n where n.anterior = r.numero) order by r.fila, r.numero`;

type Row = Record<string, unknown>;

async function withAnswers(client: Queryable, rows: readonly Row[]): Promise<FilledCopy[]> {
  const numbers = rows.map((row) => Number(row.number));
  const answers = numbers.length === 0 ? [] : (await client.query(ANSWERS, [numbers])).rows;
  const byCopy = Map.groupBy(answers as Row[], ({ copy }) => Number(copy));
  return rows.map(({ entity, name, place, number, reconciles, ...row }) => ({
    ...(row as unknown as Omit<FilledCopy, 'number' | 'entity' | 'reconciles' | 'answers'>), number: Number(number), entity: { id: entity as string, name: name as string, place: place as string | null }, reconciles: (reconciles as string[]).map(Number),
    answers: (byCopy.get(Number(number)) ?? []).map(({ copy: _, id, moment, ...one }) => ({ ...one, id: String(id), moment: moment === null ? null : (moment as Date).toISOString() }) as StoredAnswer),
  }));
}

/** A copy by its number. `hold` keeps any other change of it waiting until the transaction ends. Throws `ficha-no-existe`. */
export async function filledCopy(client: Queryable, number: number, hold = false): Promise<FilledCopy> {
  const { rows } = await client.query(`${COPIES} where numero = $1${hold ? ' for update' : ''}`, [number]);
  if (rows.length === 0) throw new YupayError('ficha-no-existe', { codigo: String(number) });
  return (await withAnswers(client, rows))[0]!;
}

/** Copies of an instrument in some states, oldest first; with `instrument` null, of all of them. */
export async function filledCopies(client: Queryable, instrument: string | null, states: readonly CopyState[]): Promise<FilledCopy[]> {
  const { rows } = await client.query(`${COPIES} where ($1::text is null or instrumento = $1) and estado = any($2) order by numero`, [instrument, states]);
  return withAnswers(client, rows);
}

export async function copySteps(client: Queryable, number: number): Promise<CopyStepTaken[]> {
  const { rows } = await client.query('select paso as step, nombre as who, cuando as at, comentario as comment from evaluacion_paso where evaluacion = $1 order by numero', [number]);
  return rows.map((row) => ({ ...row, at: (row.at as Date).toISOString() }) as CopyStepTaken);
}
