import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import { asYupayError, errorSentence, YupayError } from '#lib/kernel/errors.ts';
import { hashFile } from '#lib/platform/files.ts';
import type { Lake } from '#lib/platform/lake.ts';
import { runQuery } from './answer.ts';
import { logicalDigest, parquetRelation, rootOf, type GroupDigest } from './digest.ts';
import { readsOf, sqlHash, type PublishedQuery, type QueryInput } from './query.ts';
import { receiptHash, type ReceiptBody } from './receipt.ts';
import type { Dataset } from './recipe.ts';
import { againstPublisher, type CaptureRecord, type PublisherLook } from './verify-live.ts';

/** Where a verifier gets its evidence: this machine's stores, or another Yupay over HTTP. */
export interface Evidence {
  /** The receipt's body as published and the hash it claims. Throws `recibo-no-existe` or `entrada-no-disponible`. */
  readonly receipt: (code: string) => Promise<{ readonly sha256: string; readonly body: ReceiptBody }>;
  /** Path of a Parquet's bytes on this disk; they are hashed again here. */
  readonly parquet: (hash: string) => Promise<string>;
  /**
   * One group's rows of a Parquet and the digests of all its groups, where the whole is too large to fetch; null when the
   * whole should be taken.
   */
  readonly group?: (hash: string, group: string) => Promise<{ readonly path: string; readonly groups: readonly GroupDigest[] } | null>;
  /** The digests of all the groups of a Parquet; they are checked against its root here. */
  readonly digests: (hash: string) => Promise<readonly GroupDigest[]>;
  /** Path of a capture's bytes on this disk; they are hashed again here. */
  readonly capture: (hash: string) => Promise<string>;
  /** The public record of a capture; its address is the word of whoever keeps it. */
  readonly record: (hash: string) => Promise<CaptureRecord>;
  /** The public record of a load: its body, whose hash is its id. */
  readonly load: (id: string) => Promise<Canonical>;
  /** SHA-256 of the receipt that today answers the same question; null when that cannot be told. */
  readonly inForce: (code: string) => Promise<string | null>;
}

export type Level = 1 | 2 | 3 | 4;
export type Verdict = 'igual' | 'distinto' | 'no-disponible' | 'reemplazado';

export interface Check {
  readonly level: Level;
  readonly verdict: Verdict;
  /** What was compared and how it came out, in Spanish and English. */
  readonly es: string;
  readonly en: string;
  /** True where the publisher serves another file today: told, and no failure. */
  readonly drift?: boolean;
}

export interface ReceiptVerification {
  readonly code: string;
  readonly sha256: string;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly body: ReceiptBody | null;
}

/** Exit status of each verdict (DESIGN §5). */
export const VERDICT_EXIT: Readonly<Record<Verdict, number>> = { igual: 0, distinto: 1, 'no-disponible': 2, reemplazado: 3 };

/** Different outweighs all; then unavailable; then replaced. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  for (const verdict of ['distinto', 'no-disponible', 'reemplazado'] as const) if (verdicts.includes(verdict)) return verdict;
  return 'igual';
}

/** What re-reading a capture must give for one partition of a load. */
export type Rebuild = (capturePath: string, load: Canonical) => Promise<readonly { readonly dataset: string; readonly year: number | null; readonly series: string; readonly root: string }[]>;

export interface Verifier {
  readonly evidence: Evidence;
  readonly lake: Lake;
  readonly datasets: readonly Dataset[];
  readonly findQuery: (name: string) => PublishedQuery | null;
  readonly rebuild: Rebuild;
  readonly signal: AbortSignal;
  /** Files and captures already checked in this run: pages share most of their inputs. */
  readonly checked: Map<string, Promise<Check | null>>;
  /** Opened at level 4 alone; without one that level is not available. */
  readonly publisher?: () => Promise<PublisherLook>;
}

const check = (level: Level, verdict: Verdict, es: string, en: string): Check => ({ level, verdict, es, en });

