import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { independentDifference, overlappingDifference } from '../../../science/stats/correlationDifference.ts'
import { logNormalTwoSided } from '../../../science/stats/distributions.ts'
import { kendall } from '../../../science/stats/kendall.ts'
import { partialCorrelation } from '../../../science/stats/partialCorrelation.ts'
import { pearson } from '../../../science/stats/pearson.ts'
import { spearman, spearmanP } from '../../../science/stats/spearman.ts'
import { off, readCases, readOracle } from '../../oracles/read.ts'
import { tested } from './tested.ts'

const pairs = readCases('correlation') as {
  x: number[]
  y: number[]
  pearson: [number, number, number, number, number]
  spearman: [number, number, number]
  t: number
  kendall: [number, number]
}[]
const partials = readCases('partial') as {
  x: number[]
  y: number[]
  z: number[][]
  pearson: number[]
  spearman: number[]
}[]
const differences = readCases('correlationDifference') as Record<'independent' | 'overlapping', number[][]>
const pinned = readOracle('correlation/patients.json') as {
  columns: Record<'M1' | 'index' | 'gammaDelta' | 'plasma' | 'M2' | 'purity' | 'age', number[]>
  untied: Pinned
  sparse: Pinned
  ppcor: Record<'pearson' | 'spearman' | 'semi', [number, number, number]>
}
interface Pinned {
  n: number
  spearman_r_default: { p: number; estimate: number }
  spearman_ci: Record<'fisher' | 'bonett_wright' | 'fieller', [number, number]>
}

const whole = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 5,
  maxLength: 30,
})
const split = (list: [number, number][]) => ({ x: list.map(([a]) => a), y: list.map(([, b]) => b) })
const varies = (values: number[]) => new Set(values).size > 1

describe('correlation, by hand', () => {
  it('1 2 3 4 with 1 3 2 4', () => {
    // Σdxdy = 4 of √(5 · 5): r = .8, t = .8 √2/.6; Σd² = 2: ρ = 1 − 12/60 = .8; of 24 orders 4 have Σd² ≤ 2; τ = (5 − 1)/6
    const x = [1, 2, 3, 4]
    const y = [1, 3, 2, 4]
    expect(tested(pearson(x, y)).r).toBeCloseTo(0.8, 14)
    expect(tested(pearson(x, y)).t).toBeCloseTo((0.8 * Math.SQRT2) / 0.6, 13)
    const rank = tested(spearman(x, y))
    expect(rank).toMatchObject({ s: 2, variant: 'exact', ties: false })
    expect(Math.exp(rank.logP)).toBeCloseTo(8 / 24, 13)
    const tau = tested(kendall(x, y))
    expect(tau.tau).toBeCloseTo(4 / 6, 14)
    expect(tau).toMatchObject({ s: 4, variant: 'exact' })
    // one inversion or none: 1 + 3 of 24 orders
    expect(Math.exp(tau.logP)).toBeCloseTo(8 / 24, 13)
  })

  it('with ties: 1 1 2 3 with 1 2 2 3', () => {
    // pairs 6: one tied in x, one in y, none in both; 4 concordant: τ-b = 4/5. Mid-ranks 1.5 1.5 3 4 | 1 2.5 2.5 4: Σ 3.75, spreads 4.5
    const tau = tested(kendall([1, 1, 2, 3], [1, 2, 2, 3]))
    expect(tau).toMatchObject({ s: 4, variant: 'asymptotic' })
    expect(tau.tau).toBeCloseTo(0.8, 14)
    expect(tested(spearman([1, 1, 2, 3], [1, 2, 2, 3])).rho).toBeCloseTo(3.75 / 4.5, 13)
  })
})

