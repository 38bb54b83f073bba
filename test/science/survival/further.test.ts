/** Of functions that other files test for other things: the example by hand, R's figure, the laws and the awkward input that were missing. */
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { compareIncidence } from '../../../science/survival/compareIncidence.ts'
import { causeSpecificHazard } from '../../../science/survival/competingRisks.ts'
import { concordance } from '../../../science/survival/concordance.ts'
import { cox, type CoxFit, type CoxOptions } from '../../../science/survival/cox.ts'
import { scanCutpoints } from '../../../science/survival/cutpoint.ts'
import { grayTest } from '../../../science/survival/gray.ts'
import {
  kaplanMeier,
  kaplanMeierByGroup,
  survivalAt,
  survivalQuantile,
} from '../../../science/survival/kaplanMeier.ts'
import { landmark } from '../../../science/survival/landmark.ts'
import { logRankTrend } from '../../../science/survival/logRank.ts'
import {
  eventsForLogRank,
  minimumDetectableHazardRatio,
  powerOfLogRank,
} from '../../../science/survival/logRankPower.ts'
import { proportionality } from '../../../science/survival/proportionality.ts'
import { baselineHazard, coxResiduals, schoenfeldResiduals } from '../../../science/survival/residuals.ts'
import { restrictedMean } from '../../../science/survival/restrictedMean.ts'
import { timeDependentAuc } from '../../../science/survival/timeDependentAuc.ts'
import { readCases } from '../../oracles/read.ts'

const oracle = readCases('further') as {
  landmark: { time: number[]; event: number[]; at: number; n: number; median: number }
}
const near = (ours: number | null | undefined, theirs: number, tolerance = 1e-11): void => {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)))
}
function fitted(options: CoxOptions): CoxFit {
  const fit = cox(options)
  if (fit.kind !== 'cox') throw new Error(fit.reason)
  return fit
}
/** 0, 1, 0 die at 1, 2, 3: e^β = √2. */
const three = { time: [1, 2, 3], event: [1, 1, 1], covariates: [{ name: 'x', values: [0, 1, 0] }] }
const root = Math.SQRT2

const many = {
  time: [5, 8, 12, 3, 20, 15, 9, 30, 7, 11, 2, 25, 8, 6],
  event: [1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0],
  group: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0],
  cause: [1, 2, 0, 1, 0, 2, 1, 0, 1, 2, 1, 0, 1, 0],
  marker: [3.2, 1, 0.4, 2.7, -1, 0.1, 2.2, -0.6, 1.9, 0.3, -0.4, -2, 0.7, 0.9],
}
const column = [{ name: 'x', values: many.marker }]
const reversed = {
  time: [...many.time].reverse(),
  event: [...many.event].reverse(),
  group: [...many.group].reverse(),
  cause: [...many.cause].reverse(),
  marker: [...many.marker].reverse(),
}
const stretched = { ...many, time: many.time.map((t) => 4 * t) }
const turned = { ...many, group: many.group.map((g) => 1 - g) }

