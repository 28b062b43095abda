import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { centimos, soles } from '#lib/kernel/money.ts';
import { hashFile, privateCopy } from '#lib/platform/files.ts';
import { findCapture, replacedCapture, type Capture } from '../capture.ts';
import { detect } from '../reading/detect.ts';
import type { Detected } from '../reading.ts';
import type { Recipe } from '../recipe.ts';
import type { Expectation, LoadRequest, LoadServices, NewPartition } from './context.ts';
import { stageAndPartition, type Parsed, type ParseWork } from './parse.ts';
import type { PartitionTimes } from './partition.ts';
import { switchIn } from './switch.ts';
import { withTurn } from './turn.ts';

export interface LoadReport {
  readonly load: string;
  readonly number: number;
  readonly capture: string;
  readonly recipe: string;
  readonly title: { es: string; en: string };
  readonly bytes: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly tallies: Readonly<Record<string, number>>;
  readonly partitions: readonly { dataset: string; year: number | null; series: string; rows: number; root: string; totals: Readonly<Record<string, string>>; expectations: readonly (Expectation & { difference: string })[] }[];
  readonly replaced: readonly string[];
  /** True when these very bytes were live already and nothing was done. */
  readonly repeated: boolean;
  readonly times: { readonly parse: number } & PartitionTimes;
}

export const DATA_ENGINE = 'duckdb-1.5.5';

/** Changes whenever the declared layout changes; a change in code alone raises the recipe's version instead. */
export function recipeHash(recipe: Recipe): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(recipe)) as Canonical));
}

/**
 * Loads one file, from bytes to visible facts. Everything before the switch happens in a staging folder; a failure, a
 * Ctrl-C or a killed process leaves the old facts in place.
 */
export async function loadFile(services: LoadServices, request: LoadRequest): Promise<LoadReport> {
  return withTurn(services.pool, services.folders, async (staging) => {
    request.onProgress({ stage: 'reconocer', done: 0, total: 1, rows: 0 });
    const before = await readableFile(request);
    const detected = await detect(request.file, services.recipes, { name: request.name, ...(request.declaredYear === null ? {} : { declaredYear: request.declaredYear }) });
    if (before.size > detected.recipe.maxBytes) {
      throw new YupayError('archivo-grande', { archivo: request.name, limite: `${Math.round(detected.recipe.maxBytes / 1e6)} MB`, tipo: detected.recipe.es });
    }
    request.signal.throwIfAborted();
    const copy = privateCopy(request.file, staging);
    // A failed copy is reported by whoever waits for it.
    copy.catch(() => undefined);
    return readAndSwitch(services, request, detected, { source: request.file, copy, staging, before });
  });
}

interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

async function readableFile(request: LoadRequest): Promise<FileState> {
  const found = await stat(request.file).catch(() => null);
  if (!found?.isFile()) throw new YupayError('archivo-no-existe', { archivo: request.name });
  if (found.size === 0) throw new YupayError('archivo-vacio', { archivo: request.name });
  return found;
}

interface Work extends ParseWork {
  /** The file as it was when its load began. */
  readonly before: FileState;
}

/** A wide file is parsed where it lies while it is copied; had it changed meanwhile, the two would not be the same bytes. */
async function checkUnchanged(request: LoadRequest, { before }: Work): Promise<void> {
  const after = await stat(request.file).catch(() => null);
  if (after?.size !== before.size || after.mtimeMs !== before.mtimeMs || after.ino !== before.ino) throw new YupayError('archivo-cambio', { archivo: request.name });
}

