import { Matrix, SVD } from 'ml-matrix'
import { InvalidInput } from '../errors.ts'
import { moments } from './describe.ts'

export interface Components {
  centre: readonly number[]
  /** standard deviations, n − 1 */
  scale: readonly number[]
  /** standard deviations of the components, largest first */
  sdev: readonly number[]
  /** `loadings[component][variable]`, each of length 1; signs are as they come and mean nothing */
  loadings: readonly (readonly number[])[]
}

/**
 * Principal components of columns centred and scaled to unit variance (n − 1).
 * @param columns p ≥ 1 columns of n ≥ 2 finite values, in the units they have
 * @throws InvalidInput lengths differ, n < 2, or a column is constant
 * @source Jolliffe 2002, 3.4 (singular values of the scaled matrix)   @oracle test/oracles/pca (R prcomp(scale. = TRUE))
 */
export function principalComponents(columns: readonly ArrayLike<number>[]): Components {
  const n = columns[0]?.length ?? 0
  if (n < 2) throw new InvalidInput('columns', `${n} rows`, 'at least 2 rows')
  const summaries = columns.map((column, c) => {
    if (column.length !== n) throw new InvalidInput(`columns[${c}]`, `${column.length} rows`, `${n} rows`)
    const summary = moments(column)
    if (!(summary.sd > 1e-12 * Math.abs(summary.mean)))
      throw new InvalidInput(`columns[${c}]`, 'a constant column', 'values that differ')
    return summary
  })
  const scaled = new Matrix(n, columns.length)
  columns.forEach((column, c) => {
    const { mean, sd } = summaries[c] ?? { mean: NaN, sd: NaN }
    for (let i = 0; i < n; i += 1) scaled.set(i, c, ((column[i] ?? NaN) - mean) / sd)
  })
  const svd = new SVD(scaled, { computeLeftSingularVectors: false, autoTranspose: true })
  const v = svd.rightSingularVectors
  return {
    centre: summaries.map(({ mean }) => mean),
    scale: summaries.map(({ sd }) => sd),
    sdev: svd.diagonal.map((value) => value / Math.sqrt(n - 1)),
    loadings: columns.map((_, component) => columns.map((__, row) => v.get(row, component))),
  }
}