describe('by hand', () => {
  it('residuals and hazards of 0 1 0 dying at 1 2 3, by hand', () => {
    const fit = fitted(three)
    // hazards 1/(2 + √2), 1/(1 + √2), 1 at x = 0
    const steps = [1 / (2 + root), 1 / (1 + root), 1]
    const at = [steps[0] ?? 0, 1 / root, 1 / root + 1]
    baselineHazard(fit)[0]?.atZero.forEach((hazard, k) => {
      near(hazard, at[k] ?? NaN)
    })
    // event less hazard undergone; 1/(2 + √2) + 1/(1 + √2) = 1/√2
    const { martingale, deviance } = coxResiduals(fit)
    ;[1 - 1 / (2 + root), 1 - root / root, 1 - 1 / root - 1].forEach((m, i) => {
      near(martingale[i], m)
    })
    // m = −1/√2 of who died: −√(−2(m + log(1 − m)))
    near(deviance[2], -Math.sqrt(2 * (1 / root - Math.log(1 + 1 / root))))
    // means over the risk sets √2/(2 + √2) = √2 − 1 and √2/(1 + √2) = 2 − √2
    ;[1 - root, root - 1, 0].forEach((residual, k) => {
      near(schoenfeldResiduals(fit).columns[0]?.[k], residual)
    })
  })

  it('proportional hazards of 0 1 0 dying at 1 2 3, by hand: √2', () => {
    // g = −1 0 1: score 1 · (√2 − 1); information v, v, 0 with v = (√2 − 1)(2 − √2): U²/(v − v²/2v) = 2(√2 − 1)/(2 − √2)
    const test = proportionality(fitted(three), 'identity')
    near(test.kind === 'proportionality' ? test.global.statistic : NaN, root, 1e-9)
  })

  it('one cause asked about is Cox with the others censored, by hand', () => {
    // as 0 1 0 dying at 1 2 3; who dies of the other cause at 4 was there all the time with x = 1, so e^β solves another equation
    const alone = causeSpecificHazard({ ...three, event: [2, 2, 2] }, { cause: 2, causes: 2 })
    near(alone.kind === 'cox' ? alone.terms[0]?.coefficient : NaN, Math.LN2 / 2, 1e-11)
    // log L = β − log(2 + 2e) − log(1 + 2e) − log(1 + e), e = e^β: derivative 0 where e = 1/√[…]: 1 = e/(1 + e) + 2e/(1 + 2e) + e/(1 + e)
    const other = causeSpecificHazard(
      { time: [1, 2, 3, 4], event: [2, 2, 2, 1], covariates: [{ name: 'x', values: [0, 1, 0, 1] }] },
      { cause: 2, causes: 2 },
    )
    const e = Math.exp(other.kind === 'cox' ? (other.terms[0]?.coefficient ?? NaN) : NaN)
    near((2 * e) / (1 + e) + (2 * e) / (1 + 2 * e), 1, 1e-10)
  })

  it('trend of 1 2 against 3 4, by hand', () => {
    // of the later group 2 − 19/6 observed less expected, variance 17/36
    const test = logRankTrend({ time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: [0, 0, 1, 1] })
    near(test.kind === 'trend' ? test.z : NaN, -7 / Math.sqrt(17))
  })

  it('Gray’s test where both groups die alike, by hand: 0', () => {
    // each of 1 and 2 takes one of either group: observed = expected
    const test = grayTest({
      time: [1, 1, 2, 2],
      event: [1, 1, 1, 1],
      group: [0, 1, 0, 1],
      cause: 1,
      causes: 1,
    })
    near(test.kind === 'gray' ? test.chiSquared : NaN, 0)
  })

  it('curves by group, by hand: ½ and 0; 1 and ½', () => {
    const [a, b] = kaplanMeierByGroup({ time: [1, 2, 1, 2], event: [1, 1, 0, 1] }, [0, 0, 1, 1])
    expect([...(a?.survival ?? [])]).toEqual([0.5, 0])
    expect([...(b?.survival ?? [])]).toEqual([1, 0])
  })

  it('events for the log-rank test, by hand', () => {
    // hazard ratio 1: half of α; ratio e with power ½: 1.95996²/¼; of 100 events e^(2.80159/5)
    near(powerOfLogRank({ hazardRatio: 1, events: 50 }), 0.025)
    near(eventsForLogRank({ hazardRatio: Math.E, power: 0.5 }), 4 * 1.959963984540054 ** 2)
    near(
      minimumDetectableHazardRatio({ events: 100 }),
      Math.exp((1.959963984540054 + 0.8416212335729143) / 5),
    )
  })
})

describe('R', () => {
  it('R: the lung patients still there at 180 days, and their median', () => {
    const { time, event, at, n, median } = oracle.landmark
    const found = landmark({ time, event }, at)
    expect(found.rows).toHaveLength(n)
    expect(survivalQuantile(kaplanMeier(found.followUp), 0.5).value).toBe(median)
  })
})

