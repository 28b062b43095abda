/** 1 is the highest; ties share the best place; NaN where there is nothing to rank. */
export function ranks(values: Float64Array): Float64Array {
  const order = Float64Array.from(values).sort();
  // NaN sorts last.
  let known = order.length;
  while (known > 0 && Number.isNaN(order[known - 1]!)) known -= 1;
  const out = new Float64Array(values.length);
  for (let unit = 0; unit < values.length; unit += 1) out[unit] = Number.isNaN(values[unit]!) ? NaN : 1 + known - upTo(order, known, values[unit]!);
  return out;
}

/** How many of the first `length` sorted values are no greater than one of them, by halving. */
function upTo(order: Float64Array, length: number, value: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
