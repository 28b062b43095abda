import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import { sealBytes, unsealBytes } from '../intake/record-cipher.ts';
import type { RecordKeys } from '../intake/record-keys.ts';
import type { Comparison } from './compare.ts';
import type { Entry, PaperRef } from './entry.ts';

/** `una`: one person typed it; `dos`: two did and agree, and it is not sent yet; `difiere`: they do not; `listo`: it is a submission. */
export type PaperState = 'una' | 'dos' | 'difiere' | 'listo';

export interface PaperLine extends PaperRef {
  readonly id: number;
  readonly state: PaperState;
  /** Fields that were compared, and those that differed; null before both are in. */
  readonly fields: number | null;
  readonly differing: number | null;
  /** The submission that it came to. */
  readonly submission: number | null;
  /** Who typed it, the first one first; account ids, for the team's own page alone. */
  readonly keyers: readonly string[];
  /** Who settled what differed had typed it too. */
  readonly settledByKeyer: boolean;
}

export interface KeyingParts {
  readonly pool: pg.Pool;
  readonly keys: RecordKeys;
}

const PAPERS = `select p.id, p.formulario as form, p.version, p.numero as number, p.estado as state, p.campos as fields, p.distintos as differing, p.envio as submission,
  array(select d.quien from papel_digitacion d where d.papel = p.id order by d.cuando, d.quien) as keyers, exists (select from papel_digitacion d where d.papel = p.id and d.quien = p.comparo) as "settledByKeyer" from papel_encuesta p`;

const lineOf = (row: Record<string, unknown>): PaperLine => ({ ...(row as unknown as PaperLine), id: Number(row.id), submission: row.submission === null ? null : Number(row.submission) });

/** Papers, those that need somebody first. */
export async function paperLines(client: Queryable): Promise<PaperLine[]> {
  const { rows } = await client.query(`${PAPERS} order by array_position(array['difiere', 'dos', 'una', 'listo'], p.estado), p.formulario, p.numero, p.version`);
  return rows.map(lineOf);
}

/** A paper; null when nobody typed it yet. */
export async function paperLine(client: Queryable, { form, version, number }: PaperRef): Promise<PaperLine | null> {
  const { rows } = await client.query(`${PAPERS} where p.formulario = $1 and p.version = $2 and p.numero = $3`, [form, version, number]);
  return rows[0] === undefined ? null : lineOf(rows[0] as Record<string, unknown>);
}

/** Whether somebody may type a paper now. Throws `papel-repetido`, `papel-completo`. */
export function insistOnTurn(paper: PaperLine | null, who: string): void {
  if (paper === null) return;
  if (paper.keyers.includes(who)) throw new YupayError('papel-repetido', { numero: paper.number });
  if (paper.state !== 'una') throw new YupayError('papel-completo', { numero: paper.number });
}

/** Somebody's entry is bound to its paper and to who typed it, so that two rows cannot be swapped. */
const belongs = (id: number, who: string): string => `papel:${id}:${who}`;

/** What both typed, the first one first. Throws `papel-falta-otra`, and `papel-ilegible` where a key is not of this installation. */
export async function readEntries(client: Queryable, keys: RecordKeys, paper: PaperLine): Promise<readonly [Entry, Entry]> {
  const { rows } = await client.query('select quien as who, llave as slot, sellado as sealed from papel_digitacion where papel = $1 order by cuando, quien', [paper.id]);
  if (rows.length !== 2 || paper.state === 'listo') throw new YupayError('papel-falta-otra', { numero: paper.number });
  const read = await Promise.all(rows.map(async ({ who, slot, sealed }) => {
    const key = await keys.get(slot as string);
    const bytes = key === null ? null : unsealBytes(key, belongs(paper.id, who as string), sealed as Buffer);
    if (bytes === null) throw new YupayError('papel-ilegible', { numero: paper.number });
    return JSON.parse(bytes.toString()) as Entry;
  }));
  return [read[0]!, read[1]!];
}

/**
 * Keeps what somebody typed; with the second entry the two are compared. Gives the paper as it stands then. Throws
 * `sin-permiso`, `papel-repetido`, `papel-completo`, `papel-ilegible`.
 */
