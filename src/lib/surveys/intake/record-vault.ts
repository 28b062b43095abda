import type { Readable } from 'node:stream';
import type pg from 'pg';
import { audit } from '#lib/access/audit.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import { openFile } from './attachment.ts';
import { unsealBytes } from './record-cipher.ts';
import type { RecordKeys } from './record-keys.ts';
import { belongsTo, quarantineBelongsTo, type Kept } from './submission.ts';
import { chainOf, filesOfRecords } from './submission-store.ts';

/** Of a submission, or of one in quarantine. */
export type RecordKind = Kept['kind'];

export interface OpenedAttachment {
  readonly name: string;
  /** Media type that the phone gave. */
  readonly type: string;
  readonly stream: Readable;
}

interface SealedRow {
  readonly form: string;
  readonly instance: string;
  readonly slot: string;
  readonly raw: Buffer;
  readonly destroyed: boolean;
}

/** Reads what phones sent, for whoever reviews it, and destroys it for good. */
export class RecordVault {
  readonly #pool: pg.Pool;
  readonly #keys: RecordKeys;
  readonly #store: ContentStore;

  constructor({ pool, keys, store }: { readonly pool: pg.Pool; readonly keys: RecordKeys; readonly store: ContentStore }) {
    [this.#pool, this.#keys, this.#store] = [pool, keys, store];
  }

  async #row(kind: RecordKind, number: number): Promise<SealedRow> {
    const { rows } = await this.#pool.query(`select formulario as form, ${kind === 'envio' ? 'instancia' : `''`} as instance, llave as slot, crudo as raw, destruido is not null as destroyed from ${kind === 'envio' ? 'envio' : 'envio_cuarentena'} where numero = $1`, [number]);
    if (rows.length === 0) throw new YupayError('envio-no-existe', { numero: String(number) });
    return rows[0] as SealedRow;
  }

  /** The bytes exactly as they were sent; null when their key was destroyed or is of another installation. Throws `envio-no-existe`. */
  async readSubmission(number: number, kind: RecordKind = 'envio'): Promise<Buffer | null> {
    const row = await this.#row(kind, number);
    const key = row.destroyed ? null : await this.#keys.get(row.slot);
    return key === null ? null : unsealBytes(key, kind === 'envio' ? belongsTo(row) : quarantineBelongsTo(row.slot, row.form), row.raw);
  }

  /** Whether a submission can still be read. Throws `envio-no-existe`. */
  async recoverable(number: number, kind: RecordKind = 'envio'): Promise<boolean> {
    const { destroyed, slot } = await this.#row(kind, number);
    return !destroyed && (await this.#keys.get(slot)) !== null;
  }

  /** An attachment by its own number; null when the key of its record was destroyed. Throws `envio-no-existe`. */
  async readAttachment(number: number): Promise<OpenedAttachment | null> {
    const { rows } = await this.#pool.query(`select a.tipo as type, a.cifrado as sealed, a.sello as seal, coalesce(e.llave, c.llave) as slot, coalesce(e.destruido, c.destruido) is not null as destroyed
      from envio_archivo a left join envio e on e.numero = a.envio left join envio_cuarentena c on c.numero = a.cuarentena where a.numero = $1`, [number]);
    if (rows.length === 0) throw new YupayError('envio-no-existe', { numero: String(number) });
    const { type, sealed, seal, slot, destroyed } = rows[0] as { type: string; sealed: string; seal: Buffer; slot: string; destroyed: boolean };
    const key = destroyed ? null : await this.#keys.get(slot);
    const opened = key === null ? null : openFile(this.#store, key, seal, sealed);
    return opened === null ? null : { ...opened, type };
  }

  /** Number, type and length of the files of a submission. */
  async attachments(number: number, kind: RecordKind = 'envio'): Promise<{ readonly number: number; readonly type: string; readonly bytes: number }[]> {
    return (await filesOfRecords(this.#pool, kind, [number])).map(({ sealed: _, ...file }) => file);
  }

  /**
   * Destroys a submission with every correction of it, before and after: their keys first, which backups do not hold, then
   * what they sealed. The rows stay, so that it is known that there was one. Throws `envio-no-existe`.
   */
  async destroy(number: number, who: string, kind: RecordKind = 'envio', reason: string | null = null): Promise<void> {
    await this.#row(kind, number);
    const table = kind === 'envio' ? 'envio' : 'envio_cuarentena';
    const numbers = kind === 'envio' ? await chainOf(this.#pool, number) : [number];
    const { rows } = await this.#pool.query(`select llave from ${table} where numero = any($1)`, [numbers]);
    for (const { llave } of rows) await this.#keys.destroy(llave as string);
    const files = await filesOfRecords(this.#pool, kind, numbers);
    await transaction(this.#pool, async (client) => {
      await client.query(`update ${table} set destruido = coalesce(destruido, now()), crudo = '' where numero = any($1)`, [numbers]);
      await audit(client, who, 'envio-destruir', { [kind]: numbers, ...(reason === null ? {} : { motivo: reason }) });
    });
    for (const { sealed } of files) await this.#store.erase(sealed);
  }
}
