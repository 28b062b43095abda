import type pg from 'pg';
import { transaction } from '#lib/platform/database.ts';
import type { FormJudge } from '../form/evaluate/inspect.ts';
import type { FormModel } from '../form/model.ts';
import { keyedHash, secretFor, unsealBytes } from '../intake/record-cipher.ts';
import type { RecordKeys } from '../intake/record-keys.ts';
import { belongsTo } from '../intake/submission.ts';
import { versionJudge } from '../intake/version-judge.ts';
import { KNOWN } from '../form/known-questions.ts';
import { plainCode, readRecord, said, unreadable, type ReadRecord } from './read-record.ts';
import { outsideUnit, unitPlaces } from './unit-place.ts';

export interface ReaderParts {
  readonly pool: pg.Pool;
  readonly keys: RecordKeys;
  readonly now: () => Date;
  /** For which what is personal is kept where a consent does not say. */
  readonly retentionDays: number;
}

/** A submission that nobody has read, locked for this transaction. */
interface Unread {
  readonly number: number;
  readonly form: string;
  readonly version: string;
  readonly instance: string;
  readonly slot: string;
  readonly trial: boolean;
  readonly received: Date;
  readonly former: string | null;
  /** State of the one that it corrects. */
  readonly formerState: string | null;
}

/** Read at once: short enough that a phone that sends the rest of its files hardly waits, and that their answers are no burden together. */
const BATCH = 50;
const BATCH_BYTES = 10_000_000;

// Intake adds files and corrections meanwhile, which a lock of the whole row would hold up.
const NEXT = `select e.numero::int8 as number, e.formulario as form, e.version, e.instancia as instance, e.llave as slot, e.prueba as trial, e.recibido as received, octet_length(e.crudo) as bytes, e.anterior as former,
  (select a.estado from envio a where a.numero = e.anterior) as "formerState" from envio e where e.estado = 'recibido' order by e.numero limit $1 for no key update of e skip locked`;

/** Forms as they judge, made once for a batch. */
class Judges {
  readonly #made = new Map<string, Promise<FormJudge | null>>();
  readonly #client: pg.ClientBase;
  readonly #now: Date;