/** Runs a step; what could not be obtained is "unavailable", and only our own failure is thrown. */
async function attempt(level: Level, step: () => Promise<Check | null>): Promise<Check | null> {
  try {
    return await step();
  } catch (thrown) {
    if (thrown instanceof OtherDigests) {
      const { dataset, year } = thrown.input;
      return check(level, 'distinto', `los digestos de ${dataset} ${year ?? ''} no dan la raíz que el recibo nombra`, `the digests of ${dataset} ${year ?? ''} do not give the root that the receipt names`);
    }
    const error = asYupayError(thrown);
    if (error.code === 'interno' || error.code === 'interrumpido') throw thrown;
    return check(level, 'no-disponible', error.message, errorSentence(error.code, error.details, 'en'));
  }
}

/** Verifies one receipt up to a level. Levels above the first that fails are not tried: nothing rests on a broken one. */
export async function verifyReceipt(verifier: Verifier, code: string, level: Level): Promise<ReceiptVerification> {
  let held: { sha256: string; body: ReceiptBody };
  try {
    held = await verifier.evidence.receipt(code);
  } catch (thrown) {
    const error = asYupayError(thrown);
    if (error.code === 'interno') throw thrown;
    return { code, sha256: code, verdict: 'no-disponible', checks: [check(1, 'no-disponible', error.message, error.message)], body: null };
  }
  const checks: Check[] = [ownHash(code, held)];
  const steps: (() => Promise<Check | null>)[] = [];
  if (level >= 2) steps.push(() => sameAnswer(verifier, held.body));
  if (level >= 3) steps.push(...distinctLoads(held.body).map((inputs) => () => sameFacts(verifier, inputs)));
  for (const [index, step] of steps.entries()) {
    if (worst(checks.map((done) => done.verdict)) !== 'igual') break;
    verifier.signal.throwIfAborted();
    const result = await attempt(index === 0 ? 2 : 3, step);
    if (result) checks.push(result);
  }
  if (level >= 4 && worst(checks.map((done) => done.verdict)) === 'igual') checks.push(...(await liveFiles(verifier, held.body)));
  if (worst(checks.map((done) => done.verdict)) === 'igual') {
    const current = await verifier.evidence.inForce(held.sha256).catch(() => null);
    if (current !== null && current !== held.sha256) {
      checks.push(check(1, 'reemplazado', `hay un recibo más nuevo para la misma pregunta: ${current.slice(0, 12)}`, `a newer receipt answers the same question: ${current.slice(0, 12)}`));
    }
  }
  return { code, sha256: held.sha256, verdict: worst(checks.map((done) => done.verdict)), checks, body: held.body };
}

/** Level 4: each captured file against what its publisher serves today. */
async function liveFiles(verifier: Verifier, body: ReceiptBody): Promise<Check[]> {
  const checks: Check[] = [];
  for (const input of new Map(body.inputs.map((item) => [item.capture, item])).values()) {
    verifier.signal.throwIfAborted();
    checks.push(...(await lookAt(verifier, input)));
  }
  return checks;
}

async function lookAt(verifier: Verifier, input: QueryInput): Promise<readonly Check[]> {
  const { publisher } = verifier;
  if (!publisher) return [check(4, 'no-disponible', 'aquí no se pregunta a los publicadores', 'publishers are not asked here')];
  const found: Check[] = [];
  const missing = await attempt(4, async () => {
    found.push(...(await againstPublisher(await publisher(), await verifier.evidence.record(input.capture), input)));
    return null;
  });
  return missing === null ? found : [missing];
}

function ownHash(code: string, held: { sha256: string; body: ReceiptBody }): Check {
  let found: string;
  try {
    found = receiptHash(held.body);
  } catch {
    found = '(no es JSON canónico)';
  }
  return found === held.sha256 && found.startsWith(code)
    ? check(1, 'igual', 'el recibo tiene la huella que dice', 'the receipt has the hash it claims')
    : check(1, 'distinto', `la huella del recibo no es ${code}, sino ${found.slice(0, 12)}`, `the receipt’s hash is not ${code} but ${found.slice(0, 12)}`);
}

