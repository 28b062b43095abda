import { frameworkFindings } from '#lib/frameworks/findings.ts';
import { frameworkOf } from '#lib/frameworks/plan-store.ts';
import type { SubmissionState } from '#lib/frameworks/submission.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import type { Finding } from '#lib/indicators/checks/finding.ts';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';

/** Plans whose findings are remembered at once: a person works on one or two. */
const MOST = 24;

/**
 * What the findings of a copy rest on. Values and prose are only added, so that their number beside the submissions that are
 * read, the plan's body and its locks say it all: a draft that is not read makes nobody wait.
 */
function inputsOf({ id, body, locks, submissions, values, narratives }: WorkingCopy, states: readonly SubmissionState[]): string {
  const read = submissions.filter(({ state }) => states.includes(state)).map((one) => one.id);
  const among = new Set<string | null>([null, ...read]);
  const [said, told] = [values, narratives].map((rows: readonly { readonly submission: string | null }[]) => rows.filter(({ submission }) => among.has(submission)).length);
  return sha256(canonicalJson({ id, body, locks, read, said, told } as unknown as Canonical));
}

/** What the checks find in a working copy. They run at each change of what they read, and once for it: a hundred thousand values take two seconds. */
export class FindingsMemory {
  readonly #known = new Map<string, readonly Finding[]>();
  #names: PlaceNames | null = null;

  of(copy: WorkingCopy, states: readonly SubmissionState[], names: PlaceNames): readonly Finding[] {
    if (names !== this.#names) this.#known.clear();
    this.#names = names;
    const key = inputsOf(copy, states);
    const found = this.#known.get(key) ?? frameworkFindings(frameworkOf(copy, states), names);
    this.#known.delete(key);
    this.#known.set(key, found);
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
    return found;
  }
}
