import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { associate } from '../../../science/radiogenomics/associate.ts'
import type { AssociateInput } from '../../../science/radiogenomics/associate.ts'
import { blockOf } from '../../../science/radiogenomics/columnBlock.ts'
import { correlationInterval } from '../../../science/radiogenomics/correlationInterval.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { partialCorrelation } from '../../../science/stats/partialCorrelation.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { spearman } from '../../../science/stats/spearman.ts'

const random = createRandom(7)
const column = (n: number, missing = -1) =>
  Float64Array.from({ length: n }, (_, i) => (i === missing ? NaN : random.uint32() / 2 ** 32))
const n = 40
const x = [column(n, 3), column(n)]
const y = [column(n), column(n, 5), new Float64Array(n)]
const covariate = { key: 'age', label: 'Age', kind: 'number' as const, unit: 'years', values: column(n, 8) }

function asked(more: Partial<AssociateInput> = {}): AssociateInput {
  const base = { method: 'spearman' as const, p: 'r' as const, covariates: [], rival: null, family: 'all' }
  return { x: blockOf(x, n), y: blockOf(y, n), ...base, ...more }
}

describe('associations', () => {
  it('of four in opposite order: ρ = −1, p = 2/4!; by hand', () => {
    const up = Float64Array.of(1, 2, 3, 4)
    const down = Float64Array.of(9, 7, 5, 1)
    const { raw } = associate(asked({ x: blockOf([up], 4), y: blockOf([down], 4), p: 't' }))
    expect([raw.r[0], raw.n[0]]).toEqual([-1, 4])
    expect(Math.exp(raw.logP[0] ?? NaN)).toBeCloseTo(2 / 24, 14)
  })

  it('are those of one pair at a time, over the patients who have both, with its interval', () => {
    const { raw } = associate(asked())
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => i !== 3 && i !== 5)
    const one = spearman(
      rows.map((i) => x[0]?.[i] ?? NaN),
      rows.map((i) => y[1]?.[i] ?? NaN),
    )
    if (isNotTestable(one)) throw new Error('not testable')
    expect(raw.n[1]).toBe(38)
    expect(raw.r[1]).toBeCloseTo(one.rho, 13)
    expect(raw.logP[1]).toBeCloseTo(one.logP, 10)
    const interval = correlationInterval('spearman', { r: one.rho, n: 38, covariates: 0 })
    expect(interval.low).toBeCloseTo(one.low ?? NaN, 13)
    // the constant column is planned, not tested
    expect(raw.family).toMatchObject({ planned: 6, tested: 4 })
    expect(Number.isNaN(raw.logP[2])).toBe(true)
  })

  it('adjusted are partial correlations over complete cases, with the raw figure of the same patients', () => {
    const { adjusted, rival } = associate(asked({ covariates: [covariate], rival: covariate.values }))
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => i !== 8)
    const pick = (values: ArrayLike<number> | undefined) => rows.map((i) => values?.[i] ?? NaN)
    const one = partialCorrelation(pick(x[1]), pick(y[0]), [pick(covariate.values)], { method: 'spearman' })
    const raw = spearman(pick(x[1]), pick(y[0]))
    if (isNotTestable(one) || isNotTestable(raw)) throw new Error('not testable')
    expect(adjusted?.r[3]).toBeCloseTo(one.r, 12)
    expect(adjusted?.same[3]).toBeCloseTo(raw.rho, 12)
    expect(adjusted?.covariates).toBe(1)
    expect(rival?.without.r[3]).toBeCloseTo(one.r, 12)
  })

  it('do not depend on the order of patients', () => {
    const turned = (columns: readonly Float64Array[]) =>
      blockOf(
        columns.map((c) => c.toReversed()),
        n,
      )
    const a = associate(asked()).raw
    const b = associate(asked({ x: turned(x), y: turned(y) })).raw
    a.r.forEach((r, i) => {
      if (!Number.isNaN(r)) expect(b.r[i]).toBeCloseTo(r, 13)
    })
  })

  it('refuse Kendall where something is adjusted for, and blocks of other patients', () => {
    expect(() => associate(asked({ method: 'kendall', covariates: [covariate] }))).toThrow(InvalidInput)
    expect(() => associate(asked({ y: blockOf([column(3)], 3) }))).toThrow(InvalidInput)
  })
})
