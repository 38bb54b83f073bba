import { describe, expect, it } from 'vitest'
import {
  logChiSquaredUpper,
  logFUpper,
  logNormalUpper,
  logTTwoSided,
  normalUpperQuantile,
  tUpperQuantile,
} from '../../../science/stats/distributions.ts'
import { readCases } from '../../oracles/read.ts'

const oracle = readCases('tails') as Record<'normal' | 't' | 'chi' | 'f' | 'quantile', number[][]>
const close = (ours: number, theirs: number): void => {
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-10 * Math.max(1, Math.abs(theirs)))
}

describe('tails in log space, from the middle to far below the smallest double', () => {
  it('R pnorm, pt, pchisq, pf (log.p = TRUE)', () => {
    for (const [z = NaN, log = NaN] of oracle.normal) close(logNormalUpper(z), log)
    for (const [t = NaN, df = NaN, log = NaN] of oracle.t) close(logTTwoSided(t, df), log)
    for (const [x = NaN, df = NaN, log = NaN] of oracle.chi) close(logChiSquaredUpper(x, df), log)
    for (const [f = NaN, a = NaN, b = NaN, log = NaN] of oracle.f) close(logFUpper(f, a, b), log)
  })

  it('R qnorm, qt', () => {
    for (const [p = NaN, df = NaN, z = NaN, t = NaN] of oracle.quantile) {
      close(normalUpperQuantile(p), z)
      close(logTTwoSided(tUpperQuantile(p, df), df), Math.log(2 * p))
      // at 1e-300 R's qt is off by up to 1 %, as its own pt says (1.5 df: log p off by .015)
      if (p > 1e-200) expect(Math.abs(tUpperQuantile(p, df) / t - 1)).toBeLessThan(1e-9)
    }
  })

  it('by hand: t with one df is Cauchy, χ² with two is exponential', () => {
    close(logTTwoSided(1, 1), Math.log(0.5))
    close(logChiSquaredUpper(1500, 2), -750)
  })
})