export async function keepEntry({ pool, keys }: KeyingParts, actor: Actor | null, paper: PaperRef, entry: Entry, compare: (first: Entry, second: Entry) => Comparison): Promise<PaperLine> {
  insist(actor, 'llevar-encuesta', {});
  const { slot, key } = await keys.take();
  return transaction(pool, async (client) => {
    const place = [paper.form, paper.version, paper.number];
    await client.query('insert into papel_encuesta (formulario, version, numero) values ($1, $2, $3) on conflict do nothing', place);
    // Held to the end, so that of two who type at once the second is compared with the first.
    await client.query('select from papel_encuesta where formulario = $1 and version = $2 and numero = $3 for update', place);
    const before = (await paperLine(client, paper))!;
    insistOnTurn(before, actor.id);
    await client.query('insert into papel_digitacion (papel, quien, llave, sellado, cuando) values ($1, $2, $3, $4, clock_timestamp())', [before.id, actor.id, slot, sealBytes(key, belongs(before.id, actor.id), Buffer.from(JSON.stringify(entry)))]);
    await audit(client, actor.id, 'papel-digitar', { formulario: paper.form, version: paper.version, papel: before.id });
    if (before.keyers.length === 1) {
      const { fields, differences } = compare(...(await readEntries(client, keys, before)));
      await client.query('update papel_encuesta set estado = $2, campos = $3, distintos = $4 where id = $1', [before.id, differences.length === 0 ? 'dos' : 'difiere', fields, differences.length]);
    }
    return (await paperLine(client, paper))!;
  });
}

/**
 * Ties a paper to its submission, which holds all from here on: what the two typed is destroyed with its keys, so that who
 * withdraws is gone from here too. `settled` tells that somebody chose between what differed.
 */
export async function closePaper({ pool, keys }: KeyingParts, actor: Actor, paper: PaperLine, submission: number, settled: boolean): Promise<void> {
  const slots = await transaction(pool, async (client) => {
    const { rowCount } = await client.query(`update papel_encuesta set estado = 'listo', envio = $2, comparo = case when $3 then $4 end, comparado = case when $3 then now() end where id = $1 and estado in ('dos', 'difiere')`, [paper.id, submission, settled, actor.id]);
    if (rowCount === 0) return [];
    const { rows } = await client.query('select llave as slot from papel_digitacion where papel = $1', [paper.id]);
    await client.query(`update papel_digitacion set sellado = '' where papel = $1`, [paper.id]);
    await audit(client, actor.id, settled ? 'papel-comparar' : 'papel-coincide', { formulario: paper.form, version: paper.version, papel: paper.id, envio: submission, ...(settled ? { propio: paper.keyers.includes(actor.id) } : {}) });
    return rows.map(({ slot }) => slot as string);
  });
  for (const slot of slots) await keys.destroy(slot);
}

/** Papers that nobody went on with for long hold people's answers for nothing: their keys go first, for backups do not hold those. Gives how many. */
export async function dropStalePapers({ pool, keys }: KeyingParts, before: Date, who: string): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query(`select id from papel_encuesta p where estado <> 'listo' and not exists (select from papel_digitacion d where d.papel = p.id and d.cuando > $1) order by id for update`, [before]);
    const ids = rows.map(({ id }) => Number(id));
    const { rows: sealed } = await client.query('select llave as slot from papel_digitacion where papel = any($1)', [ids]);
    for (const { slot } of sealed) await keys.destroy(slot as string);
    await client.query('delete from papel_digitacion where papel = any($1)', [ids]);
    await client.query('delete from papel_encuesta where id = any($1)', [ids]);
    if (ids.length > 0) await audit(client, who, 'papel-destruir', { papeles: ids });
    return ids.length;
  });
}

export interface KeyerLine {
  readonly who: string;
  readonly papers: number;
  /** Fields that differed from the other person's, of each hundred compared; null before any was compared. */
  readonly per100: number | null;
}

/** How each person's typing compares with that of the others. */
export async function keyerLines(client: Queryable): Promise<KeyerLine[]> {
  const { rows } = await client.query('select d.quien as who, count(*)::int as papers, (100.0 * sum(p.distintos) / nullif(sum(p.campos), 0))::float8 as per100 from papel_digitacion d join papel_encuesta p on p.id = d.papel group by d.quien order by d.quien');
  return rows as KeyerLine[];
}
