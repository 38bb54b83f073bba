import { InvalidInput } from '../errors.ts'
import { isMissing } from './missing.ts'

/**
 * Euclidean distances of all pairs i < j of cases that may lack values: over the values that both have, the square scaled up to
 * all of them, as R's `dist` does.
 * @param cases n cases of p values each, NaN = missing
 * @returns n(n − 1)/2 distances, row by row; NaN where two cases share no value
 * @throws InvalidInput lengths differ   @source R's documentation of dist   @oracle R dist in the tests
 */
export function pairwiseDistances(cases: readonly Float64Array[]): Float64Array {
  const n = cases.length
  const p = cases[0]?.length ?? 0
  cases.forEach((values, i) => {
    if (values.length !== p) throw new InvalidInput(`cases[${i}]`, `${values.length} values`, `${p}`)
  })
  const distances = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i += 1) {
    const a = cases[i]
    for (let j = i + 1; j < n; j += 1, at += 1) {
      const b = cases[j]
      let sum = 0
      let shared = 0
      for (let k = 0; k < p; k += 1) {
        const d = (a?.[k] ?? NaN) - (b?.[k] ?? NaN)
        if (isMissing(d)) continue
        sum += d * d
        shared += 1
      }
      distances[at] = shared === 0 ? NaN : Math.sqrt((sum * p) / shared)
    }
  }
  return distances
}