describe.each(pairs.map((entry, i) => [i, entry] as const))('R cor.test, case %i', (_, entry) => {
  const { x, y } = entry
  it('Pearson with interval', () => {
    const ours = tested(pearson(x, y))
    const [r, t, p, low, high] = entry.pearson
    if (Math.abs(r) === 1) expect(ours.logP).toBe(-Infinity)
    if (Math.abs(r) === 1) return
    // a million with a spread of one leaves R's covariance 1e-10
    expect(Math.abs(ours.r - r)).toBeLessThan(1e-10)
    expect(off(ours.t, t)).toBeLessThan(1e-9 * (1 + t * t))
    expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-9 * (1 + t * t))
    expect(Math.abs((ours.low ?? NaN) - low)).toBeLessThan(1e-9)
    expect(Math.abs((ours.high ?? NaN) - high)).toBeLessThan(1e-9)
  })

  it('Spearman as cor.test has it, and by t', () => {
    const [rho, s, p] = entry.spearman
    const ours = tested(spearman(x, y))
    expect(Math.abs(ours.rho - rho)).toBeLessThan(1e-12)
    expect(Math.abs(ours.s - s)).toBeLessThan(1e-6 * Math.max(1, s))
    if (p > 1e-13) expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-9)
    const byT = tested(spearman(x, y, { method: 't' }))
    expect(byT.variant).toBe('t')
    if (Math.abs(rho) < 1) expect(Math.abs(byT.logP - Math.log(entry.t))).toBeLessThan(1e-9)
  })

  it('Kendall', () => {
    const ours = tested(kendall(x, y))
    expect(Math.abs(ours.tau - entry.kendall[0])).toBeLessThan(1e-12)
    expect(ours.variant).toBe(x.length < 50 && !ours.ties ? 'exact' : 'asymptotic')
    // R takes 1 − P(T < t) in the upper tail
    const [, p] = entry.kendall
    if (p > 0)
      expect(
        Math.min(Math.abs(ours.logP - Math.log(p)), Math.abs(Math.exp(ours.logP) - p) * 1e3),
      ).toBeLessThan(1e-9)
  })
})

describe('the simulated patients of the first notes', () => {
  const { M1, index, gammaDelta, plasma, M2, purity, age } = pinned.columns
  it.each([
    ['untied', pinned.untied, M2, index],
    ['sparse', pinned.sparse, gammaDelta, plasma],
  ] as const)('three intervals of Spearman: %s', (_, answer, x, y) => {
    const at = (interval: 'fisher' | 'bonett-wright' | 'fieller') => {
      const { low, high, logP } = tested(spearman(x, y, { interval }))
      return { bounds: [low ?? NaN, high ?? NaN], logP }
    }
    expect(Math.abs(at('fisher').logP - Math.log(answer.spearman_r_default.p))).toBeLessThan(1e-9)
    for (const [name, stored] of [
      ['fisher', 'fisher'],
      ['bonett-wright', 'bonett_wright'],
      ['fieller', 'fieller'],
    ] as const)
      answer.spearman_ci[stored].forEach((value, i) => {
        expect(Math.abs((at(name).bounds[i] ?? NaN) - value), name).toBeLessThan(1e-10)
      })
  })

  it('partial and semi-partial as ppcor 1.1', () => {
    const run = (options: Parameters<typeof partialCorrelation>[3]) =>
      tested(partialCorrelation(M2, index, [purity, age], options))
    for (const [ours, [r, p, t]] of [
      [run({ method: 'pearson' }), pinned.ppcor.pearson],
      [run({ method: 'spearman' }), pinned.ppcor.spearman],
    ] as const) {
      expect(off(ours.r, r)).toBeLessThan(1e-10)
      expect(off(ours.t, t)).toBeLessThan(1e-10)
      // those figures' p are of the normal distribution, 2e-6 where t with 56 df has 1.4e-5
      expect(Math.abs(logNormalTwoSided(ours.t) - Math.log(p))).toBeLessThan(1e-9)
    }
    const semi = run({ method: 'spearman', kind: 'semi-partial' })
    expect(off(semi.r, pinned.ppcor.semi[0])).toBeLessThan(1e-10)
    expect(M1.length).toBe(60)
  })
})

