import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import { receiveFile, sealFileKey, type ReceivedFile } from './attachment.ts';
import { stateOf } from './form-version.ts';
import { GroupCommit } from './group-commit.ts';
import { readInstance, type InstanceHead } from './instance-xml.ts';
import { keyedHash, sealBytes, secretFor } from './record-cipher.ts';
import type { RecordKeys } from './record-keys.ts';
import { belongsTo, quarantineBelongsTo, type IntakeFlag, type Kept, type Posted, type SealedFile, type SealedSubmission, type SubmissionRow } from './submission.ts';
import { addFiles, addFlags, completeSubmission, insertSubmissions, isCorrected, quarantine, submissionOf, tieCorrection } from './submission-store.ts';

export interface IntakeParts {
  readonly pool: pg.Pool;
  readonly keys: RecordKeys;
  /** Sealed attachments, by the SHA-256 of their sealed bytes. */
  readonly store: ContentStore;
  /** Where files are while they arrive. */
  readonly receiving: string;
}

const UUID = /^uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Instances are random by the rules of phones; another text might say whose it is, so only its keyed hash is kept. */
const instanceKey = (secret: Buffer, text: string): string => (UUID.test(text) ? text.toLowerCase() : `otra:${keyedHash(secretFor(secret, 'instancia'), text)}`);

/** An instance sealed by a key, ready to be written. */
interface Prepared {
  readonly posted: Posted;
  readonly form: string;
  readonly version: string;
  readonly instance: string;
  readonly former: string | null;
  readonly equality: string;
  readonly flags: readonly IntakeFlag[];
}

