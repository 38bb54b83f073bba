import { describe, expect, it } from 'vitest'
import { kaplanMeier, survivalAt, survivalQuantile } from '../../../science/survival/kaplanMeier.ts'
import { farthest, followUpOf, named } from './cases.ts'

describe.each(named)('Kaplan–Meier, R survfit: $name', ({ data, km }) => {
  const followUp = followUpOf(data)
  const curve = kaplanMeier(followUp)
  it('curve, counts and Greenwood', () => {
    expect([...curve.time]).toEqual(km.time)
    expect([...curve.nRisk]).toEqual(km.nRisk)
    expect([...curve.nEvent]).toEqual(km.nEvent)
    expect([...curve.nCensored]).toEqual(km.nCensored)
    expect(farthest(curve.survival, km.survival)).toBeLessThan(1e-12)
    expect(
      farthest(
        curve.standardError.map((se) => (se === Infinity ? NaN : se)),
        km.se,
      ),
    ).toBeLessThan(1e-12)
  })
  it.each(['plain', 'log', 'log-log'] as const)('limits and quantiles, %s', (interval) => {
    const theirs = interval === 'log-log' ? km.loglog : km[interval]
    const ours = kaplanMeier(followUp, { interval })
    if (theirs.low && theirs.high) {
      expect(farthest(ours.low, theirs.low)).toBeLessThan(1e-10)
      expect(farthest(ours.high, theirs.high)).toBeLessThan(1e-10)
    }
    const quantiles = [0.25, 0.5, 0.75].map((p) => survivalQuantile(ours, p))
    expect(
      farthest(
        quantiles.map(({ value }) => value),
        theirs.quantile,
      ),
    ).toBeLessThan(1e-12)
    expect(
      farthest(
        quantiles.map(({ low }) => low),
        theirs.qlow,
      ),
    ).toBeLessThan(1e-12)
    if (!theirs.rises)
      expect(
        farthest(
          quantiles.map(({ high }) => high),
          theirs.qhigh,
        ),
      ).toBeLessThan(1e-12)
  })
  it('at given times', () => {
    const at = survivalAt(curve, followUp, km.at.time)
    expect(
      farthest(
        at.map(({ survival }) => survival),
        km.at.survival,
      ),
    ).toBeLessThan(1e-12)
    if (km.at.nRisk) expect(at.map(({ nRisk }) => nRisk)).toEqual(km.at.nRisk)
  })
})
