import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { leastSquares } from '../../../science/stats/leastSquares.ts'
import { logisticRegression } from '../../../science/stats/logistic.ts'
import { rankAdjustedDifference } from '../../../science/stats/rankAdjustment.ts'
import { off, readCases } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const linear = readCases('regression') as {
  y: number[]
  x: number[][]
  group: number[]
  estimate: (number | null)[]
  error: number[]
  p: number[]
  hc3: number[]
  sigma: number
  r2: number
  adjusted: number
  f: [number, number, number]
  ranks: [number, number, number]
}[]
const logistic = readCases('logistic') as {
  y: number[]
  x: number[][]
  separated: boolean
  glm?: { b: number[]; se: number[]; p: number[]; loglik: number; null: number }
}[]
const separated = { kind: 'notTestable', reason: 'separated: maximum-likelihood estimates do not exist' }
const terms = (x: number[][]) => x.map((values, i) => ({ name: `x${i}`, values }))

describe('least squares', () => {
  it('by hand: 1 2 4 on 0 1 2', () => {
    // slope 1.5, intercept 5/6, residuals 1/6 −1/3 1/6: σ² = 1/6, error of the slope √(1/12); R² = 4.5/(14/3)
    const ours = tested(leastSquares([1, 2, 4], [{ name: 'x', values: [0, 1, 2] }]))
    expect(ours.coefficients[0]?.estimate).toBeCloseTo(5 / 6, 14)
    expect(ours.coefficients[1]?.estimate).toBeCloseTo(1.5, 14)
    expect(ours.coefficients[1]?.error).toBeCloseTo(Math.sqrt(1 / 12), 14)
    expect(ours.rSquared).toBeCloseTo(4.5 / (14 / 3), 14)
    expect(ours.df).toBe(1)
    // leverages 5/6 1/3 5/6: e/(1 − h) = 1 −1/2 1; slope's weights −1/2 0 1/2: √(1/4 + 1/4)
    const robust = tested(leastSquares([1, 2, 4], [{ name: 'x', values: [0, 1, 2] }], { errors: 'HC3' }))
    expect(robust.coefficients[1]?.error).toBeCloseTo(Math.SQRT1_2, 12)
  })

  it.each(linear.map((entry, i) => [i, entry] as const))('R lm and sandwich, case %i', (_, entry) => {
    const ours = tested(leastSquares(entry.y, terms(entry.x)))
    const robust = tested(leastSquares(entry.y, terms(entry.x), { errors: 'HC3' }))
    const there = ours.coefficients.filter(({ estimate }) => estimate !== null)
    const known = entry.estimate.flatMap((value) => (value === null ? [] : [value]))
    expect(ours.coefficients.map(({ estimate }) => estimate === null)).toEqual(
      entry.estimate.map((value) => value === null),
    )
    expect(there.length).toBe(known.length)
    there.forEach((coefficient, i) => {
      const error = entry.error[i] ?? NaN
      expect(Math.abs((coefficient.estimate ?? NaN) - (known[i] ?? NaN)) / error).toBeLessThan(1e-8)
      expect(off(coefficient.error ?? NaN, error)).toBeLessThan(1e-8)
      if ((entry.p[i] ?? 0) > 1e-290)
        expect(Math.abs((coefficient.logP ?? NaN) - Math.log(entry.p[i] ?? NaN))).toBeLessThan(1e-7)
      const hc3 = robust.coefficients.filter(({ estimate }) => estimate !== null)[i]
      expect(off(hc3?.error ?? NaN, entry.hc3[i] ?? NaN)).toBeLessThan(1e-7)
    })
    expect(off(ours.sigma, entry.sigma)).toBeLessThan(1e-9)
    expect(Math.abs(ours.rSquared - entry.r2)).toBeLessThan(1e-9)
    expect(Math.abs(ours.adjustedRSquared - entry.adjusted)).toBeLessThan(1e-9)
    expect(off(ours.f?.value ?? NaN, entry.f[0])).toBeLessThan(1e-7)
    const ranks = tested(rankAdjustedDifference(entry.y, entry.group, terms(entry.x)))
    expect(Math.abs((ranks.difference.estimate ?? NaN) - entry.ranks[0])).toBeLessThan(1e-9)
    expect(off(ranks.difference.error ?? NaN, entry.ranks[1])).toBeLessThan(1e-7)
    expect(Math.abs((ranks.difference.logP ?? NaN) - Math.log(entry.ranks[2]))).toBeLessThan(1e-6)
  })

  it('residuals stand at right angles to every column; scale and shift as they should', () => {
    const row = fc.tuple(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -9, max: 9 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 25 }), (rows) => {
        const [y, a, b] = [0, 1, 2].map((c) => rows.map((list) => list[c] ?? 0))
        if (!y || !a || !b || new Set(y).size < 2) return
        const model = leastSquares(y, terms([a, b]))
        if ('kind' in model) return
        for (const column of [a, b, a.map(() => 1)])
          expect(column.reduce((sum, value, i) => sum + value * (model.residuals[i] ?? 0), 0)).toBeCloseTo(
            0,
            8,
          )
        const scaled = tested(
          leastSquares(
            y.map((v) => 8 * v),
            terms([a, b]),
          ),
        )
        model.coefficients.forEach(({ estimate }, i) => {
          if (estimate !== null) expect(scaled.coefficients[i]?.estimate).toBeCloseTo(8 * estimate, 8)
        })
      }),
    )
  })

  it('reports aliased columns, and what it cannot answer', () => {
    const x = [1, 2, 3, 4, 6]
    const model = tested(leastSquares([1, 3, 2, 5, 4], terms([x, x.map((v) => 2 * v + 1)])))
    expect(model.aliased).toEqual(['x1'])
    expect(model.coefficients[2]).toMatchObject({ estimate: null, logP: null })
    expect(leastSquares([1, 2], terms([[1, 3]]))).toMatchObject({ reason: 'no degrees of freedom left' })
    expect(leastSquares([2, 2, 2], terms([[1, 3, 4]]))).toMatchObject({ reason: 'all values equal' })
    expect(() => leastSquares([1, NaN, 3], [])).toThrow(InvalidInput)
    expect(() => leastSquares([1, 2, 3], terms([[1, 2]]))).toThrow(InvalidInput)
    expect(() => leastSquares([1, 2, 3], terms([[1, 2, Infinity]]))).toThrow(InvalidInput)
    // one patient alone in a group has leverage 1: no robust error for it
    const alone = tested(leastSquares([1, 2, 4, 9], terms([[0, 0, 0, 1]]), { errors: 'HC3' }))
    expect(alone.coefficients[1]).toMatchObject({
      estimate: expect.closeTo(9 - 7 / 3, 10) as number,
      error: null,
      logP: null,
    })
    const big = tested(leastSquares([1e300, 2e300, 4e300], terms([[0, 1e-300, 2e-300]])))
    expect(big.rSquared).toBeCloseTo(4.5 / (14 / 3), 12)
    expect(rankAdjustedDifference([1, 2, 3, 4], [1, 1, 0, 0], terms([[1, 1, 0, 0]]))).toMatchObject({
      reason: 'explained wholly by the covariates',
    })
    expect(rankAdjustedDifference([1, 1, 1], [1, 0, 0], [])).toMatchObject({ reason: 'all values equal' })
    expect(() => rankAdjustedDifference([1, 2, 3], [1, 1, 1], [])).toThrow(InvalidInput)
    expect(() => rankAdjustedDifference([1, 2, 3], [1, 0], [])).toThrow(InvalidInput)
  })
})