/**
 * Takes what phones send. It is accepted first and judged after: what can be read at all is kept, sealed with a key of
 * its own, and durable before anybody is told so.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #group: GroupCommit<SealedSubmission, number | null>;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#group = new GroupCommit((items) => insertSubmissions(parts.pool, items), ({ raw }) => raw.length);
  }

  /** Streams a file to the disk; `receive` takes it from there, or leaves nothing of it. */
  async receiveFile(source: Readable, given: { readonly name: string; readonly type: string }): Promise<ReceivedFile> {
    return receiveFile(this.#parts.receiving, secretFor(await this.#parts.keys.secret(), 'igualdad'), source, given);
  }

  /**
   * Keeps a submission with its files, all durable when it returns. Throws `envio-ilegible` when not even its form can be
   * told, `envio-sin-formulario`, `envio-formulario-cerrado`, `envio-distinto`, `envio-corregido`, `envio-sin-original`.
   */
  async receive(posted: Posted): Promise<Kept> {
    try {
      const head = readInstance(posted.xml);
      if (!head.form) throw new YupayError('envio-ilegible');
      await Promise.all(posted.files.map((file) => this.#parts.store.adopt(file.path, file.sealed)));
      return await this.#keep(posted, head, head.form);
    } catch (error) {
      await Promise.all(posted.files.map(({ path }) => rm(path, { force: true })));
      // Of another failure nobody knows whether the database took the rows: their files stay.
      if (error instanceof YupayError) await this.#erase(posted.files.map(({ sealed }) => sealed));
      throw error;
    }
  }

  async #erase(sealed: readonly string[]): Promise<void> {
    for (const one of sealed) await this.#parts.store.erase(one);
  }

  async #keep(posted: Posted, head: InstanceHead, form: string): Promise<Kept> {
    const { pool, keys } = this.#parts;
    const [secret, { state, known }] = await Promise.all([keys.secret(), stateOf(pool, form, head.version)]);
    const refused = () => new YupayError('envio-sin-formulario', { formulario: form, version: head.version });
    const equality = keyedHash(secretFor(secret, 'igualdad'), `${form}\0`, posted.xml);
    if (head.fault !== null) {
      if (!known && !(posted.draft && state === 'borrador')) throw refused();
      return this.#quarantine(posted, head, form, equality);
    }
    if (state === null || posted.draft !== (state === 'borrador')) throw refused();
    const prepared: Prepared = {
      posted, form, version: head.version, equality, flags: flagsOf(posted, head, form),
      instance: instanceKey(secret, head.instance ?? `bytes:${equality}`), former: head.deprecated === null ? null : instanceKey(secret, head.deprecated),
    };
    const again = state === 'cerrado' || prepared.former !== null ? await submissionOf(pool, form, prepared.instance) : null;
    if (again !== null) return this.#join(prepared, again);
    if (state === 'cerrado') throw new YupayError('envio-formulario-cerrado', { formulario: form });
    return prepared.former === null ? this.#fresh(prepared) : this.#correct(prepared, prepared.former);
  }

  async #seal({ posted, form, version, instance, equality, flags }: Prepared): Promise<SealedSubmission> {
    const { slot, key } = await this.#parts.keys.take();
    return {
      form, version, instance, slot, equality, flags, draft: posted.draft, incomplete: posted.incomplete, enumerator: posted.enumerator?.code ?? null,
      raw: sealBytes(key, belongsTo({ slot, form, instance }), posted.xml), files: sealFiles(key, posted.files),
    };
  }

  async #fresh(prepared: Prepared): Promise<Kept> {
    const sealed = await this.#seal(prepared);
    const number = await this.#group.add(sealed);
    if (number !== null) {
      await this.#eraseTwins(prepared.posted.files, sealed.files);
      return { kind: 'envio', number, fresh: true };
    }
    return this.#join(prepared, (await submissionOf(this.#parts.pool, prepared.form, prepared.instance))!);
  }

  /** A request that holds one file twice keeps it once. */
  async #eraseTwins(all: readonly ReceivedFile[], kept: readonly SealedFile[]): Promise<void> {
    await this.#erase(all.filter(({ sealed }) => !kept.some((one) => one.sealed === sealed)).map(({ sealed }) => sealed));
  }

  /** The same bytes again, maybe with more of their files. */
  async #join({ posted, form, instance, equality, flags }: Prepared, found: SubmissionRow): Promise<Kept> {
    const { pool, keys } = this.#parts;
    if (found.equality !== equality) throw new YupayError('envio-distinto');
    const key = found.destroyed ? null : await keys.get(found.slot);
    // What was purged stays so, however often a phone sends it again.
    if (key === null) await this.#erase(posted.files.map(({ sealed }) => sealed));
    else if (posted.files.length > 0 || (found.incomplete && !posted.incomplete)) {
      const files = sealFiles(key, posted.files);
      const repeated = await transaction(pool, async (client) => {
        const row = await submissionOf(client, form, instance, true);
        if (row === null || row.destroyed) return files.map(({ sealed }) => sealed);
        await addFlags(client, found.number, flags);
        if (!posted.incomplete) await completeSubmission(client, found.number);
        return addFiles(client, { kind: 'envio', number: found.number }, files);
      });
      await this.#erase(repeated);
      await this.#eraseTwins(posted.files, files);
    }
    return { kind: 'envio', number: found.number, fresh: false };
  }

  /**
   * A corrected copy: it takes the place of the newest one, which stays readable. Only of what the same sender sent, and a trial
   * only of a trial: whoever learns the instance of somebody else's interview must not put another in its place.
   */
  async #correct(prepared: Prepared, former: string): Promise<Kept> {
    const { pool } = this.#parts;
    const sealed = await this.#seal(prepared);
    const number = await transaction(pool, async (client) => {
      const original = await submissionOf(client, prepared.form, former, true);
      if (original === null || original.draft !== sealed.draft || original.enumerator !== sealed.enumerator) throw new YupayError('envio-sin-original');
      const [inserted] = await insertSubmissions(client, [sealed]);
      if (inserted === null || inserted === undefined) return null;
      if (await isCorrected(client, original.number)) throw new YupayError('envio-corregido');
      await tieCorrection(client, inserted, original.number);
      return inserted;
    });
    // Sent twice at once: the other request kept it.
    if (number === null) return this.#join(prepared, (await submissionOf(pool, prepared.form, prepared.instance))!);
    await this.#eraseTwins(prepared.posted.files, sealed.files);
    return { kind: 'envio', number, fresh: true };
  }

  async #quarantine({ xml, files, enumerator }: Posted, { version, fault }: InstanceHead, form: string, equality: string): Promise<Kept> {
    const { pool, keys } = this.#parts;
    const { slot, key } = await keys.take();
    const row = await quarantine(pool, { form, version: version || null, slot, raw: sealBytes(key, quarantineBelongsTo(slot, form), xml), equality, reason: fault!, enumerator: enumerator?.code ?? null });
    const recordKey = row.fresh ? key : row.destroyed ? null : await keys.get(row.slot);
    const sealed = recordKey === null ? [] : sealFiles(recordKey, files);
    await this.#erase(await transaction(pool, (client) => addFiles(client, { kind: 'cuarentena', number: row.number }, sealed)));
    await this.#eraseTwins(files, sealed);
    return { kind: 'cuarentena', number: row.number, fresh: row.fresh };
  }
}

function flagsOf({ files, enumerator }: Posted, { instance, texts }: InstanceHead, form: string): IntakeFlag[] {
  const flags: IntakeFlag[] = [];
  if (instance === null) flags.push('sin-instancia');
  if (files.some(({ name }) => !texts.has(name))) flags.push('adjunto-sin-nombrar');
  // A list that was narrowed after the interview must not lose it.
  if (enumerator?.forms && !enumerator.forms.includes(form)) flags.push('formulario-no-asignado');
  return flags;
}

const sealFiles = (key: Buffer, files: readonly ReceivedFile[]): SealedFile[] =>
  [...new Map(files.map((file) => [file.equality, file])).values()].map((file) => ({ type: file.type, bytes: file.bytes, sealed: file.sealed, seal: sealFileKey(key, file), equality: file.equality }));
