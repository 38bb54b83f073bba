import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logisticRegression, type LogisticModel } from '../../../science/stats/logistic.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { readCases, readOracle } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const cases = readCases('firthLogistic') as {
  kind: string
  how: 'apart' | 'border' | 'mixed'
  y: number[]
  x: number[][]
  b: number[]
  se: number[]
  brute: number[]
  value: number
  ratio: number[]
  slopes: number
  low: number[]
  high: number[]
}[]
const { cases: limits } = readOracle('firthLogistic/profiles.json') as {
  cases: { case: number; low: (number | null)[]; high: (number | null)[] }[]
}
/** Two columns at most, two of three sets: the profiles of the others take seconds. */
const few = cases.flatMap((entry, i) => (entry.x.length < 3 && i % 3 !== 1 ? [{ entry, i }] : []))
const terms = (x: readonly (readonly number[])[]) => x.map((values, i) => ({ name: `x${i}`, values }))
const fits = new Map<number, LogisticModel>()
/** The fit of a case, made once. */
const fitOf = (i: number): LogisticModel => {
  const entry = cases[i]
  if (!entry) throw new Error(`no case ${i}`)
  const fit = fits.get(i) ?? firth(entry.y, entry.x)
  fits.set(i, fit)
  return fit
}
const firth = (y: readonly number[], x: readonly (readonly number[])[]): LogisticModel =>
  tested(logisticRegression(y, terms(x), { firth: 'always' }))

/** Rows of a 2 × 2 table: [group 0: events, others; group 1: events, others]. */
function rowsOf([a, b, c, d]: readonly [number, number, number, number]): { y: number[]; x: number[] } {
  const of = (count: number, value: number): number[] => new Array<number>(count).fill(value)
  return {
    y: [...of(a, 1), ...of(b, 0), ...of(c, 1), ...of(d, 0)],
    x: [...of(a + b, 0), ...of(c + d, 1)],
  }
}

/** log L + ½ log |X'WX| by its definition, for one column beside the intercept. */
function penalised(y: readonly number[], x: readonly number[], [b0, b1]: readonly [number, number]): number {
  let [log, s0, s1, s2] = [0, 0, 0, 0]
  y.forEach((outcome, i) => {
    const eta = b0 + b1 * (x[i] ?? NaN)
    const p = 1 / (1 + Math.exp(-eta))
    log += Math.log(outcome === 1 ? p : 1 - p)
    s0 += p * (1 - p)
    s1 += p * (1 - p) * (x[i] ?? NaN)
    s2 += p * (1 - p) * (x[i] ?? NaN) ** 2
  })
  return log + Math.log(s0 * s2 - s1 * s1) / 2
}

