import { describe, expect, it } from 'vitest'
import { cumulativeIncidence } from '../../../science/survival/competingRisks.ts'
import { scanCutpoints } from '../../../science/survival/cutpoint.ts'
import { grayTest } from '../../../science/survival/gray.ts'
import { restrictedMean } from '../../../science/survival/restrictedMean.ts'
import { farthest, followUpOf, named } from './cases.ts'

const of = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])

describe('restricted mean, survfit(rmean = τ)', () => {
  it.each(named.filter(({ rmst }) => rmst))('$name', ({ data, rmst }) => {
    if (!rmst) return
    const group = data.group.map((g) => rmst.groups.indexOf(g))
    const ours = restrictedMean(followUpOf(data), group, { tau: rmst.tau })
    // R's means rest on what events there are; we ask for two of them before τ
    if (data.time.filter((t, i) => data.event[i] === 1 && t < rmst.tau).length < 2) {
      expect(ours).toMatchObject({
        kind: 'notTestable',
        reason: expect.stringContaining('before τ') as string,
      })
      return
    }
    if (ours.kind !== 'restrictedMean') throw new Error(ours.reason)
    expect(
      farthest(
        ours.groups.map(({ mean }) => mean),
        rmst.rmean,
      ),
    ).toBeLessThan(1e-10)
    expect(
      farthest(
        ours.groups.map(({ standardError }) => standardError),
        rmst.se,
      ),
    ).toBeLessThan(1e-10)
  })
})

describe('cumulative incidence and Gray’s test, cmprsk', () => {
  it.each(named.filter(({ cif }) => cif))('$name', ({ data, cif }) => {
    if (!cif) return
    for (const cause of [1, 2]) {
      const theirs = cif.curves[`1 ${cause}`]
      const { time, cause: event } = data
      const ours = cumulativeIncidence({ time, event }, { cause, causes: 2 })
      if (theirs) {
        // theirs draws both corners of each step
        const at = [...ours.time].map((t) => theirs.time.lastIndexOf(t))
        expect(
          farthest(
            ours.incidence,
            at.map((k) => theirs.est[k] ?? null),
          ),
        ).toBeLessThan(1e-10)
        expect(
          farthest(
            ours.variance,
            at.map((k) => theirs.var[k] ?? null),
          ),
        ).toBeLessThan(1e-10)
      }
      // cmprsk tests a single event too; we do not
      if (event.filter((what) => what === cause).length < 2) {
        expect(grayTest({ time, event, group: data.group, cause, causes: 2 }).kind).toBe('notTestable')
        continue
      }
      const gray = (extra: { strata?: number[]; rho?: number }) => {
        const test = grayTest({ time, event, group: data.group, cause, causes: 2, ...extra })
        return test.kind === 'gray' ? test.chiSquared : NaN
      }
      // −1 is how cmprsk says that the variance is singular
      const answer = (tests: number | number[]) =>
        of(tests).map((value) => (value < 0 ? null : value))[cause - 1] ?? null
      expect(farthest([gray({})], [answer(cif.gray)])).toBeLessThan(1e-8)
      if (cif.grayRho1) expect(farthest([gray({ rho: 1 })], [answer(cif.grayRho1)])).toBeLessThan(1e-8)
      if (cif.grayStratified)
        expect(farthest([gray({ strata: data.stratum })], [answer(cif.grayStratified)])).toBeLessThan(1e-8)
    }
  })
})

describe('maximally selected log-rank, maxstat', () => {
  it.each(named.filter(({ cutpoint }) => cutpoint))('$name', ({ data, cutpoint }) => {
    if (!cutpoint) return
    const ours = scanCutpoints({
      time: data.time,
      event: data.event,
      values: data.marker,
      lowest: 0.2,
      highest: 0.8,
    })
    if (ours.kind !== 'cutpoint') throw new Error(ours.reason)
    expect(
      farthest(
        ours.cuts.map(({ value }) => value),
        of(cutpoint.cuts),
      ),
    ).toBeLessThan(1e-12)
    expect(
      farthest(
        ours.cuts.map(({ z }) => Math.abs(z)),
        of(cutpoint.stats),
      ),
    ).toBeLessThan(1e-10)
    expect(farthest([Math.exp(ours.adjusted.logPLausen92)], [Math.min(1, cutpoint.lau92)])).toBeLessThan(
      1e-10,
    )
    expect(farthest([Math.exp(ours.adjusted.logPLausen94)], [Math.min(1, cutpoint.lau94)])).toBeLessThan(
      1e-10,
    )
  })
})