const plain = { firth: 'never' } as const

describe('logistic regression', () => {
  it('by hand: a 2 × 2 table has its log odds ratio and Woolf’s error', () => {
    // 1 of 4 without, 3 of 4 with: log(9), √(1 + 1/3 + 1 + 1/3)
    const ours = tested(logisticRegression([1, 0, 0, 0, 1, 1, 1, 0], terms([[0, 0, 0, 0, 1, 1, 1, 1]])))
    expect(ours.coefficients[1]?.estimate).toBeCloseTo(Math.log(9), 10)
    expect(ours.coefficients[1]?.error).toBeCloseTo(Math.sqrt(8 / 3), 8)
  })

  it('complete and quasi-complete separation: no estimate, and the reason', () => {
    const x = [0, 0, 0, 0, 1, 1, 1, 1]
    expect(logisticRegression([0, 0, 0, 0, 1, 1, 1, 1], terms([x]), plain)).toEqual({ ...separated, n: 8 })
    expect(logisticRegression([1, 1, 1, 1, 0, 0, 0, 0], terms([x]), plain)).toMatchObject(separated)
    // one group has no event; the two outcomes meet at 3
    expect(logisticRegression([0, 0, 0, 0, 1, 0, 1, 1], terms([x]), plain)).toMatchObject(separated)
    expect(logisticRegression([0, 0, 0, 1, 1, 1], terms([[1, 2, 3, 3, 4, 5]]), plain)).toMatchObject(
      separated,
    )
    // one step past each other: an estimate exists
    expect(tested(logisticRegression([0, 0, 1, 0, 1, 1], terms([[1, 2, 3, 4, 5, 6]]))).aliased).toEqual([])
    // neither column separates alone, their sum does; units far from 1 make no difference
    const a = [0, 3, 1, 4, 2, 6, 3, 5]
    const b = [4, 0, 2, -1, 4, 1, 5, 2]
    const y = [0, 0, 0, 0, 1, 1, 1, 1]
    expect(tested(logisticRegression(y, terms([b]))).coefficients).toHaveLength(2)
    for (const unit of [1, 1e9, 1e-9])
      expect(logisticRegression(y, terms([a.map((v) => v * unit), b]), plain)).toMatchObject(separated)
  })

  it('finds separation where a line through two patients separates, and only there', () => {
    const patient = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.nat(1))
    let [apart, mixed] = [0, 0]
    fc.assert(
      fc.property(fc.array(patient, { minLength: 6, maxLength: 14 }), (rows) => {
        const result = logisticRegression(
          rows.map((row) => row[2]),
          terms([rows.map((row) => row[0]), rows.map((row) => row[1])]),
          plain,
        )
        if ('kind' in result && result.reason === 'all values equal') return
        // patients on one line: a column is aliased, and no line through two of them has sides
        const [x0, y0] = rows[0] ?? [0, 0]
        if (rows.every(([s, t]) => rows.every(([u, v]) => (u - x0) * (t - y0) === (v - y0) * (s - x0))))
          return
        // if any line separates, one through two patients does: the cone of such lines is pointed
        const isApart = rows.some(([x, y]) =>
          rows.some(([u, v]) => {
            const sides = rows.map(
              ([s, t, outcome]) => ((u - x) * (t - y) - (v - y) * (s - x)) * (2 * outcome - 1),
            )
            return (
              sides.some(Boolean) && (sides.every((side) => side >= 0) || sides.every((side) => side <= 0))
            )
          }),
        )
        if (isApart) apart += 1
        else mixed += 1
        if (isApart) expect(result).toMatchObject(separated)
        else expect(result).not.toHaveProperty('kind')
      }),
      { numRuns: 500, seed: 11 },
    )
    expect(Math.min(apart, mixed)).toBeGreaterThan(50)
  })

  it.each(logistic.map((entry, i) => [i, entry] as const))('R glm, case %i', (_, { glm, ...entry }) => {
    const result = logisticRegression(entry.y, terms(entry.x), plain)
    if (entry.separated) expect(result).toMatchObject(separated)
    if (!glm) return
    const ours = tested(result)
    expect(ours.coefficients).toHaveLength(glm.b.length)
    ours.coefficients.forEach((c, i) => {
      const error = glm.se[i] ?? NaN
      expect(Math.abs((c.estimate ?? NaN) - (glm.b[i] ?? NaN)) / error).toBeLessThan(1e-6)
      expect(off(c.error ?? NaN, error)).toBeLessThan(1e-6)
      expect(Math.abs((c.logP ?? NaN) - Math.log(glm.p[i] ?? NaN))).toBeLessThan(1e-5)
    })
    expect(Math.abs(ours.logLikelihood - glm.loglik)).toBeLessThan(1e-8)
    expect(Math.abs((ours.likelihoodRatio?.value ?? NaN) - glm.null)).toBeLessThan(1e-7)
  })

  it('turned outcomes turn the signs; a scaled column scales its coefficient', () => {
    const y = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1]
    const x = [1, 5, 2, 3, 8, 4, 7, 6, 2, 9]
    const plain = tested(logisticRegression(y, terms([x])))
    const turned = tested(
      logisticRegression(
        y.map((v) => 1 - v),
        terms([x]),
      ),
    )
    const scaled = tested(logisticRegression(y, terms([x.map((v) => v * 1e6)])))
    expect(turned.coefficients[1]?.estimate).toBeCloseTo(-(plain.coefficients[1]?.estimate ?? NaN), 9)
    expect((scaled.coefficients[1]?.estimate ?? NaN) * 1e6).toBeCloseTo(
      plain.coefficients[1]?.estimate ?? NaN,
      7,
    )
    expect(plain.fitted.reduce((sum, p) => sum + p, 0)).toBeCloseTo(6, 8)
  })

  it('awkward input', () => {
    expect(logisticRegression([1, 1, 1], terms([[1, 2, 3]]))).toMatchObject({ reason: 'all values equal' })
    expect(logisticRegression([1, 0], terms([[1, 2]]))).toMatchObject({
      reason: 'no degrees of freedom left',
    })
    expect(() => logisticRegression([1, 2, 0], [])).toThrow(InvalidInput)
    expect(() => logisticRegression([1, 0, 1], terms([[1, NaN, 2]]))).toThrow(InvalidInput)
    const model = tested(logisticRegression([0, 1, 1, 0, 1], terms([[3, 3, 3, 3, 3]])))
    expect(model.aliased).toEqual(['x0'])
    expect(model.coefficients[0]?.estimate).toBeCloseTo(Math.log(1.5), 10)
  })
})
