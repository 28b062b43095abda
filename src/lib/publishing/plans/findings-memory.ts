import { frameworkFindings } from '#lib/frameworks/findings.ts';
import { frameworkOf } from '#lib/frameworks/plan-store.ts';
import type { SubmissionState } from '#lib/frameworks/submission.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import type { Finding } from '#lib/indicators/checks/finding.ts';
import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';

/** Plans whose findings are remembered at once: a person works on one or two. */
const MOST = 24;

/**
 * What the checks find in a working copy. They run at each change, and once for it: a plan's version rises with every change,
 * so that with the registry of places and the states that are read it names the inputs. A hundred thousand values take two
 * seconds, and nobody waits for them twice.
 */
export class FindingsMemory {
  readonly #known = new Map<string, readonly Finding[]>();
  #names: PlaceNames | null = null;

  of(copy: WorkingCopy, states: readonly SubmissionState[], names: PlaceNames): readonly Finding[] {
    if (names !== this.#names) this.#known.clear();
    this.#names = names;
    const key = `${copy.id} ${copy.version} ${states.join()}`;
    const found = this.#known.get(key) ?? frameworkFindings(frameworkOf(copy, states), names);
    this.#known.delete(key);
    this.#known.set(key, found);
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
    return found;
  }
}
