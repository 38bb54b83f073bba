/** Worked examples, laws that must hold, and input that breaks naive code. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { causeSpecificHazard, cumulativeIncidence } from '../../../science/survival/competingRisks.ts'
import { concordance } from '../../../science/survival/concordance.ts'
import { cox } from '../../../science/survival/cox.ts'
import { scanCutpoints } from '../../../science/survival/cutpoint.ts'
import { grayTest } from '../../../science/survival/gray.ts'
import { kaplanMeier, survivalAt, survivalQuantile } from '../../../science/survival/kaplanMeier.ts'
import { landmark } from '../../../science/survival/landmark.ts'
import { logRank, logRankTrend } from '../../../science/survival/logRank.ts'
import { baselineHazard, coxResiduals } from '../../../science/survival/residuals.ts'
import { restrictedMean } from '../../../science/survival/restrictedMean.ts'
import { timeDependentAuc } from '../../../science/survival/timeDependentAuc.ts'
import { orderOfTimes } from '../../../science/survival/timeOrder.ts'
import { createRandom } from '../../../science/stats/random.ts'

const five = { time: [1, 2, 2, 3, 4], event: [1, 1, 0, 1, 0] }

describe('by hand', () => {
  it('Kaplan–Meier of 1 2 2+ 3 4+', () => {
    // S: 4/5, then 4/5 · 3/4 = 3/5, then 3/5 · 1/2 = 3/10; Greenwood 1/20, + 1/12, + 1/2
    const curve = kaplanMeier(five)
    expect([...curve.time]).toEqual([1, 2, 3, 4])
    expect([...curve.nRisk]).toEqual([5, 4, 2, 1])
    expect(curve.survival[2]).toBeCloseTo(0.3, 15)
    expect(curve.standardError[2]).toBeCloseTo(Math.sqrt(1 / 20 + 1 / 12 + 1 / 2), 15)
    expect(survivalQuantile(curve, 0.5)).toMatchObject({ value: 3 })
    // S is exactly 3/5 from 2 to 3: the time by which 2/5 have had it is the midpoint
    expect(survivalQuantile(curve, 0.4).value).toBe(2.5)
    expect(survivalAt(curve, five, [0, 2, 2.5, 9]).map(({ nRisk, survival }) => [nRisk, survival])).toEqual([
      [5, 1],
      [4, curve.survival[1]],
      [2, curve.survival[1]],
      [0, NaN],
    ])
  })

  it('left truncation: who enters at 2 is not at risk at 1 or 2', () => {
    const curve = kaplanMeier({ time: [1, 3, 4], event: [1, 1, 1], entry: [0, 0, 2] })
    expect([...curve.nRisk]).toEqual([2, 2, 1])
  })

  it('log-rank of 1 2 against 3 4, all dead', () => {
    // E₁ = 1/2 + 1/3 = 5/6, V = 1/4 + 2/9 = 17/36, χ² = (2 − 5/6)² / V = 49/17
    const test = logRank({ time: [1, 2, 3, 4], event: [1, 1, 1, 1], group: [0, 0, 1, 1] })
    expect(test).toMatchObject({
      kind: 'logRank',
      df: 1,
      groups: [
        { n: 2, observed: 2 },
        { n: 2, observed: 2 },
      ],
    })
    expect(test.kind === 'logRank' ? test.chiSquared : NaN).toBeCloseTo(49 / 17, 14)
    expect(test.kind === 'logRank' ? test.groups[0]?.expected : NaN).toBeCloseTo(5 / 6, 14)
  })

  it('Cox with x = 1 0 1 dying at 1, censored at 2, dying at 3: e^β maximises e^2β / ((2e^β + 1) e^β)', () => {
    // log L = β − log(2e^β + 1), which rises towards −log 2 for ever: separated, so Firth
    const fit = cox({ time: [1, 2, 3], event: [1, 0, 1], covariates: [{ name: 'x', values: [1, 0, 1] }] })
    expect(fit).toMatchObject({ kind: 'cox', likelihood: 'penalised (Firth)', separated: ['x'] })
    // information p(1 − p) with p = 2e^β/(2e^β + 1): β − log(2e^β + 1) + ½ log(2e^β) − log(2e^β + 1) is greatest where 3/2 = 2p, p = 3/4
    expect(fit.kind === 'cox' ? fit.terms[0]?.coefficient : NaN).toBeCloseTo(Math.log(1.5), 8)
  })

  it('Cox with 0 dying first, then 1, then 0: β from a quadratic', () => {
    // log L = β − log(2 + e^β) − log(1 + e^β); derivative 0 where e^2β = 2
    const fit = cox({ time: [1, 2, 3], event: [1, 1, 1], covariates: [{ name: 'x', values: [0, 1, 0] }] })
    expect(fit.kind === 'cox' ? fit.terms[0]?.coefficient : NaN).toBeCloseTo(Math.log(2) / 2, 12)
    expect(fit.kind === 'cox' ? fit.logLikelihood[0] : NaN).toBeCloseTo(-Math.log(6), 12)
  })

  it('concordance: 1 (3), 2+ (1), 3 (2), 4 (2)', () => {
    // 1 against 2+, 3, 4: all concordant; 3 against 4: tied marker; 2+ is nobody’s first. C = 3.5 / 4
    const c = concordance({ time: [1, 2, 3, 4], event: [1, 0, 1, 0], marker: [3, 1, 2, 2] })
    expect(c).toMatchObject({ c: 0.875, concordant: 3, discordant: 0, tiedMarker: 1 })
  })

  it('restricted mean: all die at 1 or 3, or at 2 and 4', () => {
    // to 3: areas 1 + 2/2 = 2 and 2 + 1/2 = 2.5; variances (1)²·1/(2·1) and (½)²·1/(2·1)
    const result = restrictedMean({ time: [1, 3, 2, 4], event: [1, 1, 1, 1] }, [0, 0, 1, 1], { tau: 3 })
    if (result.kind !== 'restrictedMean') throw new Error(result.reason)
    expect(result.groups.map(({ mean }) => mean)).toEqual([2, 2.5])
    expect(result.differences[0]?.value).toBe(-0.5)
    expect(result.differences[0]?.standardError).toBeCloseTo(Math.sqrt(0.5 + 0.125), 14)
    expect(result.ratios[0]?.value).toBeCloseTo(0.8, 14)
  })

  it('incidence of cause 1 in 1(1) 2(2) 3(1) 4+', () => {
    // 1/4, then S = 1/2, + 1/2 · 1/2
    const curve = cumulativeIncidence({ time: [1, 2, 3, 4], event: [1, 2, 1, 0] }, { cause: 1, causes: 2 })
    expect([...curve.time]).toEqual([1, 3])
    expect([...curve.incidence]).toEqual([0.25, 0.5])
    // Aalen: the jumps 1, 2, 3 have S²d/n² = 1/16 each and reach 2/3, −1/2 and 1 of the way to F(3)
    expect(curve.variance[0]).toBeCloseTo(1 / 16, 14)
    expect(curve.variance[1]).toBeCloseTo(1 / 36 + 1 / 64 + 1 / 16, 14)
  })

  it('AUC at 2: cases 3 1, controls 2 0', () => {
    const [at] = timeDependentAuc({ time: [1, 2, 3, 4], event: [1, 1, 0, 0] }, [3, 1, 2, 0], [2])
    expect(at).toMatchObject({ kind: 'auc', time: 2, auc: 0.75, cases: 2, controls: 2, censored: 0 })
    // nobody censored by 2: case 3 wins 1, case 1 wins ½, control 2 loses ½ and control 0 none, each worth half: off by ±1/8, so √(4/64 · 4/3)
    if (at?.kind !== 'auc') throw new Error('no AUC')
    expect(at.standardError).toBeCloseTo(Math.sqrt(1 / 12), 14)
    // logit ¾ = log 3, its error √(1/12)/(¾ · ¼)
    const reach = (1.959963984540054 * Math.sqrt(1 / 12) * 16) / 3
    expect(at.low).toBeCloseTo(1 / (1 + Math.exp(reach) / 3), 12)
    expect(at.high).toBeCloseTo(1 / (1 + Math.exp(-reach) / 3), 12)
  })

  it('AUC at 3 of 1 2+ 3 4: a censoring moves the weight of who dies after it', () => {
    // cases 1 (weight 1) and 3 (weight 1/(2/3) = 3/2), control 4, markers 2, 0, 1: AUC = 1/(1 + 3/2) = 2/5
    const input = { time: [1, 2, 3, 4], event: [1, 0, 1, 0] }
    const [at] = timeDependentAuc(input, [2, 5, 0, 1], [3])
    if (at?.kind !== 'auc') throw new Error('no AUC')
    expect(at.auc).toBeCloseTo(0.4, 14)
    // derivatives: case 1 (1 − .4)/2.5 = .24; case 3 1.5 (0 − .4)/2.5 = −.24; later cases −.24 at time 2, of three able one goes:
    // he −.24/2, and all three of them +.24 · 1/(2 · 3): so .24, −.12 + .04, −.24 + .04, .04
    const moves = [0.24, -0.08, -0.2, 0.04]
    expect(at.standardError).toBeCloseTo(Math.hypot(...moves) * Math.sqrt(4 / 3), 14)
  })

  it('landmark at 2: one died, one was censored at it, one came later', () => {
    const result = landmark({ time: [1, 2, 5, 6, 7], event: [1, 0, 1, 0, 1], entry: [0, 0, 0, 0, 3] }, 2)
    expect(result).toMatchObject({ hadEvent: 1, censored: 1, notYetEntered: 1 })
    expect([...result.rows]).toEqual([2, 3])
    expect(Array.from(result.followUp.time)).toEqual([3, 4])
  })

  it('cutpoint: the best cut divides the early from the late, and choosing it costs', () => {
    const values = Array.from({ length: 40 }, (_, i) => i)
    const input = { values, time: values.map((v) => (v < 15 ? 50 + v : 1 + v)), event: values.map(() => 1) }
    const scan = scanCutpoints({ ...input, permutations: 199, random: createRandom(3) })
    if (scan.kind !== 'cutpoint') throw new Error(scan.reason)
    expect(scan.best.value).toBe(14)
    expect(scan.adjusted.logP).toBeGreaterThan(scan.best.logP)
    expect(scan.adjusted.permutation).toEqual({ p: 1 / 200, permutations: 199 })
    expect(scan.cuts.map(({ below }) => below)).toEqual(Array.from({ length: 33 }, (_, i) => i + 4))
  })
})

const patients = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 12 }),
    event: fc.integer({ min: 0, max: 1 }),
    group: fc.integer({ min: 0, max: 1 }),
    x: fc.integer({ min: -4, max: 4 }),
  }),
  { minLength: 4, maxLength: 40 },
)
const columns = (rows: { time: number; event: number; group: number; x: number }[]) => ({
  time: rows.map((r) => r.time),
  event: rows.map((r) => r.event),
  group: rows.map((r) => r.group),
  marker: rows.map((r) => r.x),
})

describe('laws', () => {
  it('order of rows does not matter', () => {
    fc.assert(
      fc.property(patients, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows
          .map((row) => ({ row, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
        const [a, b] = [columns(rows), columns(shuffled)]
        expect(kaplanMeier(a)).toEqual(kaplanMeier(b))
        expect(logRank({ ...a, rho: 1 })).toEqual(logRank({ ...b, rho: 1 }))
        const [c, d] = [concordance(a), concordance(b)]
        if (c.kind === 'concordance' && d.kind === 'concordance') {
          expect(c.c).toBe(d.c)
          expect(c.standardError).toBeCloseTo(d.standardError, 12)
        }
        const [f, g] = [a, b].map((one) => cox({ ...one, covariates: [{ name: 'x', values: one.marker }] }))
        if (f?.kind === 'cox' && g?.kind === 'cox')
          expect(f.logLikelihood[1]).toBeCloseTo(g.logLikelihood[1], 9)
        expect(f?.kind).toBe(g?.kind)
      }),
      { numRuns: 150 },
    )
  })

  it('groups swapped, times stretched: the same test', () => {
    fc.assert(
      fc.property(patients, fc.integer({ min: 1, max: 9 }), (rows, stretch) => {
        const a = columns(rows)
        const b = { ...a, time: a.time.map((t) => t * 2 ** stretch), group: a.group.map((g) => 1 - g) }
        const [one, two] = [logRank(a), logRank(b)]
        if (one.kind === 'logRank' && two.kind === 'logRank')
          expect(two.chiSquared).toBeCloseTo(one.chiSquared, 10)
        const [up, down] = [logRankTrend(a), logRankTrend(b)]
        if (up.kind === 'trend' && down.kind === 'trend') expect(down.z).toBeCloseTo(-up.z, 10)
      }),
      { numRuns: 150 },
    )
  })

  it('sum of observed = sum of expected = events; martingales sum to 0; covariates in other units, the same model', () => {
    fc.assert(
      fc.property(patients, (rows) => {
        const a = columns(rows)
        const test = logRank(a)
        if (test.kind === 'logRank')
          expect(test.groups.reduce((s, g) => s + g.expected, 0)).toBeCloseTo(test.events, 10)
        const fit = cox({ ...a, covariates: [{ name: 'x', values: a.marker }] })
        const other = cox({ ...a, covariates: [{ name: 'x', values: a.marker.map((x) => 1e9 + 1000 * x) }] })
        if (fit.kind !== 'cox') return
        expect(coxResiduals(fit).martingale.reduce((s, m) => s + m, 0)).toBeCloseTo(0, 8)
        expect(other.kind).toBe('cox')
        if (other.kind !== 'cox' || fit.likelihood !== 'partial') return
        expect((other.terms[0]?.coefficient ?? NaN) * 1000).toBeCloseTo(fit.terms[0]?.coefficient ?? NaN, 5)
      }),
      { numRuns: 150 },
    )
  })

  it('the score test of Cox is the log-rank test where no times are tied', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), {
          minLength: 4,
          maxLength: 30,
        }),
        (rows) => {
          const time = rows.map((_, i) => ((i * 7919) % 10_007) + 1)
          const event = rows.map(([e]) => e)
          const group = rows.map(([, g]) => g)
          const [test, fit] = [
            logRank({ time, event, group }),
            cox({ time, event, covariates: [{ name: 'g', values: group }] }),
          ]
          if (test.kind === 'logRank' && fit.kind === 'cox' && fit.score)
            expect(fit.score.statistic).toBeCloseTo(test.chiSquared, 9)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('with one cause the incidence is 1 − Kaplan–Meier and Breslow’s hazard at β = 0 is Nelson–Aalen’s', () => {
    const curve = kaplanMeier(five)
    const incidence = cumulativeIncidence(five, { cause: 1, causes: 1 })
    incidence.time.forEach((t, k) => {
      expect(incidence.incidence[k]).toBeCloseTo(1 - (curve.survival[[...curve.time].indexOf(t)] ?? NaN), 14)
    })
    const fit = causeSpecificHazard(
      { ...five, ties: 'breslow', covariates: [{ name: 'x', values: [1, 2, 1, 0, 1] }] },
      { cause: 1, causes: 1 },
    )
    if (fit.kind !== 'cox') throw new Error(fit.reason)
    const flat = { ...fit, terms: fit.terms.map((term) => ({ ...term, coefficient: 0 })) }
    expect(Array.from(baselineHazard(flat)[0]?.atZero ?? [])).toEqual([
      1 / 5,
      1 / 5 + 1 / 4,
      1 / 5 + 1 / 4 + 1 / 2,
    ])
  })

  it('times sort as a comparison sort does, whole or not, near or far', () => {
    const real = fc.oneof(
      fc.double({ min: 0, max: 1e300, noNaN: true }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(1e9, 1e9 + 1e-6, 0, 5e-324),
    )
    fc.assert(
      fc.property(fc.array(real, { maxLength: 200 }), (values) => {
        const order = Array.from(orderOfTimes(Float64Array.from(values)))
        expect(order).toEqual(
          values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b),
        )
      }),
    )
  })
})

describe('awkward', () => {
  const covariates = [{ name: 'x', values: [1, 2, 3, 5, 4] }]
  it.each([
    ['time', { time: [-1, 2], event: [1, 0] }],
    ['time', { time: [NaN, 2], event: [1, 0] }],
    ['time', { time: [Infinity, 2], event: [1, 0] }],
    ['event', { time: [1, 2], event: [2, 0] }],
    ['event', { time: [1, 2], event: [1] }],
    ['entry', { time: [1, 2], event: [1, 0], entry: [1, 0] }],
  ])('%s is refused by name', (field, followUp) => {
    for (const ask of [
      () => kaplanMeier(followUp),
      () => logRank({ ...followUp, group: [0, 1] }),
      () => cox({ ...followUp, covariates: [{ name: 'x', values: [0, 1] }] }),
      () => concordance({ ...followUp, marker: [0, 1] }),
    ])
      expect(ask).toThrow(expect.objectContaining({ field }))
  })

  it('τ beyond the smaller group’s last time names the largest allowed; a level of 95 is none', () => {
    expect(() => restrictedMean(five, [0, 0, 0, 1, 1], { tau: 3 })).toThrow('at most 2')
    expect(() => kaplanMeier(five, { level: 95 })).toThrow(InvalidInput)
    expect(() => cox({ ...five, covariates: [{ name: 'x', values: [1, NaN, 2, 3, 4] }] })).toThrow(
      'covariates.x',
    )
    expect(() => scanCutpoints({ ...five, values: [1, 2, 3, 4, 5], permutations: 9 })).toThrow('random')
  })

  it('what the data cannot answer is a value with a reason', () => {
    const none = { time: [1, 2, 3], event: [0, 0, 0] }
    expect(logRank({ ...none, group: [0, 1, 1] })).toMatchObject({
      kind: 'notTestable',
      code: 'no-events',
      n: 3,
    })
    expect(logRank({ ...five, group: [0, 0, 0, 0, 0] })).toMatchObject({ code: 'one-group' })
    // TCGA-BRCA's overall survival: 1 death in 91
    const single = { time: [1, 5, 6], event: [1, 0, 0] }
    // R: E₁ = 2/3, V = 2/9, χ² = (1/3)²/(2/9) = ½
    expect(logRank({ ...single, group: [0, 0, 1] })).toMatchObject({
      code: 'too-few-events',
      n: 3,
      reason:
        'only one patient had the event; at least 2 are needed (R’s survdiff gives χ² = 0.5000, which says only how many were at risk in each group)',
    })
    expect(logRankTrend({ ...single, group: [0, 0, 1] })).toMatchObject({ code: 'too-few-events' })
    expect(scanCutpoints({ ...single, values: [1, 2, 3] })).toMatchObject({ code: 'too-few-events' })
    expect(restrictedMean(single, [0, 1, 0], { tau: 5 })).toMatchObject({ code: 'too-few-events' })
    expect(restrictedMean({ ...single, event: [0, 1, 1] }, [0, 1, 0], { tau: 5 })).toMatchObject({
      code: 'no-events',
      reason: 'nobody had the event before τ',
    })
    expect(cox({ ...single, covariates: [{ name: 'x', values: [1, 2, 3] }] })).toMatchObject({
      code: 'too-few-events',
    })
    expect(cox({ ...none, covariates: [{ name: 'x', values: [1, 2, 3] }] })).toMatchObject({
      code: 'no-events',
    })
    expect(cox({ ...five, covariates: [{ name: 'x', values: [2, 2, 2, 2, 2] }] })).toMatchObject({
      code: 'constant',
    })
    expect(
      cox({ ...five, covariates: [...covariates, { name: 'y', values: [2, 4, 6, 10, 8] }] }),
    ).toMatchObject({ code: 'collinear', reason: 'y is a combination of the other covariates' })
    expect(concordance({ ...none, marker: [1, 2, 3] })).toMatchObject({ code: 'no-pairs' })
    expect(grayTest({ ...five, group: [0, 1, 0, 1, 0], cause: 2, causes: 2 })).toMatchObject({
      code: 'no-events',
    })
    expect(scanCutpoints({ ...five, values: [1, 1, 1, 1, 1] })).toMatchObject({ code: 'no-cuts' })
    expect(timeDependentAuc(five, [1, 2, 3, 4, 5], [0.5, 4])).toMatchObject([
      { code: 'no-events' },
      { code: 'no-pairs' },
    ])
    expect(kaplanMeier({ time: [], event: [] }).time).toHaveLength(0)
    expect(logRank({ time: [], event: [], group: [] })).toMatchObject({ code: 'no-rows' })
  })

  it('time 0 is kept, −0 is 0, one patient, everybody at one time', () => {
    expect([...kaplanMeier({ time: [0, -0, 1], event: [1, 0, 0] }).nRisk]).toEqual([3, 1])
    expect([...kaplanMeier({ time: [3], event: [1] }).survival]).toEqual([0])
    const at = kaplanMeier({ time: [5, 5, 5, 5], event: [1, 1, 0, 0] })
    expect([...at.survival]).toEqual([0.5])
    expect(survivalQuantile(at, 0.5).value).toBe(5)
  })

  it('a p far below the smallest double keeps its logarithm', () => {
    const n = 4000
    const time = Array.from({ length: n }, (_, i) => i + 1)
    const test = logRank({ time, event: time.map(() => 1), group: time.map((t) => (t <= n / 2 ? 0 : 1)) })
    if (test.kind !== 'logRank') throw new Error(test.reason)
    expect(Math.exp(test.logP)).toBe(0)
    expect(test.logP).toBeLessThan(-745)
    expect(Number.isFinite(test.logP)).toBe(true)
  })

  it('nearly collinear covariates in many patients are not taken for separation', () => {
    const { uniform } = createRandom(11)
    const n = 25_000
    const x = Array.from({ length: n }, () => uniform())
    const y = x.map((value) => value + 0.003 * uniform())
    const time = x.map((value) => -Math.log(1 - uniform()) / Math.exp(value))
    const covariates = [
      { name: 'x', values: x },
      { name: 'y', values: y },
    ]
    const fit = cox({ time, event: x.map(() => 1), covariates })
    expect(fit).toMatchObject({ kind: 'cox', likelihood: 'partial', separated: [] })
  })

  it('complete separation of two groups gives a finite hazard ratio and an interval that excludes 1', () => {
    const time = [1, 2, 3, 4, 5, 6, 7, 8, 20, 20, 20, 20, 20, 20, 20, 20]
    const event = time.map((t) => (t < 20 ? 1 : 0))
    const fit = cox({ time, event, covariates: [{ name: 'early', values: event }] })
    if (fit.kind !== 'cox') throw new Error(fit.reason)
    expect(fit).toMatchObject({ likelihood: 'penalised (Firth)', separated: ['early'] })
    const [term] = fit.terms
    expect(term?.intervalMethod).toBe('profile penalised likelihood')
    expect(term?.low).toBeGreaterThan(1)
    expect(Number.isFinite(term?.hazardRatio)).toBe(true)
  })
})
