import { describe, expect, it } from 'vitest'
import { logRank, logRankTrend } from '../../../science/survival/logRank.ts'
import { farthest, followUpOf, named } from './cases.ts'

const variants = {
  plain: {},
  rplain: {},
  rrho1: { rho: 1 },
  fh11: { rho: 1, gamma: 1 },
  fh01: { gamma: 1 },
  'fh.5': { rho: 0.5 },
  stratified: { strata: true },
  rstratified: { strata: true },
} as const

describe.each(named.filter(({ logrank }) => logrank !== null))('log-rank, R: $name', ({ data, logrank }) => {
  it.each(Object.keys(logrank ?? {}))('%s', (key) => {
    const theirs = logrank?.[key]
    if (!theirs) return
    const { strata, ...weights } = { strata: false, ...variants[key as keyof typeof variants] }
    const input = {
      ...followUpOf(data),
      group: data.group,
      ...weights,
      ...(strata ? { strata: data.stratum } : {}),
    }
    const ours = logRank(input)
    if (ours.kind === 'notTestable') {
      expect(theirs.chisq).toBeNull()
      return
    }
    expect(
      farthest(
        ours.groups.map(({ observed }) => observed),
        theirs.observed,
      ),
    ).toBeLessThan(1e-10)
    expect(
      farthest(
        ours.groups.map(({ expected }) => expected),
        theirs.expected,
      ),
    ).toBeLessThan(1e-10)
    expect(farthest(ours.covariance, theirs.var)).toBeLessThan(1e-10)
    if (typeof theirs.chisq === 'number')
      expect(farthest([ours.chiSquared], [theirs.chisq])).toBeLessThan(1e-10)
    if (theirs.trend === undefined) return
    const trend = logRankTrend(input)
    expect(trend.kind === 'trend' ? farthest([trend.z], [theirs.trend]) : NaN).toBeLessThan(1e-10)
  })
})