/** Level 2: the same query over the published Parquet gives the same result. */
async function sameAnswer(verifier: Verifier, body: ReceiptBody): Promise<Check> {
  const query = verifier.findQuery(body.query);
  if (!query) return check(2, 'no-disponible', `esta versión de Yupay no tiene la consulta ${body.query}`, `this version of Yupay lacks the query ${body.query}`);
  if (sqlHash(query) !== body.sqlSha256) return check(2, 'distinto', `el SQL de ${body.query} no es el que el recibo nombra`, `the SQL of ${body.query} is not the one the receipt names`);
  if (body.inputs.length === 0) return check(2, 'no-disponible', 'el recibo no tiene entradas: una respuesta vacía no es una prueba', 'the receipt has no inputs: an empty answer is no proof');
  const paths = new Map<string, string>();
  for (const input of body.inputs) {
    // What is read by its digests alone may be a national file: it is not fetched.
    if (!readsOf(query, input.dataset).rows) continue;
    const found = await inputFile(verifier, query, body, input);
    if (typeof found !== 'string') return found;
    paths.set(input.parquet, found);
  }
  const rows = await runQuery(verifier.lake, query, body.parameters, body.inputs, (hash) => paths.get(hash)!, verifier.datasets, (input) => listedDigests(verifier, input));
  const same = canonicalJson({ columns: body.columns, rows: body.rows, rowCount: body.rowCount, coverage: body.coverage } as Canonical) ===
    canonicalJson({ columns: query.columns, rows, rowCount: rows.length, coverage: query.coverage(rows) } as Canonical);
  return same
    ? check(2, 'igual', `la consulta ${body.query} da el mismo resultado (${rows.length} filas) sobre ${body.inputs.length} archivos`, `the query ${body.query} gives the same result (${rows.length} rows) over ${body.inputs.length} files`)
    : check(2, 'distinto', `la consulta ${body.query} da otro resultado que el del recibo`, `the query ${body.query} gives another result than the receipt’s`);
}

/** An input's digests by group; they must give the root that the receipt names. Throws `entrada-no-disponible`. */
async function listedDigests(verifier: Verifier, input: QueryInput): Promise<readonly GroupDigest[]> {
  const groups = await verifier.evidence.digests(input.parquet);
  if (rootOf(groups) !== input.root) throw new OtherDigests(input);
  return groups;
}

/** Digests that do not give their root: a difference, which is not the same as an absence. */
class OtherDigests extends Error {
  readonly input: QueryInput;

  constructor(input: QueryInput) {
    super('digests');
    this.input = input;
  }
}

/** The file to repeat the query on, checked: the whole Parquet by its hash, or one group of it by the digests it names. */
async function inputFile(verifier: Verifier, query: PublishedQuery, body: ReceiptBody, input: QueryInput): Promise<string | Check> {
  const group = query.group === undefined ? undefined : body.parameters[query.group];
  const part = group === undefined ? null : ((await verifier.evidence.group?.(input.parquet, group)) ?? null);
  if (part !== null) return (await sameGroup(verifier, input, group!, part)) ?? part.path;
  const path = await verifier.evidence.parquet(input.parquet);
  return (await once(verifier, `parquet ${input.parquet}`, async () => sameBytes(2, path, input.parquet))) ?? path;
}

