import { describe, expect, it } from 'vitest'
import { asymptoticTests } from '../../bench/calibration/asymptotic.ts'
import { coverage, intervals } from '../../bench/calibration/coverage.ts'
import { exactTests } from '../../bench/calibration/exact.ts'
import { falseDiscoveries } from '../../bench/calibration/falseDiscoveries.ts'
import { isWithin, rejected } from '../../bench/calibration/rejections.ts'
import { readOracle } from '../../oracles/read.ts'

/** The short form of `npm run calibrate`, whose 10,000 sets stand in docs/calibration.md. All of it is seeded. */
const r = readOracle('calibration/answers.json') as { rejected: Record<string, number[]> }
const sets = 100

describe('null calibration, short', () => {
  it.each(asymptoticTests().map((test) => [test.name, test] as const))(
    'rejects the sets that R rejects: %s',
    (name, test) => {
      const theirs = r.rejected[name]
      if (!theirs) throw new Error(`R was not asked about ${name}`)
      expect(theirs.length).toBeGreaterThan(100)
      expect(rejected(test.logP, sets)).toEqual(theirs.filter((set) => set < sets))
    },
  )

  it.each(exactTests().map((test) => [test.name, test] as const))(
    'keeps its attainable size: %s',
    (_, { logP, size }) => {
      let sum = 0
      for (let set = 0; set < sets; set += 1) sum += size(set)
      // never above .05, given any ties
      expect(sum / sets).toBeLessThanOrEqual(0.05 + 1e-12)
      expect(isWithin(rejected(logP, sets).length, sets, sum / sets)).toBe(true)
    },
  )

  it('exact intervals hold the truth at least 95 times in 100, but for what 80 studies blur', () => {
    intervals()
      .filter(({ promise, name }) => promise === 'exact' && !name.includes('60'))
      .forEach((covered, i) => {
        const { share, n } = coverage(covered, 80, 5000 + i)
        expect(share, covered.name).toBeGreaterThan(0.95 - 3.29 * Math.sqrt((0.95 * 0.05) / n))
      })
  })

  it('Benjamini–Hochberg holds its bound', () => {
    const { rate, error, found } = falseDiscoveries('benjamini-hochberg', 0, 150, 3)
    expect(rate).toBeLessThan(0.04 + 3.29 * error)
    expect(found).toBeGreaterThan(8)
  })
})
