import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { GroupDigest } from '#lib/provenance/digest.ts';
import type { CaptureRecord } from '#lib/provenance/verify-live.ts';
import { asReceipt, type Evidence } from '#lib/provenance/verify.ts';

/** JSON from a Yupay never needs more; a page that sends more is not one. */
const MAX_TEXT = 64 * 1024 * 1024;
const TIMEOUT = 30_000;
/** A Parquet smaller than this is fetched whole; of a national year only the district's rows are. */
const WHOLE_BELOW = 4 * 1024 * 1024;

const unavailable = (que: string, detalle: string, cause?: unknown) => new YupayError('entrada-no-disponible', { que, detalle }, { cause });

async function request(address: string, signal: AbortSignal, method = 'GET'): Promise<Response> {
  try {
    const response = await fetch(address, { method, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]), redirect: 'follow', headers: { 'user-agent': 'yupay-verify' } });
    if (!response.ok) throw unavailable(address, `respondió ${response.status}`);
    return response;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof YupayError) throw error;
    throw unavailable(address, (error as { cause?: Error }).cause?.message ?? (error as Error).message, error);
  }
}

/** The text at an address, bounded. */
export async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  const response = await request(address, signal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_TEXT) throw unavailable(address, `manda más de ${MAX_TEXT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function fetchJson(address: string, signal: AbortSignal): Promise<unknown> {
  try {
    return JSON.parse(await fetchText(address, signal));
  } catch (error) {
    if (error instanceof SyntaxError) throw unavailable(address, 'no es JSON');
    throw error;
  }
}

/** Downloads to a folder of the verifier's, once per run. */
async function download(address: string, file: string, signal: AbortSignal): Promise<string> {
  if (await stat(file).then(() => true, () => false)) return file;
  const response = await request(address, signal);
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(`${file}.part`), { signal });
  await rename(`${file}.part`, file);
  return file;
}

interface ListedGroup {
  readonly grupo: string;
  readonly filas: number;
  readonly digesto: string;
}

const HOW: Readonly<Record<string, CaptureRecord['how']>> = { descarga: 'download', subida: 'upload', transcripcion: 'transcription' };

/** A capture's record as another Yupay publishes it; what does not look like one is not believed. */
function recordOf(value: unknown, hash: string): CaptureRecord {
  const told = value as { sha256?: unknown; bytes?: unknown; url?: unknown; how?: unknown; retrievedAt?: unknown; original?: unknown } | null;
  const how = HOW[String(told?.how)];
  const originals = Array.isArray(told?.original) ? (told.original as Partial<CaptureRecord['original'][number]>[]) : [];
  const shaped = told?.sha256 === hash && Number.isSafeInteger(told.bytes) && (told.url === null || typeof told.url === 'string') && typeof told.retrievedAt === 'string' && how !== undefined;
  if (!shaped || !originals.every((item) => typeof item?.name === 'string' && /^[0-9a-f]{64}$/.test(item.sha256 ?? ''))) throw unavailable('el registro de la captura', 'la respuesta no tiene su forma');
  return { sha256: hash, bytes: told.bytes as number, url: told.url as string | null, how, retrievedAt: told.retrievedAt as string, original: originals as CaptureRecord['original'][number][] };
}

/** Evidence from another Yupay, by its public addresses alone: no state on this machine is needed. */
export function remoteEvidence(origin: string, folder: string, signal: AbortSignal): Evidence {
  const hex = (hash: string): string => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw unavailable('una entrada', `«${hash.slice(0, 20)}» no es una huella`);
    return hash;
  };
  const held = new Map<string, Promise<unknown>>();
  const receipt = (code: string): Promise<unknown> => {
    const known = held.get(code) ?? fetchJson(`${origin}/recibo/${encodeURIComponent(code)}.json`, signal);
    held.set(code, known);
    return known;
  };
  const digests = async (hash: string): Promise<GroupDigest[]> => {
    const listed = (await fetchJson(`${origin}/parquet/${hex(hash)}/grupos.json`, signal)) as { grupos?: unknown };
    const shaped = (item: Partial<ListedGroup> | null): item is ListedGroup => typeof item?.grupo === 'string' && Number.isSafeInteger(item.filas) && typeof item.digesto === 'string';
    if (!Array.isArray(listed.grupos) || !listed.grupos.every(shaped)) throw unavailable('los digestos', 'la respuesta no los trae');
    return (listed.grupos as ListedGroup[]).map((item) => ({ group: item.grupo, rows: item.filas, digest: item.digesto }));
  };
  return {
    receipt: async (code) => asReceipt(await receipt(code)),
    parquet: async (hash) => {
      await mkdir(folder, { recursive: true });
      return download(`${origin}/parquet/${hex(hash)}`, join(folder, `${hash}.parquet`), signal);
    },
    group: async (hash, group) => {
      if (!/^\d{2,6}$/.test(group)) return null;
      const head = await request(`${origin}/parquet/${hex(hash)}`, signal, 'HEAD');
      if (Number(head.headers.get('content-length') ?? 0) < WHOLE_BELOW) return null;
      await mkdir(folder, { recursive: true });
      const groups = await digests(hash);
      const path = await download(`${origin}/parquet/${hash}/grupos/${group}`, join(folder, `${hash}-${group}.parquet`), signal);
      return { path, groups };
    },
    digests,
    capture: async (hash) => {
      await mkdir(folder, { recursive: true });
      return download(`${origin}/captura/${hex(hash)}`, join(folder, hash), signal);
    },
    record: async (hash) => recordOf(await fetchJson(`${origin}/fuente/${hex(hash)}.json`, signal), hash),
    load: async (id) => (await fetchJson(`${origin}/carga/${hex(id)}.json`, signal)) as Canonical,
    inForce: async (code) => ((await receipt(code)) as { inForce?: string | null }).inForce ?? null,
  };
}
