import type pg from 'pg';
import type { Queryable } from '#lib/platform/database.ts';
import type { IntakeFlag, SealedFile, SealedSubmission, SubmissionRow } from './submission.ts';

/** Rows, flags and files of several submissions in one statement: one journey to the database and one sync of its log. */
const INSERT = `
  with nuevo as (
    insert into envio (formulario, version, instancia, llave, crudo, igualdad, prueba, incompleto, encuestador)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::boolean[], $8::boolean[], $9::text[])
    on conflict (formulario, instancia) do nothing returning numero, llave
  ), alerta as (
    insert into envio_alerta (envio, codigo) select n.numero, a.codigo from unnest($10::text[], $11::text[]) a (llave, codigo) join nuevo n using (llave)
  ), archivo as (
    insert into envio_archivo (envio, tipo, bytes, cifrado, sello, igualdad)
    select n.numero, f.tipo, f.bytes, f.cifrado, f.sello, f.igualdad from unnest($12::text[], $13::text[], $14::bigint[], $15::text[], $16::bytea[], $17::text[]) f (llave, tipo, bytes, cifrado, sello, igualdad) join nuevo n using (llave)
  ) select numero, llave from nuevo`;

/** Writes submissions that are new; gives the number of each, null for one whose instance is there already. */
export async function insertSubmissions(client: Queryable, all: readonly SealedSubmission[]): Promise<(number | null)[]> {
  const flags = all.flatMap(({ slot, flags: own }) => own.map((flag) => ({ slot, flag })));
  const files = all.flatMap(({ slot, files: own }) => own.map((file) => ({ slot, ...file })));
  const { rows } = await client.query({
    name: 'envio-insertar', text: INSERT,
    values: [
      all.map((one) => one.form), all.map((one) => one.version), all.map((one) => one.instance), all.map((one) => one.slot), all.map((one) => one.raw), all.map((one) => one.equality), all.map((one) => one.draft), all.map((one) => one.incomplete), all.map((one) => one.enumerator),
      flags.map((one) => one.slot), flags.map((one) => one.flag),
      files.map((one) => one.slot), files.map((one) => one.type), files.map((one) => one.bytes), files.map((one) => one.sealed), files.map((one) => one.seal), files.map((one) => one.equality),
    ],
  });
  const numbers = new Map(rows.map((row) => [row.llave as string, Number(row.numero)]));
  return all.map(({ slot }) => numbers.get(slot) ?? null);
}

const ROW = 'numero as number, llave as slot, igualdad as equality, incompleto as incomplete, destruido is not null as destroyed, prueba as draft, encuestador as enumerator';

const rowOf = (row: Record<string, unknown> | undefined): SubmissionRow | null => (row === undefined ? null : { ...(row as unknown as SubmissionRow), number: Number(row.number) });

/** The submission of an instance; null when there is none. `hold` keeps any other change of it waiting. */
export async function submissionOf(client: Queryable, form: string, instance: string, hold = false): Promise<SubmissionRow | null> {
  const { rows } = await client.query(`select ${ROW} from envio where formulario = $1 and instancia = $2${hold ? ' for update' : ''}`, [form, instance]);
  return rowOf(rows[0]);
}

export async function isCorrected(client: Queryable, number: number): Promise<boolean> {
  return (await client.query('select 1 from envio where anterior = $1', [number])).rowCount === 1;
}

/** Ties a submission to the one that it corrects. */
export async function tieCorrection(client: Queryable, number: number, former: number): Promise<void> {
  await client.query('update envio set anterior = $2 where numero = $1', [number, former]);
}

/** Adds files to a submission or a quarantined one; gives the sealed names of those that it had already, sealed otherwise. */
export async function addFiles(client: Queryable, to: { readonly kind: 'envio' | 'cuarentena'; readonly number: number }, files: readonly SealedFile[]): Promise<string[]> {
  const repeated: string[] = [];
  for (const { type, bytes, sealed, seal, equality } of files) {
    const { rowCount } = await client.query(`insert into envio_archivo (${to.kind}, tipo, bytes, cifrado, sello, igualdad) values ($1, $2, $3, $4, $5, $6) on conflict (${to.kind}, igualdad) do nothing`, [to.number, type, bytes, sealed, seal, equality]);
    // A write that was done although its answer was lost is tried again: then the file that is there is this very one.
    if (rowCount === 0 && (await client.query('select 1 from envio_archivo where cifrado = $1', [sealed])).rowCount === 0) repeated.push(sealed);
  }
  return repeated;
}

/** Adds flags that a submission does not have yet. */
export async function addFlags(client: Queryable, number: number, flags: readonly IntakeFlag[]): Promise<void> {
  await client.query('insert into envio_alerta (envio, codigo) select $1, f from unnest($2::text[]) f where not exists (select from envio_alerta a where a.envio = $1 and a.codigo = f)', [number, flags]);
}

/** All its files arrived. */
export async function completeSubmission(client: Queryable, number: number): Promise<void> {
  await client.query('update envio set incompleto = false where numero = $1', [number]);
}

export interface QuarantineDraft {
  readonly form: string;
  readonly version: string | null;
  readonly slot: string;
  readonly raw: Buffer;
  readonly equality: string;
  readonly reason: string;
  readonly enumerator: string | null;
}

/** Keeps what cannot be read as XML; the same bytes are kept once. Gives its row. */
export async function quarantine(client: Queryable, { form, version, slot, raw, equality, reason, enumerator }: QuarantineDraft): Promise<{ readonly number: number; readonly slot: string; readonly fresh: boolean; readonly destroyed: boolean }> {
  const { rowCount } = await client.query('insert into envio_cuarentena (formulario, version, llave, crudo, igualdad, motivo, encuestador) values ($1, $2, $3, $4, $5, $6, $7) on conflict (formulario, igualdad) do nothing', [form, version, slot, raw, equality, reason, enumerator]);
  const { rows } = await client.query('select numero as number, llave as slot, destruido is not null as destroyed from envio_cuarentena where formulario = $1 and igualdad = $2', [form, equality]);
  return { ...(rows[0] as { slot: string; destroyed: boolean }), number: Number(rows[0].number), fresh: rowCount === 1 };
}

/** A submission and all corrections of it, before and after, oldest first; empty when there is none. */
export async function chainOf(client: Queryable, number: number): Promise<number[]> {
  const { rows } = await client.query(
    `with recursive antes as (select numero, anterior from envio where numero = $1 union all select e.numero, e.anterior from envio e join antes a on e.numero = a.anterior),
       cadena as (select numero from antes where anterior is null union all select e.numero from envio e join cadena c on e.anterior = c.numero) select numero from cadena order by numero`,
    [number],
  );
  return rows.map((row) => Number(row.numero));
}

/** Files of some submissions, or quarantined ones. */
export async function filesOfRecords(client: pg.Pool | pg.ClientBase, kind: 'envio' | 'cuarentena', numbers: readonly number[]): Promise<{ readonly number: number; readonly type: string; readonly bytes: number; readonly sealed: string }[]> {
  const { rows } = await client.query(`select numero as number, tipo as type, bytes, cifrado as sealed from envio_archivo where ${kind} = any($1) order by numero`, [numbers]);
  return rows.map((row) => ({ ...(row as { type: string; sealed: string }), number: Number(row.number), bytes: Number(row.bytes) }));
}
