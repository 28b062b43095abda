import { readFile } from 'node:fs/promises';
import type { Framework } from '#lib/frameworks/framework.ts';
import { readParts } from '#lib/frameworks/parse.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { findCapture } from '#lib/provenance/capture.ts';
import type { Application } from '../application.ts';
import { publishedCaptures } from '../plans/first-copies.ts';

/** A plan as the public reads it, whole. */
export interface PublishedPlan {
  readonly framework: Framework;
  /** SHA-256 of the document. */
  readonly capture: string;
  /** When it was captured, ISO 8601 in UTC. */
  readonly since: string;
}

/** Plans kept at once: one of a hundred thousand values takes some hundred megabytes. */
const MOST = 3;

/** Published plans read whole, for exports that need all of one. A capture never changes, so it is read once. */
export class PublishedPlans {
  readonly #application: Pick<Application, 'pool' | 'captures'>;
  readonly #known = new Map<string, Promise<PublishedPlan>>();

  constructor(application: Pick<Application, 'pool' | 'captures'>) {
    this.#application = application;
  }

  /** Throws `plan-no-existe`. */
  async of(plan: string): Promise<PublishedPlan> {
    const capture = (await publishedCaptures(this.#application)).get(plan);
    if (capture === undefined) throw new YupayError('plan-no-existe', { codigo: plan.slice(0, 64) });
    const found = this.#known.get(capture) ?? this.#read(capture);
    this.#known.delete(capture);
    this.#known.set(capture, found);
    found.catch(() => this.#known.delete(capture));
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
    return found;
  }

  async #read(capture: string): Promise<PublishedPlan> {
    const { pool, captures } = this.#application;
    const [record, text] = await Promise.all([findCapture(pool, capture), readFile(captures.path(capture), 'utf8')]);
    // The document was judged whole before it was loaded, and its bytes are those: its shape is all there is to read.
    const read = readParts(JSON.parse(text));
    if (!read.ok || record === null) throw new YupayError('interno', { detalle: `la captura ${capture.slice(0, 12)} ya no se lee como plan` });
    return { framework: read.value, capture, since: record.retrievedAt };
  }
}
