import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type pg from 'pg';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { audit } from '#lib/access/audit.ts';
import { transaction } from '#lib/platform/database.ts';
import { privateCopy } from '#lib/platform/files.ts';
import { fileSize } from '#lib/provenance/reading/bytes.ts';
import { LOAD_CHANNEL } from '#lib/provenance/load/switch.ts';
import type { Application } from '../application.ts';
import type { Services } from '../services.ts';
import { placeView } from '../view-load.ts';
import { readDraft, type DraftFields } from './draft.ts';
import { checkNumbers, checkPublishable, toldBy, type Told } from './recording.ts';
import { MOST_BYTES, readSound, type Sound } from './sound.ts';
import { insertRecording, lockRecording, markPublished, markWithdrawn, shared } from './store.ts';

export interface Keeper {
  readonly application: Application;
  readonly services: Services;
  /** Who does it, for the audit. */
  readonly who: string;
}

/** What the page of a place says now, in Spanish. Throws `lugar-no-existe`. */
export const toldNow = async (services: Services, place: string): Promise<Told> => toldBy(await placeView(services, place, 'es', ''));

/** Pages rendered before it are forgotten in every process, as after a load. */
const announce = (client: pg.ClientBase, id: string) => client.query('select pg_notify($1, $2)', [LOAD_CHANNEL, id]);

export interface Kept extends Sound {
  readonly id: string;
  readonly sha256: string;
}

/**
 * Takes a recording in as a draft. Its bytes say what it is; the page says which figures it tells. `expected` is the
 * sentence that the person had before them: when the page changed meanwhile it throws `audio-cifras`. The file is left
 * where it was.
 */
export async function addRecording({ application, services, who }: Keeper, file: string, name: string, fields: DraftFields, expected: string | null = null): Promise<Kept> {
  const draft = readDraft(fields);
  const size = await fileSize(file);
  if (size > MOST_BYTES) throw new YupayError('archivo-grande', { archivo: basename(name), limite: '1.5 MB', tipo: 'audio' });
  const told = await toldNow(services, draft.place);
  if (expected !== null && expected !== told.sentence) throw new YupayError('audio-cifras', { detalle: `la página cambió y dice ahora: «${told.sentence}»`, detail: `the page changed and now says: “${told.sentence}”` });
  checkNumbers(draft, told);
  const copy = await privateCopy(file, application.folders.staging);
  const bytes = await readFile(copy);
  const hash = sha256(bytes);
  let sound: Sound;
  try {
    sound = readSound(bytes, basename(name));
    await application.recordings.adopt(copy, hash);
  } finally {
    await rm(copy, { force: true });
  }
  const id = await transaction(application.pool, async (client) => {
    const made = await insertRecording(client, hash, bytes.length, draft, sound, told);
    await audit(client, who, 'anotar-audio', { grabacion: made, lugar: draft.place, variedad: draft.variety, sha256: hash });
    return made;
  });
  return { id, sha256: hash, ...sound };
}

/** Lets everybody hear a draft. Throws as `checkPublishable`, and `audio-no-existe`. */
export async function publishRecording({ application, services, who }: Keeper, id: string): Promise<void> {
  await transaction(application.pool, async (client) => {
    const recording = await lockRecording(client, id);
    checkPublishable(recording, await toldNow(services, recording.place));
    await markPublished(client, id);
    await audit(client, who, 'publicar-audio', { grabacion: id });
    await announce(client, id);
  });
}

/**
 * Takes a recording from the page, with its reason. With `erase` the voice goes too, for good: the file is deleted before
 * the row says so, so that no failure leaves a voice that the records call erased. One withdrawn before may be erased
 * later. Throws `audio-no-existe`, `audio-estado`, `audio-ficha` without a reason.
 */
export async function withdrawRecording({ application, who }: Keeper, id: string, reason: string, erase: boolean): Promise<void> {
  const why = reason.normalize('NFC').replace(/\p{C}/gu, ' ').trim().slice(0, 500);
  if (why === '') throw new YupayError('audio-ficha', { detalle: 'falta por qué se retira', detail: 'why it is withdrawn is missing' });
  await transaction(application.pool, async (client) => {
    const recording = await lockRecording(client, id);
    if (recording.erasedAt !== null || (recording.state === 'retirada' && !erase)) throw new YupayError('audio-estado', { estado: recording.state });
    if (erase && !(await shared(client, recording))) await application.recordings.erase(recording.sha256);
    await markWithdrawn(client, id, why, erase);
    await audit(client, who, erase ? 'borrar-audio' : 'retirar-audio', { grabacion: id, motivo: why });
    await announce(client, id);
  });
}
