import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Asker, Lake, QuestionLimits, TextRow } from '#lib/platform/lake.ts';
import type { ContentStore } from '#lib/platform/files.ts';
import { duckType } from './load/column-type.ts';
import { keptDigests, type GroupDigest } from './digest.ts';
import { captureInputs, liveInputs } from './live.ts';
import { answerKey, bindInputs, queryName, readsOf, sqlParameters, type PublishedQuery, type QueryInput } from './query.ts';
import { keepReceipt, makeReceipt, rememberedReceipt, type Receipt } from './receipt.ts';
import type { Dataset } from './recipe.ts';

/** A relation with the dataset's columns and no rows, for a query whose data nobody has loaded yet. */
export function emptyRelation(dataset: Dataset): string {
  const columns = dataset.columns.map((column) => `cast(null as ${duckType(column)}) as "${column.name}"`);
  return `(select ${columns.join(', ')}, cast(null as bigint) as linea, 0 as rango, '' as serie where false)`;
}

const noDigests = (input: QueryInput): Promise<never> => Promise.reject(new YupayError('entrada-no-disponible', { que: `los digestos de ${input.parquet.slice(0, 12)}`, detalle: 'no hay de dónde tomarlos' }));

/** Runs a query over given inputs. The same function answers on the server and on a stranger's machine. */
export async function runQuery(
  lake: Asker,
  query: PublishedQuery,
  parameters: Readonly<Record<string, string>>,
  inputs: readonly QueryInput[],
  pathOf: (parquet: string) => string,
  datasets: readonly Dataset[],
  digestsOf: (input: QueryInput) => Promise<readonly GroupDigest[]> = noDigests,
): Promise<TextRow[]> {
  const empty = (id: string) => {
    const dataset = datasets.find((candidate) => candidate.id === id);
    if (!dataset) throw new YupayError('interno', { detalle: `la consulta ${query.id} nombra un conjunto que no existe: ${id}` });
    return emptyRelation(dataset);
  };
  const digests = new Map<string, readonly GroupDigest[]>();
  for (const input of inputs) if (readsOf(query, input.dataset).digests) digests.set(input.parquet, await digestsOf(input));
  const sql = bindInputs(query, { inputs, parameters, pathOf, empty, digestsOf: (input) => digests.get(input.parquet)! });
  const { rows } = await lake.query(sql, sqlParameters(query, parameters));
  return [...(query.derive ? query.derive(rows) : rows)];
}

/** Answers published questions with receipts, remembering each answer for as long as its inputs are live. */
export class Answers {
  readonly #pool: pg.Pool;
  readonly #lake: Asker;
  readonly #parquets: ContentStore;
  readonly #datasets: readonly Dataset[];
  readonly #memory = new Map<string, Promise<Receipt>>();
  #inputs: Promise<QueryInput[]> | null = null;
  /** Raised by every refresh: what was begun before one is not remembered after it. */
  #generation = 0;

  /** Whoever asks is answered within `limits` (by default `QUESTION_LIMITS`) or refused with `consulta-lenta` or `respuesta-larga`. */
  constructor(pool: pg.Pool, lake: Lake, parquets: ContentStore, datasets: readonly Dataset[], limits?: QuestionLimits) {
    this.#pool = pool;
    this.#lake = lake.within(limits);
    this.#parquets = parquets;
    this.#datasets = datasets;
  }

  /** Forgets what was live; called when a load is switched in. */
  refresh(): void {
    this.#generation += 1;
    this.#inputs = null;
    this.#memory.clear();
  }

  inputs(): Promise<QueryInput[]> {
    this.#inputs ??= liveInputs(this.#pool).catch((error: unknown) => {
      this.#inputs = null;
      throw error;
    });
    return this.#inputs;
  }

  /** What is live, or what the captures gave that the parameters name. */
  async #inputsOf(query: PublishedQuery, parameters: Readonly<Record<string, string>>): Promise<QueryInput[]> {
    if (query.captures) return captureInputs(this.#pool, query.captures.map((name) => parameters[name] ?? ''), query.datasets);
    return (await this.inputs()).filter((input) => query.datasets.includes(input.dataset));
  }

  async answer(query: PublishedQuery, parameters: Readonly<Record<string, string>>): Promise<Receipt> {
    const generation = this.#generation;
    const inputs = await this.#inputsOf(query, parameters);
    const short = `${queryName(query)} ${JSON.stringify(parameters)}`;
    const remembered = this.#memory.get(short);
    if (remembered) return remembered;
    const fresh = this.#find(query, parameters, inputs);
    if (generation === this.#generation) this.#remember(short, fresh);
    return fresh;
  }

  async #find(query: PublishedQuery, parameters: Readonly<Record<string, string>>, inputs: readonly QueryInput[]): Promise<Receipt> {
    const key = answerKey(query, parameters, inputs);
    const kept = await rememberedReceipt(this.#pool, key);
    if (kept) return kept;
    const rows = await runQuery(this.#lake, query, parameters, inputs, (parquet) => this.#parquets.path(parquet), this.#datasets, (input) => keptDigests(this.#pool, input.parquet));
    const receipt = makeReceipt(query, parameters, inputs, rows);
    // An empty answer is not a proof: no page prints it, and whoever asks about what is not there must not fill the store.
    if (receipt.body.rowCount > 0) await keepReceipt(this.#pool, receipt, key);
    return receipt;
  }

  /** A bounded memory: the oldest answer leaves first. */
  #remember(key: string, receipt: Promise<Receipt>): void {
    this.#memory.set(key, receipt);
    receipt.catch(() => this.#memory.delete(key));
    if (this.#memory.size > 20_000) this.#memory.delete(this.#memory.keys().next().value!);
  }
}
