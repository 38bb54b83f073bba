import { InvalidInput } from '../errors.ts'
import { createColumnSorter } from '../stats/columnRanks.ts'

/**
 * Quantile normalisation: every column gets the same values, the means over columns of the k-th smallest; ties share the value of
 * their mid-rank (the mean of two neighbours where that is half).
 * @param columns samples of n genes each, finite
 * @returns new columns
 * @throws InvalidInput columns of different lengths
 * @source Bolstad et al. 2003   @oracle R preprocessCore::normalize.quantiles, in cibersort-r-fixtures
 */
export function quantileNormalise(columns: readonly Float64Array[]): Float64Array[] {
  const n = columns[0]?.length ?? 0
  if (columns.some((column) => column.length !== n))
    throw new InvalidInput('columns', 'different lengths', `${n} values each`)
  const means = new Float64Array(n)
  const sorter = createColumnSorter(n)
  for (const column of columns) {
    const order = sorter.sort(column)
    for (let k = 0; k < n; k += 1) means[k] = (means[k] ?? 0) + (column[order[k] ?? 0] ?? NaN)
  }
  for (let k = 0; k < n; k += 1) means[k] = (means[k] ?? NaN) / columns.length
  return columns.map((column) => {
    const { doubled } = sorter.rank(column)
    return Float64Array.from(doubled, (rank) => {
      // rank is twice the mid-rank, 2 … 2n
      const low = (rank >> 1) - 1
      return rank % 2 === 0 ? (means[low] ?? NaN) : ((means[low] ?? NaN) + (means[low + 1] ?? NaN)) / 2
    })
  })
}
