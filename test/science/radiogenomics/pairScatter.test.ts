import { describe, expect, it } from 'vitest'
import { pairScatter } from '../../../science/radiogenomics/pairScatter.ts'
import { leastSquares } from '../../../science/stats/leastSquares.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { partialCorrelation } from '../../../science/stats/partialCorrelation.ts'
import { pearson } from '../../../science/stats/pearson.ts'

const x = Float64Array.from([1, 4, 2, 8, 5, 7, 3, NaN, 9, 6])
const y = Float64Array.from([2, 3, 5, 9, 4, 9, 1, 4, NaN, 7])
const volume = {
  kind: 'number' as const,
  key: 'volume',
  label: 'Volume',
  unit: 'mm³',
  values: Float64Array.from([3, 1, 4, 1, 5, 9, 2, 6, 5, NaN]),
}
const complete = [0, 1, 2, 3, 4, 5, 6]

function correlated(a: Float64Array, b: Float64Array): number {
  const found = pearson(a, b)
  return isNotTestable(found) ? NaN : found.r
}

describe('pairScatter', () => {
  it('draws the values of those who have both', () => {
    const found = pairScatter({ x, y, covariates: [], method: 'spearman' })
    expect(found.rows).toEqual([0, 1, 2, 3, 4, 5, 6, 9])
    expect(Array.from(found.x)).toEqual([1, 4, 2, 8, 5, 7, 3, 6])
    expect(found.fit).toMatchObject({ kind: 'line', n: 8, df: 6 })
  })

  it.each(['spearman', 'pearson'] as const)('the residuals have the partial correlation: %s', (method) => {
    const found = pairScatter({ x, y, covariates: [volume], method })
    expect(found.rows).toEqual(complete)
    const at = (column: Float64Array): number[] => complete.map((row) => column[row] ?? NaN)
    const partial = partialCorrelation(at(x), at(y), [at(volume.values)], { method })
    if (isNotTestable(partial)) throw new Error('not testable')
    expect(correlated(found.x, found.y)).toBeCloseTo(partial.r, 12)
  })

  it('the line has slope and interval of the whole model', () => {
    const found = pairScatter({ x, y, covariates: [volume], method: 'pearson' })
    const at = (column: Float64Array): number[] => complete.map((row) => column[row] ?? NaN)
    const model = leastSquares(at(y), [
      { name: 'volume', values: at(volume.values) },
      { name: 'x', values: at(x) },
    ])
    if (isNotTestable(model) || found.fit.kind !== 'line') throw new Error('not testable')
    const own = model.coefficients.find(({ name }) => name === 'x')
    expect(found.fit.slope.value).toBeCloseTo(own?.estimate ?? NaN, 12)
    expect(found.fit.slope.low).toBeCloseTo(own?.low ?? NaN, 10)
    expect(found.fit.slope.high).toBeCloseTo(own?.high ?? NaN, 10)
  })

  it('nobody has both: no line, and why', () => {
    const found = pairScatter({
      x: Float64Array.of(1, NaN),
      y: Float64Array.of(NaN, 2),
      covariates: [],
      method: 'pearson',
    })
    expect(found.rows).toEqual([])
    expect(found.fit).toMatchObject({ kind: 'notTestable', n: 0 })
  })
})
