/** 1 is the highest; ties share the best place; NaN where there is nothing to rank. */
export function ranks(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return values.map((value) => {
    if (Number.isNaN(value)) return NaN;
    // How many are above: the first position past every equal one, by halving.
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return sorted.length - low + 1;
  });
}

/** The value at the nearest rank, sorted[⌈p·n⌉]: always one that was seen. */
export function nearestRank(sorted: Float64Array, p: number): number {
  return sorted.length === 0 ? NaN : sorted[Math.max(1, Math.ceil(p * sorted.length)) - 1]!;
}
