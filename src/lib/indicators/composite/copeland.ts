import type { Scores } from './definition.ts';

/**
 * Copeland's score from pairwise outranking (METHODS §2): how many units one beats by more than half of the weight, less how
 * many beat it. The upper triangle counts what is known to be greater, with half of the weight of ties; the lower is its
 * complement, so that an unknown comparison adds nothing above the diagonal (COINr's convention).
 */
export function copeland({ values, units, items }: Scores, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const score = new Array<number>(units).fill(0);
  for (let i = 0; i < units; i += 1) {
    for (let j = i + 1; j < units; j += 1) {
      let outranks = 0;
      for (let at = 0; at < items; at += 1) {
        const [left, right] = [values[i * items + at]!, values[j * items + at]!];
        if (left > right) outranks += weights[at]! / whole;
        else if (left === right) outranks += weights[at]! / whole / 2;
      }
      const side = outranks > 0.5 ? 1 : outranks < 0.5 ? -1 : 0;
      score[i]! += side;
      score[j]! -= side;
    }
  }
  return score;
}