describe('correlation, properties', () => {
  it('swapped columns are the same, a turned one turns the sign, shift and scale change nothing', () => {
    fc.assert(
      fc.property(whole, (list) => {
        const { x, y } = split(list)
        fc.pre(varies(x) && varies(y))
        const turned = y.map((value) => 5 - 2 * value)
        for (const [run, value] of [
          [pearson, (c: object) => ('r' in c ? Number(c.r) : NaN)],
          [spearman, (c: object) => ('rho' in c ? Number(c.rho) : NaN)],
          [kendall, (c: object) => ('tau' in c ? Number(c.tau) : NaN)],
        ] as const) {
          const one = tested(run(x, y))
          const same = tested(run(y, x))
          const other = tested(run(x, turned))
          expect(value(same)).toBeCloseTo(value(one), 11)
          expect(value(other)).toBeCloseTo(-value(one), 11)
          if (Math.abs(value(one)) < 0.999) expect(other.logP).toBeCloseTo(one.logP, 7)
        }
      }),
    )
  })

  it('exact p of Spearman and Kendall are shares of all orders', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 4 })
    fc.assert(
      fc.property(order, (chosen) => {
        const y = chosen.map((value) => chosen.filter((other) => other < value).length)
        const x = y.map((_, i) => i)
        const all = permutations(x)
        const share = (statistic: (list: number[]) => number) => {
          const far = Math.abs(statistic(y))
          return all.filter((list) => Math.abs(statistic(list)) >= far - 1e-9).length / all.length
        }
        const rho = (list: number[]) => tested(spearman(x, list)).rho
        const tau = (list: number[]) => tested(kendall(x, list)).tau
        expect(Math.exp(tested(spearman(x, y)).logP)).toBeCloseTo(share(rho), 11)
        expect(Math.exp(tested(kendall(x, y)).logP)).toBeCloseTo(share(tau), 11)
      }),
      { numRuns: 12 },
    )
  })

  it('τ by counting all pairs', () => {
    fc.assert(
      fc.property(whole, (list) => {
        const { x, y } = split(list)
        fc.pre(varies(x) && varies(y))
        let s = 0
        for (let i = 0; i < x.length; i += 1)
          for (let j = 0; j < i; j += 1)
            s += Math.sign((x[i] ?? 0) - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0))
        expect(tested(kendall(x, y)).s).toBe(s)
      }),
    )
  })
})

function permutations(list: number[]): number[][] {
  if (list.length < 2) return [list]
  return list.flatMap((value, i) => permutations(list.toSpliced(i, 1)).map((rest) => [value, ...rest]))
}

describe('correlation, awkward input', () => {
  it('says why it cannot test, and refuses what is no number', () => {
    expect(pearson([1, 2], [1, 2])).toEqual({ kind: 'notTestable', reason: 'too few values', n: 2 })
    expect(pearson([1, 1, 1], [1, 2, 3])).toMatchObject({ reason: 'all values equal' })
    expect(spearman([1, 2, 3], [4, 4, 4])).toMatchObject({ reason: 'all values equal' })
    expect(kendall([1], [1])).toMatchObject({ reason: 'too few values' })
    expect(kendall([2, 2], [1, 3])).toMatchObject({ reason: 'all values equal' })
    for (const run of [pearson, spearman, kendall]) {
      expect(() => run([1, NaN, 2], [1, 2, 3])).toThrow(InvalidInput)
      expect(() => run([1, 2, 3], [1, Infinity, 3])).toThrow(InvalidInput)
      expect(() => run([1, 2, 3], [1, 2])).toThrow(InvalidInput)
    }
  })

  it('perfect correlation: t has no bound, ranks stop at 2/n!', () => {
    const x = Array.from({ length: 30 }, (_, i) => i)
    expect(tested(pearson(x, x))).toMatchObject({ r: 1, logP: -Infinity, low: 1, high: 1 })
    let logFactorial = 0
    for (let i = 2; i <= 30; i += 1) logFactorial += Math.log(i)
    expect(tested(kendall(x, x)).logP).toBeCloseTo(Math.LN2 - logFactorial, 9)
    expect(tested(spearman(x, x)).logP).toBeGreaterThanOrEqual(Math.LN2 - logFactorial - 1e-9)
    expect(tested(spearman([1, 2, 3], [2, 4, 9])).low).toBeNull()
  })

  it('where AS 89 breaks down p is Student’s t: .578 of 119 patients is 5.9e-12, not 2/119! (R says 0)', () => {
    const n = 119
    const cube = n * n * n - n
    const p = (rho: number) =>
      spearmanP({ rho, s: Math.round((cube * (1 - rho)) / 6), n, ties: false, method: 'r' })
    // R: 2 * pt(-abs(r * sqrt(117 / (1 - r^2))), 117) of r = 0.5779803
    expect(p(0.5779803)).toMatchObject({ variant: 't' })
    expect(Math.exp(p(0.5779803).logP)).toBeCloseTo(5.873714e-12, 16)
    // R: cor.test of ρ = 0.4740706
    expect(p(0.4740706)).toMatchObject({ variant: 'edgeworth' })
    expect(Math.exp(p(0.4740706).logP)).toBeCloseTo(7.582694e-8, 13)
    for (let rho = 0.3; rho < 0.99; rho += 0.01) {
      const t = spearmanP({ rho, s: 0, n, ties: true, method: 'r' })
      expect(Math.abs(p(rho).logP - t.logP), String(rho)).toBeLessThan(Math.LN2 + 1e-9)
      expect(p(-rho).logP).toBeCloseTo(p(rho).logP, 6)
    }
  })

  it('1e±300 and a large offset', () => {
    const x = [1, 2, 3, 5, 4]
    const y = [2, 1, 4, 5, 3]
    const r = tested(pearson(x, y)).r
    for (const scale of [1e300, 1e-300])
      expect(
        tested(
          pearson(
            x.map((v) => v * scale),
            y,
          ),
        ).r,
      ).toBeCloseTo(r, 13)
    expect(
      tested(
        pearson(
          x.map((v) => v + 1e9),
          y,
        ),
      ).r,
    ).toBeCloseTo(r, 9)
    const sparse = Array.from({ length: 40 }, (_, i) => (i < 36 ? 0 : i))
    expect(
      tested(
        spearman(
          sparse,
          Array.from({ length: 40 }, (_, i) => i % 7),
        ),
      ).variant,
    ).toBe('t')
  })
})