describe('laws', () => {
  it('rows in another order, groups swapped, times stretched', () => {
    const gray = (input: typeof many): number => {
      const test = grayTest({ ...input, event: input.cause, cause: 1, causes: 2 })
      return test.kind === 'gray' ? test.chiSquared : NaN
    }
    for (const other of [reversed, stretched, turned]) near(gray(other), gray(many), 1e-10)
    const compared = (input: typeof many) =>
      compareIncidence({ time: input.time, event: input.cause }, input.group, { cause: 1, causes: 2 })
    const [one, two] = [compared(many), compared(turned)]
    expect(two.curves[0]?.incidence).toEqual(one.curves[1]?.incidence)
    if (one.causeSpecific.kind !== 'cox' || two.causeSpecific.kind !== 'cox') throw new Error('not fitted')
    near(two.causeSpecific.terms[0]?.coefficient, -(one.causeSpecific.terms[0]?.coefficient ?? NaN), 1e-9)
    const means = (input: typeof many, tau: number) => {
      const found = restrictedMean(input, input.group, { tau })
      if (found.kind !== 'restrictedMean') throw new Error(found.reason)
      return found.differences[0]
    }
    near(means(turned, 15)?.value, -(means(many, 15)?.value ?? NaN))
    near(means(stretched, 60)?.standardError, 4 * (means(many, 15)?.standardError ?? NaN))
    near(means(reversed, 15)?.logP, means(many, 15)?.logP ?? NaN)
  })

  it('a marker on another scale divides the same patients; turned round it loses what it won', () => {
    const risen = { ...many, marker: many.marker.map(Math.exp) }
    const scan = (input: typeof many) => {
      const found = scanCutpoints({ ...input, values: input.marker })
      if (found.kind !== 'cutpoint') throw new Error(found.reason)
      return found
    }
    near(scan(risen).adjusted.logP, scan(many).adjusted.logP)
    near(scan(stretched).best.z, scan(many).best.z)
    expect(scan(reversed).best.below).toBe(scan(many).best.below)
    const auc = (marker: number[]) => {
      const [at] = timeDependentAuc(many, marker, [9.5])
      if (at?.kind !== 'auc') throw new Error('no AUC')
      return at
    }
    const [plain, up, down] = [auc(many.marker), auc(risen.marker), auc(many.marker.map((v) => -v))]
    expect(up).toEqual(plain)
    near(down.auc, 1 - plain.auc)
    near(down.standardError, plain.standardError)
    near(down.low, 1 - (plain.high ?? NaN))
    const c = (marker: number[]) => {
      const found = concordance({ ...many, marker })
      if (found.kind !== 'concordance') throw new Error(found.reason)
      return found
    }
    near(c(many.marker.map((v) => -v)).low, 1 - (c(many.marker).high ?? NaN))
  })

  it('quantiles and curves stretch with time; who is at risk at a time is who is in its row', () => {
    const [curve, other] = [kaplanMeier(many), kaplanMeier(stretched)]
    for (const p of [0.25, 0.5]) near(survivalQuantile(other, p).value, 4 * survivalQuantile(curve, p).value)
    expect(survivalQuantile(curve, 0.25).value).toBeLessThanOrEqual(survivalQuantile(curve, 0.5).value)
    survivalAt(curve, many, [...curve.time]).forEach((at, k) => {
      expect([at.nRisk, at.survival]).toEqual([curve.nRisk[k], curve.survival[k]])
    })
    const [a, b] = kaplanMeierByGroup(many, many.group)
    expect((a?.n ?? 0) + (b?.n ?? 0)).toBe(many.time.length)
    const found = landmark(many, 8)
    expect(found.rows.length + found.hadEvent + found.censored).toBe(many.time.length)
    expect(landmark(stretched, 32).rows).toEqual(found.rows)
  })

  it('residuals sum to 0 and follow their rows; time on another scale keeps the test by ranks', () => {
    const [fit, other] = [
      fitted({ ...many, covariates: column }),
      fitted({ ...reversed, covariates: [{ name: 'x', values: reversed.marker }] }),
    ]
    near(
      schoenfeldResiduals(fit).columns[0]?.reduce((sum, r) => sum + r, 0),
      0,
      1e-9,
    )
    near([...coxResiduals(other).deviance].reverse()[3], coxResiduals(fit).deviance[3] ?? NaN, 1e-10)
    const statistic = (input: typeof many, transform: 'rank' | 'km'): number => {
      const test = proportionality(fitted({ ...input, covariates: column }), transform)
      return test.kind === 'proportionality' ? test.global.statistic : NaN
    }
    near(statistic(stretched, 'rank'), statistic(many, 'rank'), 1e-10)
    near(statistic(stretched, 'km'), statistic(many, 'km'), 1e-10)
    // hazards at the mean are those at 0 times e^(β mean)
    const [hazard] = baselineHazard(fit)
    const mean = many.marker.reduce((sum, v) => sum + v, 0) / many.marker.length
    near(
      hazard?.atMean[4],
      (hazard?.atZero[4] ?? NaN) * Math.exp((fit.terms[0]?.coefficient ?? NaN) * mean),
      1e-10,
    )
  })

  it('power of a ratio is that of its inverse, and grows with the events', () => {
    near(powerOfLogRank({ hazardRatio: 0.5, events: 60 }), powerOfLogRank({ hazardRatio: 2, events: 60 }))
    near(powerOfLogRank({ hazardRatio: 2, events: eventsForLogRank({ hazardRatio: 2 }) }), 0.8, 1e-10)
    near(
      powerOfLogRank({ hazardRatio: minimumDetectableHazardRatio({ events: 60 }), events: 60 }),
      0.8,
      1e-10,
    )
    expect(powerOfLogRank({ hazardRatio: 2, events: 90 })).toBeGreaterThan(
      powerOfLogRank({ hazardRatio: 2, events: 60 }),
    )
  })
})

