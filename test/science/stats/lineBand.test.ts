import { describe, expect, it } from 'vitest'
import { lineBand } from '../../../science/stats/lineBand.ts'

const x = [1, 2, 3, 4, 6]
const y = [1, 3, 2, 5, 6]

describe('lineBand', () => {
  it('by hand: slope 68/74, from the sums of squares and products', () => {
    // means 3.2 and 3.4; Σ(x−x̄)² = 14.8, Σ(x−x̄)(y−ȳ) = 14.6
    const found = lineBand(x, y)
    if (found.kind !== 'line') throw new Error('not testable')
    expect(found.slope.value).toBeCloseTo(14.6 / 14.8, 12)
    expect(found.intercept).toBeCloseTo(3.4 - (14.6 / 14.8) * 3.2, 12)
    expect([found.at[0], found.at.at(-1), found.df, found.at.length]).toEqual([1, 6, 3, 41])
  })

  it('as R: predict(lm(y ~ x), data.frame(x = c(1, 3.5, 6)), interval = "confidence"), confint(lm(y ~ x))', () => {
    const found = lineBand(x, y, { steps: 3 })
    if (found.kind !== 'line') throw new Error('not testable')
    const rounded = (values: ArrayLike<number>): number[] =>
      Array.from(values, (value) => Number(value.toFixed(10)))
    expect(rounded(found.value)).toEqual([1.2297297297, 3.6959459459, 6.1621621622])
    expect(rounded(found.low)).toEqual([-1.0012016595, 2.3008989688, 3.5370323113])
    expect(rounded(found.high)).toEqual([3.4606611189, 5.0909929231, 8.787292013])
    expect(found.slope.low).toBeCloseTo(0.1876849110977904, 12)
    expect(found.slope.high).toBeCloseTo(1.785288061875183, 12)
  })

  it('spent degrees of freedom widen it', () => {
    const plain = lineBand(x, y)
    const spent = lineBand(x, y, { spent: 1 })
    if (plain.kind !== 'line' || spent.kind !== 'line') throw new Error('not testable')
    expect(spent.slope.high - spent.slope.low).toBeGreaterThan(plain.slope.high - plain.slope.low)
    expect(spent.slope.value).toBe(plain.slope.value)
  })

  it('cannot be drawn through one place or two points; refuses what is not finite', () => {
    expect(lineBand([2, 2, 2], [1, 2, 3])).toMatchObject({ reason: 'all values equal' })
    expect(lineBand([1, 2], [1, 2])).toMatchObject({ reason: 'no degrees of freedom left' })
    expect(lineBand([], [])).toMatchObject({ reason: 'no degrees of freedom left', n: 0 })
    expect(() => lineBand([1, NaN, 3], [1, 2, 3])).toThrow('finite')
    expect(() => lineBand([1, 2], [1])).toThrow('values')
  })
})