  constructor(client: pg.ClientBase, now: Date) {
    [this.#client, this.#now] = [client, now];
  }

  /** Null for a draft that another took the place of. */
  of({ form, version }: Pick<Unread, 'form' | 'version'>): Promise<FormJudge | null> {
    const key = JSON.stringify([form, version]);
    const known = this.#made.get(key) ?? this.#client.query('select modelo from formulario_version where formulario = $1 and version = $2', [form, version])
      .then(({ rows }) => (rows.length === 0 ? null : versionJudge(this.#client, rows[0].modelo as FormModel, this.#now)));
    this.#made.set(key, known);
    return known;
  }
}

async function readOne({ keys }: ReaderParts, client: pg.ClientBase, judges: Judges, unread: Unread): Promise<ReadRecord> {
  const [judge, key] = [await judges.of(unread), await keys.get(unread.slot)];
  const { rows } = await client.query({ name: 'envio-crudo', text: 'select crudo from envio where numero = $1', values: [unread.number] });
  const bytes = key === null ? null : unsealBytes(key, belongsTo(unread), rows[0].crudo as Buffer);
  if (bytes === null) return unreadable('llave');
  if (judge === null) return unreadable('version');
  try {
    return readRecord(judge, bytes, unread.received);
  } catch {
    // A form that cannot be worked out must not keep the others waiting; a person sees that it could not be read.
    return unreadable('formulario');
  }
}

const unitOf = ({ kept }: ReadRecord): string | null => (kept === null ? null : said(kept.answers, KNOWN.unit));

/** Told, too, of those that were far from their unit. */
async function besideUnits(client: pg.ClientBase, read: readonly ReadRecord[]): Promise<ReadRecord[]> {
  const places = await unitPlaces(client, [...new Set(read.flatMap((one) => unitOf(one) ?? []))]);
  return read.map((one) => ({ ...one, alerts: [...one.alerts, ...outsideUnit(places, unitOf(one), one.point)] }));
}

const GONE = new Set(['retirado', 'destruido']);

/** A correction of what its person withdrew, or of what was destroyed, goes the same way. */
const stateOf = ({ trial, formerState }: Unread): string => (formerState !== null && GONE.has(formerState) ? formerState : trial ? 'prueba' : 'por-revisar');

const coarse = (degrees: number): string => degrees.toFixed(3);

/** The rows of one submission, as the statements below take them. */
function rowsOf(unread: Unread, read: ReadRecord, secret: Buffer, retentionDays: number) {
  const state = stateOf(unread);
  const gone = GONE.has(state);
  const due = new Date(unread.received.getTime() + (read.days ?? retentionDays) * 86_400_000);
  const code = read.withdrawal === null ? '' : plainCode(read.withdrawal);
  const head = { numero: unread.number, estado: state, vence: due, retiro: gone || code === '' ? null : withdrawalIndex(secret, code) };
  if (gone || read.kept === null) return { head, answer: null, alerts: gone ? [] : read.alerts };
  const { answers, interview, seconds } = read.kept;
  const { unit, dwelling, visit, outcome, language, consentVersion, consentMode, purposes, date } = KNOWN;
  const [latitud, longitud] = read.point === null || !interview ? [null, null] : [coarse(read.point.latitude), coarse(read.point.longitude)];
  const answer = {
    envio: unread.number, datos: answers, entrevista: interview, fecha: said(answers, date), segundos: seconds, latitud, longitud, upm: said(answers, unit), vivienda: said(answers, dwelling), visita: said(answers, visit),
    resultado: said(answers, outcome), idioma: said(answers, language), consentimiento: said(answers, consentVersion), modo: said(answers, consentMode), fines: said(answers, purposes),
  };
  return { head, answer, alerts: read.alerts };
}

type Rows = ReturnType<typeof rowsOf> & { readonly form: string; readonly former: number | null };

/** What a withdrawal code is found by: nobody without the installation's secret can try codes upon the table. */
export const withdrawalIndex = (secret: Buffer, plain: string): string => keyedHash(secretFor(secret, 'retiro'), plain);

const ANSWERS = `insert into envio_respuesta (envio, datos, entrevista, fecha, segundos, latitud, longitud, upm, vivienda, visita, resultado, idioma, consentimiento, modo, fines)
  select * from jsonb_to_recordset($1::jsonb) r (envio bigint, datos jsonb, entrevista boolean, fecha text, segundos integer, latitud numeric, longitud numeric, upm text, vivienda text, visita text, resultado text, idioma text, consentimiento text, modo text, fines text)`;
const ALERTS = 'insert into envio_alerta (envio, codigo, pregunta, detalle) select * from jsonb_to_recordset($1::jsonb) r (envio bigint, codigo text, pregunta text, detalle text)';
const HEADS = `update envio e set estado = case when r.estado = 'por-revisar' and exists (select from envio c where c.anterior = e.numero) then 'reemplazado' else r.estado end, vence = r.vence, retiro = r.retiro
  from jsonb_to_recordset($1::jsonb) r (numero bigint, estado text, vence timestamptz, retiro text) where e.numero = r.numero`;

async function write(client: pg.ClientBase, all: readonly Rows[]): Promise<void> {
  await client.query(ANSWERS, [JSON.stringify(all.flatMap(({ answer }) => answer ?? []))]);
  await client.query(ALERTS, [JSON.stringify(all.flatMap(({ head, alerts }) => alerts.map(({ code, question, detail }) => ({ envio: head.numero, codigo: code, pregunta: question?.slice(0, 300) ?? null, detalle: detail }))))]);
  await client.query(HEADS, [JSON.stringify(all.map(({ head }) => head))]);
  await client.query(`update envio set estado = 'reemplazado' where numero = any($1) and estado in ('por-revisar', 'aprobado', 'rechazado')`, [all.flatMap(({ former }) => former ?? [])]);
}

/** Whether a write went through; what it did is undone otherwise, and the transaction goes on. */
async function wrote(client: pg.ClientBase, rows: readonly Rows[]): Promise<boolean> {
  await client.query('savepoint lectura');
  try {
    await write(client, rows);
    await client.query('release savepoint lectura');
    return true;
  } catch (error) {
    // A broken connection has no savepoint to go back to: then nothing of the batch was done, and it is read again.
    await client.query('rollback to savepoint lectura');
    if ((error as { code?: string }).code === undefined) throw error;
    return false;
  }
}

/**
 * Reads the next submissions that nobody has read: their answers without identity, what to look at, the day on which what is
 * personal goes. All of a batch is done or nothing is, and several processes never take the same one. Gives how many it read.
 */
export async function readBatch(parts: ReaderParts, most = BATCH): Promise<number> {
  const secret = await parts.keys.secret();
  return transaction(parts.pool, async (client) => {
    const { rows } = await client.query(NEXT, [most]);
    if (rows.length === 0) return 0;
    const [judges, read] = [new Judges(client, parts.now()), [] as { readonly unread: Unread; readonly record: ReadRecord }[]];
    let bytes = 0;
    for (const row of rows) {
      bytes += row.bytes as number;
      // The rest waits for the next batch.
      if (read.length > 0 && bytes > BATCH_BYTES) break;
      const unread = { ...row, number: Number(row.number) } as Unread;
      read.push({ unread, record: await readOne(parts, client, judges, unread) });
    }
    const placed = await besideUnits(client, read.map(({ record }) => record));
    const all = read.map(({ unread }, at): Rows => ({ ...rowsOf(unread, placed[at]!, secret, parts.retentionDays), form: unread.form, former: unread.former === null ? null : Number(unread.former) }));
    // One that the tables do not take is told as unreadable; it must not keep its batch from being written for ever.
    if (!(await wrote(client, all))) for (const one of all) if (!(await wrote(client, [one]))) await write(client, [{ ...one, answer: null, alerts: unreadable('tabla').alerts }]);
    await client.query('update formulario set calidad_pendiente = true where id = any($1) and not calidad_pendiente', [[...new Set(all.map(({ form }) => form))].sort()]);
    return all.length;
  });
}
