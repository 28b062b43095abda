import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Recording, RecordingDraft, Told } from './recording.ts';
import type { Sound } from './sound.ts';

const COLUMNS = `id, sha256, lugar, variedad, formato, milisegundos, bytes, texto, palabras, frase, cifras, traduccion, traductor, traductor_con_nombre, revisor,
  to_char(revisada, 'YYYY-MM-DD') as revisada, voz_consentida, to_char(prueba_fecha, 'YYYY-MM-DD') as prueba_fecha, prueba_lugar, prueba_personas, prueba_no_entendido, estado, motivo, creada, publicada, retirada, borrada`;

const moment = (value: Date | null): string | null => value?.toISOString() ?? null;

function recordingOf(row: Record<string, never>): Recording {
  const read = row as unknown as Record<string, never> & { creada: Date; publicada: Date | null; retirada: Date | null; borrada: Date | null };
  return {
    id: row.id!, sha256: row.sha256!, place: row.lugar!, variety: row.variedad!, format: row.formato!, milliseconds: row.milisegundos!, bytes: row.bytes!,
    text: row.texto!, words: row.palabras!, sentence: row.frase!, figures: row.cifras!,
    translation: row.traduccion!, translator: row.traductor!, named: row.traductor_con_nombre!, reviewer: row.revisor!, reviewedAt: row.revisada!, voiceConsent: row.voz_consentida!,
    test: row.prueba_fecha === null ? null : { date: row.prueba_fecha!, where: row.prueba_lugar!, people: row.prueba_personas!, notUnderstood: row.prueba_no_entendido! },
    state: row.estado!, reason: row.motivo!, createdAt: moment(read.creada)!, publishedAt: moment(read.publicada), withdrawnAt: moment(read.retirada), erasedAt: moment(read.borrada),
  };
}

/** Keeps a draft; gives its id. */
export async function insertRecording(client: pg.ClientBase, sha256: string, bytes: number, draft: RecordingDraft, sound: Sound, told: Told): Promise<string> {
  const { rows } = await client.query(
    `insert into grabacion (sha256, lugar, parte, variedad, formato, milisegundos, bytes, texto, palabras, frase, cifras, traduccion, traductor, traductor_con_nombre,
       revisor, revisada, voz_consentida, prueba_fecha, prueba_lugar, prueba_personas, prueba_no_entendido)
     values ($1, $2, 'resumen', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) returning id`,
    [
      sha256, draft.place, draft.variety, sound.format, sound.milliseconds, bytes, draft.text, draft.words, told.sentence, JSON.stringify(told.figures), draft.translation, draft.translator, draft.named,
      draft.reviewer, draft.reviewedAt, draft.voiceConsent, draft.test?.date ?? null, draft.test?.where ?? null, draft.test?.people ?? null, draft.test?.notUnderstood ?? null,
    ],
  );
  return rows[0].id as string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One recording, held for change until the transaction ends. Throws `audio-no-existe`. */
export async function lockRecording(client: pg.ClientBase, id: string): Promise<Recording> {
  const { rows } = UUID.test(id) ? await client.query(`select ${COLUMNS} from grabacion where id = $1 for update`, [id]) : { rows: [] };
  if (rows.length === 0) throw new YupayError('audio-no-existe', { codigo: id.slice(0, 40) });
  return recordingOf(rows[0]);
}

/** The published recordings by place, oldest first. */
export async function publishedRecordings(pool: pg.Pool): Promise<ReadonlyMap<string, readonly Recording[]>> {
  const { rows } = await pool.query(`select ${COLUMNS} from grabacion where estado = 'publicada' order by publicada, id`);
  return Map.groupBy(rows.map(recordingOf), ({ place }) => place);
}

/** All of them, newest first, of one place or of every place; withdrawn ones too. */
export async function allRecordings(pool: pg.Pool, place: string | null): Promise<Recording[]> {
  const { rows } = await pool.query(`select ${COLUMNS} from grabacion where $1::text is null or lugar = $1 order by creada desc, id limit 500`, [place]);
  return rows.map(recordingOf);
}

/** The format of a file that may be heard: by everybody when some recording of it is published; by the operator, any not erased. Null otherwise. */
export async function formatHeard(pool: pg.Pool, sha256: string, drafts: boolean): Promise<Sound['format'] | null> {
  const { rows } = await pool.query(`select formato from grabacion where sha256 = $1 and borrada is null and ($2 or estado = 'publicada') limit 1`, [sha256, drafts]);
  return (rows[0]?.formato as Sound['format'] | undefined) ?? null;
}

export const markPublished = (client: pg.ClientBase, id: string) => client.query(`update grabacion set estado = 'publicada', publicada = now() where id = $1`, [id]);

/** `erased` when its voice goes too. */
export const markWithdrawn = (client: pg.ClientBase, id: string, reason: string, erased: boolean) =>
  client.query(`update grabacion set estado = 'retirada', motivo = $2, retirada = coalesce(retirada, now()), borrada = case when $3 then now() end where id = $1`, [id, reason, erased]);

/** Whether another recording that is not erased rests on the same bytes. */
export async function shared(client: pg.ClientBase, { id, sha256 }: Recording): Promise<boolean> {
  const { rows } = await client.query('select exists (select 1 from grabacion where sha256 = $1 and id <> $2 and borrada is null) as other', [sha256, id]);
  return rows[0].other as boolean;
}

/** What an API answer must not outlive: how many recordings there are in each state. */
export async function recordingsVersion(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(`select count(publicada) as published, count(retirada) as withdrawn from grabacion`);
  return `${rows[0].published}.${rows[0].withdrawn}`;
}