describe('partial correlation', () => {
  it('by hand: three columns', () => {
    // r_xy .5, r_xz .5, r_yz .5 → (.5 − .25)/.75 = 1/3; built from four orthogonal sign columns of 8
    const sign = (bit: number) => Array.from({ length: 8 }, (_, i) => ((i >> bit) & 1 ? 1 : -1))
    const [a = [], b = [], c = []] = [0, 1, 2].map(sign)
    const z = a
    const x = a.map((v, i) => v / 2 + (b[i] ?? 0) * Math.sqrt(0.75))
    // y = z/2 + (1/3) of x's own part + rest
    const y = a.map((v, i) => v / 2 + Math.sqrt(0.75) * ((b[i] ?? 0) / 3 + ((c[i] ?? 0) * Math.sqrt(8)) / 3))
    const ours = tested(partialCorrelation(x, y, [z]))
    expect(ours.r).toBeCloseTo(1 / 3, 12)
    expect(ours).toMatchObject({ df: 5, covariates: 1 })
    expect(tested(partialCorrelation(x, y, [z], { kind: 'semi-partial' })).r).toBeCloseTo(
      (1 / 3) * Math.sqrt(0.75),
      12,
    )
  })

  it.each(partials.map((entry, i) => [i, entry] as const))(
    'ppcor’s formula, case %i',
    (_, { x, y, z, pearson: p, spearman: s }) => {
      // R works from a million or from the difference to it: 1e-7 of a correlation is what that leaves
      const offset = Math.abs(x[0] ?? 0) > 9e5 && Math.abs(x[0] ?? 0) < 1.1e6
      for (const [method, answer] of [
        ['pearson', p],
        ['spearman', s],
      ] as const) {
        const tolerance = offset && method === 'pearson' ? 1e-6 : 1e-9
        const partial = tested(partialCorrelation(x, y, z, { method }))
        const semi = tested(partialCorrelation(x, y, z, { method, kind: 'semi-partial' }))
        expect(Math.abs(partial.r - (answer[0] ?? NaN))).toBeLessThan(tolerance)
        expect(Math.abs(partial.logP - Math.log(answer[2] ?? NaN))).toBeLessThan(tolerance * 1e3)
        expect(Math.abs(semi.r - (answer[3] ?? NaN))).toBeLessThan(tolerance)
        expect(Math.abs(semi.logP - Math.log(answer[5] ?? NaN))).toBeLessThan(tolerance * 1e3)
      }
    },
  )

  it('without covariates it is the plain one; a copy of a covariate costs no degree of freedom', () => {
    fc.assert(
      fc.property(whole, (list) => {
        const { x, y } = split(list)
        fc.pre(varies(x) && varies(y))
        const plain = tested(pearson(x, y))
        expect(tested(partialCorrelation(x, y, [])).r).toBeCloseTo(plain.r, 10)
        const z = x.map((_, i) => (i * i) % 7)
        const once = partialCorrelation(x, y, [z])
        const twice = partialCorrelation(x, y, [z, z.map((v) => 3 * v + 1)])
        if ('r' in once && 'r' in twice) expect(twice.df).toBe(once.df)
      }),
    )
  })

  it('awkward input', () => {
    const x = [1, 2, 3, 4, 9]
    expect(partialCorrelation(x, [2, 1, 4, 3, 5], [x])).toMatchObject({
      reason: 'explained wholly by the covariates',
    })
    expect(partialCorrelation([1, 2, 3], [2, 1, 3], [[1, 5, 2]])).toMatchObject({
      reason: 'no degrees of freedom left',
    })
    expect(partialCorrelation([1, 1, 1, 1], [1, 2, 4, 3], [])).toMatchObject({ reason: 'all values equal' })
    expect(() => partialCorrelation(x, x, [[1]])).toThrow(InvalidInput)
    expect(() => partialCorrelation(x, x, [[1, 2, NaN, 4, 5]])).toThrow(InvalidInput)
  })
})

