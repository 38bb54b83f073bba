import { cramerV } from '../../../science/stats/contingency.ts'
import { independentDifference } from '../../../science/stats/correlationDifference.ts'
import { pairedCohenD, rankBiserialInterval } from '../../../science/stats/effectSizes.ts'
import { fisherTwoByTwo } from '../../../science/stats/fisher.ts'
import { cohenKappa, fleissKappa } from '../../../science/stats/kappa.ts'
import { pearson } from '../../../science/stats/pearson.ts'
import type { Random } from '../../../science/stats/random.ts'
import { wilcoxonSignedRank } from '../../../science/stats/signedRank.ts'
import { cox } from '../../../science/survival/cox.ts'
import { timeDependentAuc } from '../../../science/survival/timeDependentAuc.ts'
import { correlated, draw, exponential, followUp, within, type Covered } from './simulated.ts'

/** Counts of `total` pairs that fall into the cells of a 2 × 2 table with these chances. */
function crossed(random: Random, total: number, chances: readonly number[]): number[][] {
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < total; i += 1) {
    let [left, cell] = [random.uniform(), 0]
    while (cell < 3 && left >= (chances[cell] ?? 1)) {
      left -= chances[cell] ?? 0
      cell += 1
    }
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return [counts.slice(0, 2), counts.slice(2)]
}

/** Two independent groups of n with shares p and q. */
function shares(random: Random, n: number, p: number, q: number): number[][] {
  const count = (share: number): number => {
    let k = 0
    for (let i = 0; i < n; i += 1) if (random.uniform() < share) k += 1
    return k
  }
  const [a, b] = [count(p), count(q)]
  return [
    [a, n - a],
    [b, n - b],
  ]
}

/** What four readers say of n cases: a case is of class 1, 2 or 3 with these chances, and each reader sees it (chance q) or guesses by them. */
function readings(random: Random, n: number, q: number): number[][] {
  const pick = (): number => {
    const u = random.uniform()
    return u < 0.5 ? 0 : u < 0.8 ? 1 : 2
  }
  return Array.from({ length: n }, () => {
    const truth = pick()
    const counts = [0, 0, 0]
    for (let reader = 0; reader < 4; reader += 1) {
      const said = random.uniform() < q ? truth : pick()
      counts[said] = (counts[said] ?? 0) + 1
    }
    return counts
  })
}

/** AUC at 1 of a normal marker x with hazard e^x: cases have density φ(x)(1 − e^−e^x), controls φ(x) e^−e^x. By the midpoint rule. */
function aucAtOne(): number {
  let [below, cases, won] = [0, 0, 0]
  for (let x = -9 + 5e-4; x < 9; x += 1e-3) {
    const density = Math.exp((-x * x) / 2)
    const free = Math.exp(-Math.exp(x))
    won += density * (1 - free) * (below + (density * free) / 2)
    cases += density * (1 - free)
    below += density * free
  }
  return won / cases / below
}

const valued = (result: object): object | null => ('kind' in result ? null : result)
const rOf = (x: Float64Array, y: Float64Array): number => {
  const found = pearson(x, y)
  return 'kind' in found ? NaN : found.r
}

/** Intervals of pairs, tables, readers and robust errors. */
export function furtherIntervals(n: number): Covered[] {
  const promise = n >= 50 ? 'asymptotic' : 'elsewhere'
  const groups = Uint8Array.from({ length: 2 * n }, (_, i) => (i < n ? 0 : 1))
  const auc = aucAtOne()
  return [
    {
      name: `Cohen d of pairs, noncentral t, ${n}`,
      promise: 'exact',
      holds: (r) => within(valued(pairedCohenD(draw(r, n, 0.6), new Float64Array(n))), 0.6),
    },
    {
      name: `matched rank-biserial at 0, ${n}`,
      promise,
      holds: (r) => {
        const test = wilcoxonSignedRank(draw(r, n), new Float64Array(n))
        return 'kind' in test ? null : within(rankBiserialInterval(test.rankBiserial, n), 0)
      },
    },
    {
      name: `odds ratio of 6, Fisher, conditional, ${n} and ${n}`,
      promise: 'exact',
      // shares 2/3 and 1/4: odds 2 and 1/3
      holds: (r) => within(valued(fisherTwoByTwo(shares(r, n, 2 / 3, 1 / 4))), 6),
    },
    {
      name: `difference of two correlations, .4 and .1, ${n} and ${n}`,
      promise,
      holds: (r) => {
        const [first, second] = [rOf(...correlated(r, n, 0.4)), rOf(...correlated(r, n, 0.1))]
        return within(independentDifference({ r: first, n }, { r: second, n }), 0.3)
      },
    },
    {
      name: `Cohen κ of .6, ${2 * n} cases`,
      promise,
      // the readers agree in .8, by chance in .5
      holds: (r) => within(valued(cohenKappa(crossed(r, 2 * n, [0.4, 0.1, 0.1, 0.4]))), 0.6),
    },
    {
      name: `Fleiss κ of .5, four readers, ${n} cases`,
      promise,
      // two readers agree beyond chance where both have seen the case: κ = q²
      holds: (r) => within(valued(fleissKappa(readings(r, n, Math.SQRT1_2))), 0.5),
    },
    {
      name: `AUC at a time, ${n}`,
      promise,
      holds: (random) => {
        const marker = draw(random, n)
        const time = new Float64Array(n)
        const event = new Uint8Array(n)
        marker.forEach((x, i) => {
          const [death, end] = [exponential(random, Math.exp(x)), exponential(random, 0.5)]
          time[i] = Math.min(death, end)
          event[i] = death <= end ? 1 : 0
        })
        const [found] = timeDependentAuc({ time, event }, marker, [1])
        return found?.kind === 'auc' && found.low !== null ? within(found, auc) : null
      },
    },
    {
      name: `Cramér V of .4, ${2 * n} cases`,
      promise,
      holds: (r) => within(valued(cramerV(crossed(r, 2 * n, [0.35, 0.15, 0.15, 0.35]))), 0.4),
    },
    {
      name: `hazard ratio 2, Cox, robust errors, ${n} and ${n}`,
      promise,
      holds: (random) => {
        const model = cox({
          ...followUp(random, 2 * n, (i) => (i < n ? 1 : 2)),
          covariates: [{ name: 'g', values: groups }],
          robust: true,
        })
        return model.kind === 'cox' ? within(model.terms[0], 2) : null
      },
    },
  ]
}