describe('Firth’s logistic regression', () => {
  it('by hand: a 2 × 2 table with ½ added to each cell', () => {
    // saturated: |X'WX| = n₀p₀q₀n₁p₁q₁, so the penalty is half a success and half a failure in each group
    for (const table of [
      [0, 4, 4, 0],
      [0, 5, 2, 3],
      [1, 3, 3, 1],
      [7, 2, 0, 30],
    ] as const) {
      const { y, x } = rowsOf(table)
      const [a, b, c, d] = table.map((count) => count + 0.5) as [number, number, number, number]
      const model = firth(y, [x])
      const [intercept, slope] = model.coefficients
      expect(intercept?.estimate).toBeCloseTo(Math.log(a / b), 10)
      expect(slope?.estimate).toBeCloseTo(Math.log((c * b) / (d * a)), 10)
      // the information has the patients as they are: n p q of each group
      const [n0, n1] = [table[0] + table[1], table[2] + table[3]]
      const part = (n: number, p: number, q: number): number => (p + q) ** 2 / (n * p * q)
      expect(slope?.error).toBeCloseTo(Math.sqrt(part(n0, a, b) + part(n1, c, d)), 8)
      // slope 0: both groups have (a + c)/(a + b + c + d)
      const logs = (k: number, m: number): number => k * Math.log(k / (k + m)) + m * Math.log(m / (k + m))
      const ratio = 2 * (logs(a, b) + logs(c, d) - logs(a + c, b + d))
      expect(model.likelihoodRatio?.value).toBeCloseTo(ratio, 8)
      expect(model.fitted[0]).toBeCloseTo(a / (a + b), 10)
    }
  })

  it('an intercept alone is the logit of (events + ½)/(n + 1)', () => {
    const model = firth([1, 0, 0, 0, 1], [])
    expect(model.coefficients[0]?.estimate).toBeCloseTo(Math.log(2.5 / 3.5), 12)
    expect(model.likelihoodRatio).toBeNull()
  })

  it('its interval by brute force: where the profile over a fine grid of intercepts falls by χ²/2', () => {
    const { y, x } = rowsOf([0, 5, 3, 2])
    const slope = firth(y, [x]).coefficients[1]
    const profile = (b1: number): number => {
      let best = -Infinity
      for (let b0 = -12; b0 <= 2; b0 += 1 / 512) best = Math.max(best, penalised(y, x, [b0, b1]))
      return best
    }
    const top = profile(slope?.estimate ?? NaN)
    for (const bound of [slope?.low, slope?.high])
      expect(2 * (top - profile(bound ?? NaN))).toBeCloseTo(3.841458820694124, 4)
  })

  it.each(few.map(({ entry, i }) => [`${entry.kind}, ${entry.how}`, i, entry] as const))(
    'R brglm2, and the highest point that R’s optim found: %s (%i)',
    (_, i, entry) => {
      const model = fitOf(i)
      expect(model.trigger).toBe('asked for')
      expect(model.coefficients).toHaveLength(entry.b.length)
      expect(model.logLikelihood).toBeGreaterThan(entry.value - 1e-8)
      // where there are several maxima brglm2 and optim may sit on a lower one
      if (model.logLikelihood > entry.value + 1e-6) return
      model.coefficients.forEach((own, j) => {
        const se = entry.se[j] ?? NaN
        expect(Math.abs((own.estimate ?? NaN) - (entry.b[j] ?? NaN)) / se).toBeLessThan(2e-7)
        expect(Math.abs((own.error ?? NaN) / se - 1)).toBeLessThan(1e-7)
      })
      // optim with slopes held at 0 is well behaved: one coordinate is left
      expect(Math.abs((model.likelihoodRatio?.value ?? NaN) - entry.slopes)).toBeLessThan(1e-6)
    },
  )

  it('limits: where brute force over the others finds the profile to have fallen by χ²/2', () => {
    let [same, other] = [0, 0]
    for (const { case: i, low, high } of limits) {
      if (fitOf(i).logLikelihood > (cases[i]?.value ?? NaN) + 1e-6) continue
      fitOf(i).coefficients.forEach((own, j) => {
        const se = cases[i]?.se[j] ?? NaN
        for (const [ours, theirs] of [
          [own.low, low[j]],
          [own.high, high[j]],
        ]) {
          if (ours === null || ours === undefined || theirs === null || theirs === undefined) continue
          if (Math.abs(ours - theirs) / se < 1e-4) same += 1
          else other += 1
        }
      })
    }
    // a profile that falls, rises and falls again has several such places
    expect(same).toBeGreaterThan(150)
    expect(other).toBeLessThanOrEqual(4)
  })

  it('hardly ever stands above brglm2: two sets of these have another, higher maximum', () => {
    const higher = few.filter(({ entry, i }) => fitOf(i).logLikelihood > entry.value + 1e-6)
    expect(higher.length).toBeLessThanOrEqual(2)
  })

  it('is taken where outcomes are separated, and says so; never where they are not', () => {
    for (const { entry } of few.slice(0, 16)) {
      const model = tested(logisticRegression(entry.y, terms(entry.x)))
      if (entry.how === 'apart')
        expect(model).toMatchObject({
          likelihood: 'penalised (Firth)',
          trigger: 'separated',
          intervalMethod: 'profile penalised likelihood',
        })
      if (model.trigger === null) expect(model).toMatchObject({ likelihood: 'plain', intervalMethod: 'Wald' })
    }
    const overlapping = tested(logisticRegression([0, 0, 1, 0, 1, 1], terms([[1, 2, 3, 4, 5, 6]])))
    expect(overlapping.trigger).toBeNull()
  })

  it('no point anywhere is higher than the maximum found, heavy tails included', () => {
    const random = createRandom(77)
    const heavy = (): number => Math.tan(Math.PI * (random.uniform() - 0.5))
    for (let trial = 0; trial < 24; trial += 1) {
      const n = 8 + random.below(20)
      const x = Array.from({ length: n }, heavy)
      const y = x.map((value) => (random.uniform() < (trial % 2 === 0 ? Number(value > 0) : 0.5) ? 1 : 0))
      if (new Set(y).size < 2) continue
      const model = firth(y, [x])
      const [b0 = NaN, b1 = NaN] = model.coefficients.map(({ estimate }) => estimate ?? NaN)
      const scale = Math.max(...x.map(Math.abs))
      for (let k = 0; k < 400; k += 1) {
        const near = k % 2 === 0 ? 1 : 4
        const at = [
          b0 + near * heavy(),
          (k % 4 === 0 ? b1 : 0) + (near * heavy()) / (k % 3 === 0 ? scale : 1),
        ] as const
        const there = penalised(y, x, at)
        if (Number.isFinite(there)) expect(there).toBeLessThan(model.logLikelihood + 1e-8)
      }
    }
  })

  it('turned outcomes turn the signs; columns in other units, shifted or mixed give the same fit', () => {
    const row = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), fc.nat(1))
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 20 }), (rows) => {
        const [y, a, b] = [2, 0, 1].map((c) => rows.map((list) => list[c] ?? 0)) as [
          number[],
          number[],
          number[],
        ]
        if (new Set(y).size < 2 || rows.length < 4) return
        const model = firth(y, [a, b])
        if (model.aliased.length > 0) return
        const turned = firth(
          y.map((v) => 1 - v),
          [a, b],
        )
        const moved = firth(y, [a.map((v) => 1e4 * v + 3), b.map((v, i) => v + 2 * (a[i] ?? 0))])
        const of = (m: LogisticModel, j: number, key: 'estimate' | 'low' | 'high'): number =>
          m.coefficients[j]?.[key] ?? NaN
        for (const j of [1, 2]) {
          expect(of(turned, j, 'estimate')).toBeCloseTo(-of(model, j, 'estimate'), 6)
          expect(of(turned, j, 'low')).toBeCloseTo(-of(model, j, 'high'), 6)
        }
        expect(of(moved, 2, 'low')).toBeCloseTo(of(model, 2, 'low'), 6)
        moved.fitted.forEach((p, i) => {
          expect(p).toBeCloseTo(model.fitted[i] ?? NaN, 7)
        })
      }),
      { numRuns: 8 },
    )
  })

  it('awkward input', () => {
    const far = firth([0, 0, 0, 1, 1, 1], [[1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 4, 1e6 + 5, 1e6 + 6]])
    const near = firth([0, 0, 0, 1, 1, 1], [[1, 2, 3, 4, 5, 6]])
    expect(far.coefficients[1]?.estimate).toBeCloseTo(near.coefficients[1]?.estimate ?? NaN, 4)
    const tiny = firth([0, 0, 0, 1, 1, 1], [[1, 2, 3, 4, 5, 6].map((v) => v * 1e-300)])
    expect((tiny.coefficients[1]?.estimate ?? NaN) * 1e-300).toBeCloseTo(
      near.coefficients[1]?.estimate ?? NaN,
      8,
    )
    expect(firth([0, 1, 0, 1, 0], [[3, 3, 3, 3, 3]]).aliased).toEqual(['x0'])
    expect(logisticRegression([1, 1, 1], terms([[1, 2, 3]]), { firth: 'always' })).toMatchObject({
      reason: 'all values equal',
    })
    // one event in forty: finite, and its interval too
    const rare = firth(
      Array.from({ length: 40 }, (_, i) => (i === 39 ? 1 : 0)),
      [Array.from({ length: 40 }, (_, i) => i)],
    )
    expect(rare.coefficients.every(({ low, high }) => low !== null && high !== null)).toBe(true)
  })
})