describe('difference of two correlations', () => {
  it('by hand: .5 and 0, 12 patients each', () => {
    // atanh .5 = ½ log 3; error √(2/9)
    const ours = independentDifference({ r: 0.5, n: 12 }, { r: 0, n: 12 })
    expect(ours.statistic.value).toBeCloseTo(Math.log(3) / 2 / Math.sqrt(2 / 9), 13)
    expect(overlappingDifference({ xz: 0.4, yz: 0.4, xy: 0.2, n: 30 }).statistic).toEqual({
      name: 't',
      value: 0,
      df: 27,
    })
  })

  it('psych::r.test and Zou', () => {
    for (const [r1 = 0, r2 = 0, n1 = 0, n2 = 0, z = 0, p = 0, low = 0, high = 0] of differences.independent) {
      const ours = independentDifference({ r: r1, n: n1 }, { r: r2, n: n2 })
      expect(Math.abs(ours.statistic.value - z)).toBeLessThan(1e-9)
      if (p > 0) expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-8)
      expect(Math.abs(ours.low - low)).toBeLessThan(1e-10)
      expect(Math.abs(ours.high - high)).toBeLessThan(1e-10)
    }
    for (const [xz = 0, yz = 0, xy = 0, n = 0, t = 0, p = 0, low = 0, high = 0] of differences.overlapping) {
      const ours = overlappingDifference({ xz, yz, xy, n })
      expect(Math.abs(ours.statistic.value - t)).toBeLessThan(1e-9 * (1 + Math.abs(t)))
      if (p > 0) expect(Math.abs(ours.logP - Math.log(p))).toBeLessThan(1e-7)
      expect(Math.abs(ours.low - low)).toBeLessThan(1e-10)
      expect(Math.abs(ours.high - high)).toBeLessThan(1e-10)
    }
  })

  it('swapped it turns; impossible ones are refused', () => {
    const one = independentDifference({ r: 0.3, n: 20 }, { r: -0.2, n: 50 })
    const two = independentDifference({ r: -0.2, n: 50 }, { r: 0.3, n: 20 })
    expect(two.low).toBeCloseTo(-one.high, 13)
    expect(two.logP).toBeCloseTo(one.logP, 13)
    expect(() => independentDifference({ r: 1, n: 20 }, { r: 0, n: 20 })).toThrow(InvalidInput)
    expect(() => independentDifference({ r: 0.1, n: 3 }, { r: 0, n: 20 })).toThrow(InvalidInput)
    expect(() => overlappingDifference({ xz: 0.9, yz: -0.9, xy: 0.9, n: 20 })).toThrow(InvalidInput)
  })
})