describe('awkward input', () => {
  it('what cannot be asked is refused by name', () => {
    const options = { time: many.time, event: many.cause, covariates: column }
    expect(() => causeSpecificHazard(options, { cause: 3, causes: 2 })).toThrow(InvalidInput)
    expect(causeSpecificHazard({ ...options, event: many.event }, { cause: 2, causes: 2 })).toMatchObject({
      code: 'no-events',
    })
    for (const at of [-1, NaN, Infinity]) expect(() => landmark(many, at)).toThrow(InvalidInput)
    for (const p of [0, 1, NaN]) expect(() => survivalQuantile(kaplanMeier(many), p)).toThrow(InvalidInput)
    expect(() => survivalAt(kaplanMeier(many), many, [-1])).toThrow(InvalidInput)
    expect(() => kaplanMeierByGroup(many, many.group, { groups: 1 })).toThrow(InvalidInput)
    expect(() => grayTest({ ...many, event: many.cause, cause: 1, causes: 2, rho: -1 })).toThrow(InvalidInput)
    for (const events of [0, NaN, Infinity]) {
      expect(() => powerOfLogRank({ hazardRatio: 2, events })).toThrow(InvalidInput)
      expect(() => minimumDetectableHazardRatio({ events })).toThrow(InvalidInput)
    }
    for (const hazardRatio of [0, 1, Infinity])
      expect(() => eventsForLogRank({ hazardRatio })).toThrow(InvalidInput)
    expect(() => eventsForLogRank({ hazardRatio: 2, power: 1 })).toThrow(InvalidInput)
    expect(() => timeDependentAuc(many, many.marker, [5], { level: 95 })).toThrow(InvalidInput)
  })

  it('nobody left, everybody censored at first, one stratum each: no NaN', () => {
    expect(landmark(many, 99)).toMatchObject({ hadEvent: 9, censored: 5 })
    expect(landmark(many, 99).rows).toHaveLength(0)
    const early = { time: [0.5, ...many.time], event: [0, ...many.event] }
    const fit = fitted({ ...early, covariates: [{ name: 'x', values: [2, ...many.marker] }] })
    // who left before the first event has undergone nothing
    near(coxResiduals(fit).martingale[0], 0)
    near(coxResiduals(fit).deviance[0], 0)
    expect(schoenfeldResiduals(fit).time).toHaveLength(9)
    // a stratum of one patient can say nothing, and changes nothing
    const own = fitted({
      ...early,
      strata: early.time.map((_, i) => (i === 4 ? 1 : 0)),
      covariates: [{ name: 'x', values: [2, ...many.marker] }],
    })
    expect(schoenfeldResiduals(own).columns[0]?.every(Number.isFinite)).toBe(true)
    expect(baselineHazard(own)).toHaveLength(2)
    expect(proportionality(fitted({ time: [2, 2, 2, 3], event: [1, 1, 1, 0], covariates: [{ name: 'x', values: [1, 2, 4, 3] }] }))).toMatchObject({ kind: 'notTestable' }) // prettier-ignore
  })

  it('a far better cut than chance among few far apart: never rarer than its own p', () => {
    // regression: between cuts far apart the 1994 bound fell below the p of the single cut, and was reported as "adjusted"
    const n = 120
    const values = Array.from({ length: n }, (_, i) => Math.floor((3 * i) / n))
    const time = values.map((v, i) => (v === 0 ? 1 + i / n : 10 + 5 * v + i / n))
    const scan = scanCutpoints({ values, time, event: values.map(() => 1) })
    if (scan.kind !== 'cutpoint') throw new Error(scan.reason)
    expect(Math.abs(scan.best.z)).toBeGreaterThan(7)
    expect(scan.adjusted.logP).toBeGreaterThanOrEqual(scan.best.logP)
  })
})
