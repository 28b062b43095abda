import { YupayError } from '#lib/kernel/errors.ts';
import { literal } from '#lib/platform/lake.ts';
import { findCapture } from '#lib/provenance/capture.ts';
import { readLog, readLogFrom, type LogEntry as ChainEntry } from '#lib/provenance/log.ts';
import type { Application } from '../application.ts';
import { isReserved } from './reserved.ts';
import { RECIPES } from '../registry.ts';
import type { LogEntry, LogPage, LogStretch } from '../log-view.ts';
import type { CaptureView, LoadView, RejectionView } from '../services.ts';

const LIST = 100;
const LOG_PAGE = 50;
const LOG_STRETCH = 500;

interface LoadBody {
  readonly receta: string;
  readonly codificacion: string;
  readonly motor: string;
  readonly filas: { readonly leidas: number; readonly aceptadas: number; readonly rechazadas: number };
  readonly reparaciones: Readonly<Record<string, number>>;
  readonly correcciones: Readonly<Record<string, number>>;
}

export function recipeName(recipe: string): { es: string; en: string } {
  const found = RECIPES.find((candidate) => candidate.id === recipe.split('@')[0]);
  return { es: found?.es ?? recipe, en: found?.en ?? recipe };
}

async function rejectionsOf(application: Application, hash: string | null): Promise<RejectionView[]> {
  if (hash === null) return [];
  const { rows } = await application.lake.within().query(`select line, "byteOffset", reason, "reasonEn", raw from read_parquet(${literal(application.parquets.path(hash))}) order by line limit ${LIST}`);
  return rows.map(([line, offset, es, en, raw]) => ({ line: Number(line), byteOffset: offset == null ? null : Number(offset), reason: { es: es ?? '', en: en ?? '' }, raw: raw ?? '' }));
}

async function partitionsOf(application: Application, load: string) {
  const { rows } = await application.pool.query('select id, anio, raiz, totales, esperados from particion where carga = $1 order by anio nulls first', [load]);
  const controls = rows.flatMap((row) =>
    Object.entries(row.totales as Record<string, string>).map(([measure, total]) => {
      const expected = (row.esperados as { measure: string; expected: string; difference: string }[]).find((item) => item.measure === measure);
      return { year: row.anio as number | null, measure, total, expected: expected?.expected ?? null, difference: expected?.difference ?? null };
    }),
  );
  const ids = rows.map((row) => row.id as string);
  const groups = await application.pool.query('select grupo, filas, digesto, count(*) over () as all from digesto where particion = any($1) order by grupo collate "C", particion limit $2', [ids, LIST]);
  return {
    controls,
    root: rows.map((row) => row.raiz as string).join(' '),
    groups: groups.rows.map((row) => ({ ubigeo: row.grupo as string, rows: Number(row.filas), digest: row.digesto as string })),
    groupCount: Number(groups.rows[0]?.all ?? 0),
  };
}

async function loadsOf(application: Application, capture: string): Promise<LoadView[]> {
  const { rows } = await application.pool.query('select id, receta, cuerpo, rechazos, creada from carga where captura = $1 order by numero desc limit 20', [capture]);
  return Promise.all(
    rows.map(async (row) => {
      const body = row.cuerpo as LoadBody;
      return {
        id: row.id as string, at: (row.creada as Date).toISOString(), recipe: row.receta as string, recipeName: recipeName(row.receta),
        encoding: body.codificacion, engine: body.motor, read: body.filas.leidas, accepted: body.filas.aceptadas, rejected: body.filas.rechazadas,
        repairs: Object.entries(body.reparaciones).map(([what, times]) => ({ what, times })),
        corrections: Object.entries(body.correcciones).map(([id, times]) => ({ id, times, made: application.loads.corrections.find((one) => one.id === id) ?? null })),
        rejections: await rejectionsOf(application, row.rechazos), ...(await partitionsOf(application, row.id)),
      };
    }),
  );
}

const HOW = { download: 'descarga', upload: 'subida', transcription: 'transcripcion' } as const;

