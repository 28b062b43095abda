import { rm } from 'node:fs/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Application } from '../application.ts';
import type { Host } from '../host.ts';
import { rangedFile } from '../http/ranged-file.ts';
import { checkOperator } from '../server/panel.ts';
import { smallForm } from '../server/own-form.ts';
import { receiveUpload, type UploadLimits } from '../server/upload.ts';
import type { Services } from '../services.ts';
import { MOST_LETTERS } from './draft.ts';
import { addRecording, publishRecording, toldNow, withdrawRecording, type Keeper } from './keep.ts';
import type { Recording, Told } from './recording.ts';
import { EXTENSION, MEDIA_TYPE, MOST_BYTES } from './sound.ts';
import { allRecordings, formatHeard, publishedRecordings, recordingsVersion } from './store.ts';

/** What the operator sees of recordings; `told` is what the page of the place asked for says now. */
export interface RecordingPanel {
  readonly recordings: readonly Recording[];
  readonly told: Told | null;
}

/** Recordings, for the pages and the panel. What changes them checks that the request may, as the rest of the panel does. */
export interface AudioServices {
  /** The published recordings of a place, oldest first. */
  published(place: string): Promise<readonly Recording[]>;
  /** Changes whenever a recording is published or withdrawn. */
  version(): Promise<string>;
  /** The bytes of a published recording, whole or the stretch asked for. Throws `audio-no-existe`. */
  sound(sha256: string, request: Request): Promise<Response>;
  /** The same of one that only the operator may hear yet. */
  draftSound(sha256: string, request: Request): Promise<Response>;
  /** All of a place, or of every place, newest first; at most 500. Throws `lugar-no-existe`. */
  panel(request: Request, place: string | null): Promise<RecordingPanel>;
  /** Reads the form as it streams and keeps the draft; gives its place. Throws what `addRecording` does. */
  upload(request: Request): Promise<string>;
  /** `accion` publicar, retirar or borrar of the recording `id`, for its `motivo`. */
  change(request: Request): Promise<void>;
}

/** A sound that is too heavy is not received to its end; a letter may take four bytes. */
const LIMITS: UploadLimits = { bytes: MOST_BYTES, said: '1.5 MB', letters: MOST_LETTERS * 4 };

/** What the database was asked once, until something is announced: publishing and withdrawing are, as loads are. */
function remembered<T>({ pool, events }: Pick<Application, 'pool' | 'events'>, ask: (pool: Application['pool']) => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  const forget = () => (known = null);
  events.on('load', forget);
  return () =>
    (known ??= ask(pool).catch((error: unknown) => {
      forget();
      throw error;
    }));
}

export function audioServices({ application, ...host }: Host, services: () => Services): AudioServices {
  const { pool, recordings: store, folders } = application;
  const [published, version] = [remembered(application, publishedRecordings), remembered(application, recordingsVersion)];
  const whole = { application, ...host };
  const keeper = (): Keeper => ({ application, services: services(), who: 'operador' });
  const play = async (sha256: string, request: Request, drafts: boolean): Promise<Response> => {
    const format = await formatHeard(pool, sha256, drafts);
    const answer = format && (await rangedFile({ store, sha256, type: MEDIA_TYPE[format], name: `yupay-${sha256.slice(0, 12)}${EXTENSION[format]}` }, request));
    if (!answer) throw new YupayError('audio-no-existe', { codigo: sha256.slice(0, 12) });
    return answer;
  };
  return {
    published: async (place) => (await published()).get(place) ?? [],
    version,
    sound: (sha256, request) => play(sha256, request, false),
    draftSound: async (sha256, request) => {
      await checkOperator(whole, request);
      return play(sha256, request, true);
    },
    panel: async (request, place) => {
      await checkOperator(whole, request);
      return { recordings: await allRecordings(pool, place), told: place === null ? null : await toldNow(services(), place) };
    },
    upload: async (request) => {
      await checkOperator(whole, request);
      const { file, name, fields } = await receiveUpload(folders.staging, request, LIMITS);
      try {
        await addRecording(keeper(), file, name, fields, fields.frase ?? null);
      } finally {
        await rm(file, { force: true });
      }
      return fields.lugar!;
    },
    change: async (request) => {
      await checkOperator(whole, request);
      const form = await smallForm(request);
      const [id, action] = [form.get('id') ?? '', form.get('accion')];
      if (action === 'publicar') return publishRecording(keeper(), id);
      if (action !== 'retirar' && action !== 'borrar') throw new YupayError('solicitud-mala', { detalle: 'accion es publicar, retirar o borrar' });
      return withdrawRecording(keeper(), id, form.get('motivo') ?? '', action === 'borrar');
    },
  };
}