async function readAndSwitch(services: LoadServices, request: LoadRequest, detected: Detected, work: Work): Promise<LoadReport> {
  const parsed = await stageAndPartition(services, request, detected, work, () => checkUnchanged(request, work));
  request.signal.throwIfAborted();
  const capture = (await findCapture(services.pool, parsed.captureHash)) ?? describeCapture(services, request, detected, parsed.captureHash, work.before.size, await replacedCapture(services.pool, parsed.partitions));
  const body = loadBody(detected, request, capture, parsed);
  const id = sha256(canonicalJson(body));
  const report = { load: id, capture: capture.sha256, recipe: `${detected.recipe.id}@${detected.recipe.version}`, title: { es: detected.recipe.es, en: detected.recipe.en }, bytes: work.before.size, accepted: parsed.accepted, rejected: parsed.rejections.count, tallies: parsed.tallies, times: parsed.times };
  const live = await liveNumber(services, id, parsed.partitions.length);
  if (live !== null) return { ...report, number: live, partitions: [], replaced: [], repeated: true };
  request.onProgress({ stage: 'publicar', done: 0, total: 1, rows: parsed.accepted });
  const partitions = await Promise.all(parsed.partitions.map(async (partition) => ({ ...partition, expectations: await withDifference(services, partition) })));
  const rejectionsHash = parsed.rejectionsFile === null ? null : await hashFile(parsed.rejectionsFile);
  if (rejectionsHash !== null) await services.parquets.adopt(parsed.rejectionsFile!, rejectionsHash);
  for (const partition of parsed.partitions) await services.parquets.adopt(partition.file, partition.sha256);
  await services.captures.adopt(await work.copy, capture.sha256);
  // The last moment at which Ctrl-C undoes everything.
  request.signal.throwIfAborted();
  const { number, replaced } = await switchIn(services, capture, { id, body, recipe: report.recipe, rejections: rejectionsHash }, partitions);
  return { ...report, number, replaced, repeated: false, partitions: partitions.map(({ dataset, year, series, rows, root, totals, expectations }) => ({ dataset, year, series, rows, root, totals, expectations })) };
}

function describeCapture(services: LoadServices, request: LoadRequest, detected: Detected, hash: string, bytes: number, replaces: string | null): Capture {
  const { recipe, context } = detected;
  const told = request.transcription;
  return {
    sha256: hash,
    bytes,
    mediaType: { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', html: 'text/html', geojson: 'application/geo+json', json: 'application/json' }[detected.format],
    publisher: recipe.publisher,
    title: told?.title ?? `${recipe.es} (${basename(request.name)})`,
    url: request.url,
    period: told?.period ?? null,
    cutoff: context.fecha_corte ?? null,
    retrievedAt: told?.retrievedAt ?? services.clock().toISOString(),
    how: request.how,
    by: request.by,
    licence: told?.licence ?? null,
    replaces,
    original: told?.original ?? [],
  };
}

/** The reproducible part of a load: the same bytes and recipe give the same body, so its hash is the load's name. */
function loadBody(detected: Detected, request: LoadRequest, capture: Capture, parsed: Parsed): Canonical {
  const { recipe } = detected;
  return {
    captura: capture.sha256,
    receta: `${recipe.id}@${recipe.version}`,
    huellaReceta: recipeHash(recipe),
    motor: DATA_ENGINE,
    formato: detected.format,
    codificacion: detected.encoding,
    bom: detected.bom,
    separador: detected.delimiter,
    finDeLinea: detected.newline,
    lineaEncabezado: detected.headerLine,
    columnas: [...detected.header],
    contexto: { ...detected.context },
    // Only a layout that does not say its own year rests on what the person declared.
    anioDeclarado: recipe.way === 'rows' && recipe.needsYear === true ? request.declaredYear : null,
    filas: { leidas: parsed.accepted + parsed.rejections.count, aceptadas: parsed.accepted, rechazadas: parsed.rejections.count },
    reparaciones: { ...parsed.tallies },
    correcciones: { ...parsed.corrected },
    particiones: parsed.partitions.map(({ dataset, year, series, rows, root, totals }) => ({ conjunto: dataset, anio: year, serie: series, filas: rows, raiz: root, totales: { ...totals } })),
  };
}

/** The number of this load when every one of its partitions is what readers see now. */
async function liveNumber(services: LoadServices, id: string, partitions: number): Promise<number | null> {
  const { rows } = await services.pool.query(
    `select c.numero, count(v.particion)::int as live from carga c join particion p on p.carga = c.id left join particion_viva v on v.particion = p.id
     where c.id = $1 group by c.numero`,
    [id],
  );
  return rows.length > 0 && rows[0].live === partitions ? Number(rows[0].numero) : null;
}

async function withDifference(services: LoadServices, partition: NewPartition): Promise<(Expectation & { difference: string })[]> {
  return (await services.expectations(partition)).map((expectation) => {
    const found = centimos(partition.totals[expectation.measure] ?? '0')!;
    return { ...expectation, difference: soles(found - centimos(expectation.expected)!) };
  });
}