/** The group's rows give its digest, and all the groups' digests give the root that the receipt names. */
async function sameGroup(verifier: Verifier, input: QueryInput, group: string, part: { path: string; groups: readonly GroupDigest[] }): Promise<Check | null> {
  const dataset = verifier.datasets.find((candidate) => candidate.id === input.dataset);
  if (!dataset) return check(2, 'no-disponible', `esta versión de Yupay no conoce el conjunto ${input.dataset}`, `this version of Yupay does not know the dataset ${input.dataset}`);
  const connection = await verifier.lake.connect();
  const digest = await logicalDigest(connection, dataset, parquetRelation(part.path)).finally(() => connection.closeSync());
  const listed = part.groups.filter((item) => item.group === group);
  const same = rootOf(part.groups) === input.root && JSON.stringify(digest.groups) === JSON.stringify(listed.map(({ group: name, rows, digest: hash }) => ({ group: name, rows, digest: hash })));
  return same ? null : check(2, 'distinto', `las filas de ${group} en ${input.dataset} ${input.year ?? ''} no dan su digesto`, `the rows of ${group} in ${input.dataset} ${input.year ?? ''} do not give their digest`);
}

async function sameBytes(level: Level, path: string, hash: string): Promise<Check | null> {
  return (await hashFile(path)) === hash ? null : check(level, 'distinto', `el archivo ${hash.slice(0, 12)} no tiene esa huella: fue alterado`, `the file ${hash.slice(0, 12)} does not have that hash: it was altered`);
}

function once(verifier: Verifier, key: string, step: () => Promise<Check | null>): Promise<Check | null> {
  const known = verifier.checked.get(key);
  if (known) return known;
  const fresh = step();
  verifier.checked.set(key, fresh);
  return fresh;
}

function distinctLoads(body: ReceiptBody): QueryInput[][] {
  const loads = new Map<string, QueryInput[]>();
  for (const input of body.inputs) loads.set(input.load, [...(loads.get(input.load) ?? []), input]);
  return [...loads.values()];
}

/** Level 3: the captured file, read again, gives the facts whose digest the receipt names. */
function sameFacts(verifier: Verifier, inputs: readonly QueryInput[]): Promise<Check | null> {
  const [first] = inputs;
  return once(verifier, `carga ${first!.load}`, async () => {
    const load = await verifier.evidence.load(first!.load);
    if (sha256(canonicalJson(load)) !== first!.load) return check(3, 'distinto', `el registro de la carga ${first!.load.slice(0, 12)} fue alterado`, `the record of load ${first!.load.slice(0, 12)} was altered`);
    const path = await verifier.evidence.capture(first!.capture);
    const bad = await sameBytes(3, path, first!.capture);
    if (bad) return bad;
    const rebuilt = await verifier.rebuild(path, load);
    const lost = inputs.find((input) => !rebuilt.some((part) => part.dataset === input.dataset && part.year === input.year && part.series === input.series && part.root === input.root));
    return lost
      ? check(3, 'distinto', `la captura ${first!.capture.slice(0, 12)} da otros hechos de ${lost.dataset} ${lost.year ?? ''}`, `the capture ${first!.capture.slice(0, 12)} gives other facts of ${lost.dataset} ${lost.year ?? ''}`)
      : check(3, 'igual', `la captura ${first!.capture.slice(0, 12)} vuelve a dar los mismos hechos`, `the capture ${first!.capture.slice(0, 12)} gives the same facts again`);
  });
}

/** What a remote sends must look like a receipt before it is hashed. Throws `entrada-no-disponible`. */
export function asReceipt(value: unknown): { sha256: string; body: ReceiptBody } {
  const candidate = value as { sha256?: unknown; body?: { query?: unknown; inputs?: unknown; rows?: unknown; columns?: unknown; parameters?: unknown } } | null;
  const body = candidate?.body;
  const shaped = typeof candidate?.sha256 === 'string' && typeof body?.query === 'string' && Array.isArray(body.inputs) && Array.isArray(body.rows) && Array.isArray(body.columns) && typeof body.parameters === 'object';
  if (!shaped) throw new YupayError('entrada-no-disponible', { que: 'el recibo', detalle: 'la respuesta no tiene forma de recibo' });
  return candidate as { sha256: string; body: ReceiptBody };
}