/** The public page of a source: what was captured and what each load of it gave. */
export async function captureView(application: Application, hash: string): Promise<CaptureView> {
  const capture = /^[0-9a-f]{64}$/.test(hash) ? await findCapture(application.pool, hash) : null;
  if (!capture) throw new YupayError('fuente-no-existe', { codigo: hash.slice(0, 64) });
  return {
    ...capture, how: HOW[capture.how], originalSha256: capture.original[0]?.sha256 ?? null,
    downloadable: (await application.captures.has(hash)) && !(await isReserved(application, hash)), loads: await loadsOf(application, hash),
  };
}

/** The digests by district of every load of a capture: what someone needs to check their district alone. */
export async function digestsOf(application: Application, hash: string): Promise<{ load: string; ubigeo: string; rows: number; digest: string }[]> {
  if (!/^[0-9a-f]{64}$/.test(hash) || !(await findCapture(application.pool, hash))) throw new YupayError('fuente-no-existe', { codigo: hash.slice(0, 64) });
  const { rows } = await application.pool.query(
    `select p.carga, d.grupo, d.filas, d.digesto from digesto d join particion p on p.id = d.particion join carga c on c.id = p.carga
     where c.captura = $1 order by c.numero, p.anio nulls first, d.grupo collate "C"`,
    [hash],
  );
  return rows.map((row) => ({ load: row.carga as string, ubigeo: row.grupo as string, rows: Number(row.filas), digest: row.digesto as string }));
}

interface LoadEntryBody {
  readonly captura?: string;
  readonly receta?: string;
  readonly particiones?: readonly { readonly conjunto: string; readonly anio: number | null; readonly filas: number }[];
  readonly respaldo?: string;
}

function describe(entry: ChainEntry): LogEntry {
  const body = JSON.parse(entry.body) as LoadEntryBody;
  // A summary repeats the facts that it sums.
  const facts = (body.particiones ?? []).filter((part) => !part.conjunto.endsWith('-resumen'));
  const rows = facts.reduce((sum, part) => sum + part.filas, 0);
  const years = facts.flatMap((part) => part.anio ?? []);
  const span = years.length === 0 ? '' : years.length === 1 ? ` ${years[0]}` : ` ${Math.min(...years)}–${Math.max(...years)}`;
  const name = recipeName(body.receta ?? '');
  const text = entry.kind === 'restauracion'
    ? { es: `Estado restaurado desde el respaldo del ${body.respaldo}`, en: `State restored from the backup of ${body.respaldo}` }
    : { es: `${name.es}${span}: ${rows} filas`, en: `${name.en}${span}: ${rows} rows` };
  return { seq: entry.number, at: entry.at, text, address: body.captura ? `/fuente/${body.captura}` : null, hash: entry.hash, previous: entry.number === 1 ? null : entry.previous, kind: entry.kind, body: entry.body };
}

/** A page of the public log; `page` counts from 1. */
export async function logPage(application: Application, page: number): Promise<LogPage> {
  const { rows } = await application.pool.query('select coalesce(max(numero), 0) as last from bitacora');
  const last = Number(rows[0].last);
  const entries = await readLog(application.pool, { before: last + 1 - (page - 1) * LOG_PAGE, size: LOG_PAGE });
  return { entries: entries.map(describe), page, pages: Math.max(1, Math.ceil(last / LOG_PAGE)) };
}

/** The log from a number on, oldest first, for whoever recomputes the chain. */
export async function logStretch(application: Pick<Application, 'pool'>, from: number): Promise<LogStretch> {
  const entries = await readLogFrom(application.pool, from, LOG_STRETCH + 1);
  return { entries: entries.slice(0, LOG_STRETCH).map(describe), next: entries[LOG_STRETCH]?.number ?? null };
}

/** Loads that hold lines of a place (its districts, for a department or province), newest first. */
export async function placeChanges(application: Application, ubigeo: string): Promise<LogEntry[]> {
  const { rows } = await application.pool.query(
    `select b.* from bitacora b
     where b.tipo = 'carga' and exists (
       select 1 from carga c join particion p on p.carga = c.id join digesto d on d.particion = p.id
       where c.id = b.cuerpo::jsonb ->> 'carga' and d.grupo like $1 || '%')
     order by b.numero desc limit $2`,
    [ubigeo, LOG_PAGE],
  );
  return rows.map((row) => describe({ number: Number(row.numero), at: (row.cuando as Date).toISOString(), kind: row.tipo, body: row.cuerpo, previous: row.anterior, hash: row.huella }));
}
