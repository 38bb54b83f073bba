/**
 * Median by selection: linear in n, where sorting would be n log n. Puts the values in another order.
 * @param values n ≥ 1, without NaN
 * @returns the middle one, or the mean of the two in the middle; as `quantile(ascending(values), .5)`
 * @source Hoare 1961
 */
export function medianInPlace(values: Float64Array): number {
  const n = values.length
  const middle = n >> 1
  const upper = select(values, middle)
  if (n % 2 === 1) return upper
  let lower = -Infinity
  for (let i = 0; i < middle; i += 1) lower = Math.max(lower, values[i] ?? NaN)
  // as quantile() of type 7 writes it, so that the two agree to the last digit
  return lower * 0.5 + upper * 0.5
}

/** The k-th smallest, k from 0; what is before it is not larger. The pivot is the median of three. */
function select(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = medianOfThree(values[low] ?? NaN, values[(low + high) >> 1] ?? NaN, values[high] ?? NaN)
    let [i, j] = [low, high]
    while (i <= j) {
      while ((values[i] ?? NaN) < pivot) i += 1
      while ((values[j] ?? NaN) > pivot) j -= 1
      if (i > j) break
      const swapped = values[i] ?? NaN
      values[i] = values[j] ?? NaN
      values[j] = swapped
      i += 1
      j -= 1
    }
    if (k <= j) high = j
    else if (k >= i) low = i
    else break
  }
  return values[k] ?? NaN
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
