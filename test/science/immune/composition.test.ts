import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centredLogRatios, closure, constantsToTry, logRatio } from '../../../science/immune/composition.ts'
import { sharesOfAllCells } from '../../../science/immune/denominators.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('composition', () => {
  it('closes', () => {
    const [a, b, c] = closure([
      [1, 0, 0],
      [3, 0, NaN],
      [4, 0, 1],
    ])
    expect([a, b, c].map((column) => Array.from(column ?? []))).toEqual([
      [0.125, NaN, NaN],
      [0.375, NaN, NaN],
      [0.5, NaN, NaN],
    ])
  })

  it('takes log ratios with their constant, and says how many hang on it', () => {
    const ratio = logRatio([0.2, 0, 0.1, NaN, 0], [0.1, 0.1, 0, 0.1, 0], 0.01)
    expect(ratio.nDecidedByConstant).toBe(3)
    expect(ratio.values[0]).toBeCloseTo(Math.log2(0.21 / 0.11), 14)
    expect(ratio.values[1]).toBeCloseTo(Math.log2(0.01 / 0.11), 14)
    expect(Array.from(ratio.values.slice(3))).toEqual([NaN, 0])
    expect(Array.from(logRatio([0.2, 0, 0.1], [0.1, 0.1, 0], 0).values)).toEqual([1, NaN, NaN])
    expect(constantsToTry([0, 0.004, 0.5], [NaN, 0.2])).toEqual([0.001, 0.002, 0.004, 0.008, 0.01])
    expect(constantsToTry([0, 0])).toEqual([0.001, 0.01])
    expect(() => logRatio([0.1], [0.1, 0.2], 0)).toThrow(/2 values/)
    expect(() => logRatio([-0.1], [0.1], 0)).toThrow(/got -0.1/)
  })

  it('centred: a patient with less than the zeros would take keeps its ratios', () => {
    // .65 × .001 five times is more than all that the first patient has
    const parts = Array.from({ length: 6 }, (_, k) => Float64Array.of(k === 0 ? 0.001 : 0, 0.1 + k / 100))
    const { columns, nReplaced } = centredLogRatios(parts)
    const first = columns.map((column) => column[0] ?? NaN)
    expect(nReplaced).toBe(5)
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
    // each zero becomes .65 of a sixth of the sum, the part shrinks to what is left of it
    expect((first[0] ?? NaN) - (first[1] ?? NaN)).toBeCloseTo(Math.log((1 - (5 * 0.65) / 6) / (0.65 / 6)), 12)
  })

  it('does not depend on the denominator where nothing is added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, share, fc.double({ min: 0.01, max: 1, noNaN: true }))),
        (patients) => {
          const [m1, m2, leukocytes] = [0, 1, 2].map((at) =>
            patients.map((patient) => (patient[at] ?? 0) + 1e-3),
          )
          const fraction = (leukocytes ?? []).map((value) => Math.min(1, value))
          const given = logRatio(m1 ?? [], m2 ?? [], 0).values
          const scaled = logRatio(
            sharesOfAllCells(m1 ?? [], fraction),
            sharesOfAllCells(m2 ?? [], fraction),
            0,
          ).values
          scaled.forEach((value, patient) => {
            expect(value).toBeCloseTo(given[patient] ?? NaN, 10)
          })
        },
      ),
    )
  })
})
