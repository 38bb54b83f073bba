import { logTTwoSided } from '../stats/distributions.ts'
import { correlationTail } from '../stats/correlationTail.ts'
import type { BlockSample, OneTest, SampleCell } from './blockSample.ts'
import { deltaOfD, smallSampleFactor } from './deltaScale.ts'
import type { Block } from './specifications.ts'
import { weightedTest } from './weightedEffect.ts'

/** Effects and log p of every cut and cell of a sample, `[cut * cells + cell]`, under one order of its patients. */
export interface Effects {
  /** on the scale of Cliff's δ */
  delta: Float64Array
  logP: Float64Array
}

/**
 * Tests a whole sample under shuffled labels: the values stay, the residuals of the covariates are dealt anew (Freedman & Lane), and
 * each cut is tested as on the true order. Without covariates that is the plain shuffle, by the rank-sum test or Welch's.
 * @returns a function of the order (place that each residual comes from); the true one is 0, 1, 2, …
 * @source Freedman & Lane 1983; Winkler et al. 2014, 2.4
 * @oracle refitting by `leastSquares`, `wilcoxonRankSum` and `welchT` in the tests
 */
export function effectsUnder(block: Block, sample: BlockSample): (order: Int32Array) => Effects {
  const { cells, cuts, axes, patients } = sample
  const n = patients.length
  const df = n - axes.length - 1
  const tail = df >= 1 ? correlationTail(df) : () => NaN
  const dealt = new Float64Array(n)
  const { weights } = sample
  const test = weights
    ? (cell: SampleCell) => weightedTest(cell, weights, block.test)
    : block.adjustment.terms.length > 0
      ? (cell: SampleCell) => adjustedTest(cell, { axes, dealt, df, tail, test: block.test })
      : block.test === 'rank'
        ? rankTest
        : (cell: SampleCell) => meanTest(cell, dealt)
  return (order) => {
    const effects = {
      delta: new Float64Array(cuts.length * cells.length),
      logP: new Float64Array(cuts.length * cells.length),
    }
    cells.forEach((cell, c) => {
      for (let i = 0; i < n; i += 1) dealt[i] = cell.residuals[order[i] ?? 0] ?? 0
      const run = test(cell)
      cuts.forEach((cut, k) => {
        const at = k * cells.length + c
        const [delta, logP] = run(cut, order)
        effects.delta[at] = delta
        effects.logP[at] = logP
      })
    })
    return effects
  }
}

function rankTest({ ranks }: SampleCell): OneTest {
  return ({ isFirst, m, n }, order) => {
    if (!ranks) return [NaN, NaN]
    let sum = 0
    for (let i = 0; i < isFirst.length; i += 1) if (isFirst[i] === 1) sum += ranks.doubled[order[i] ?? 0] ?? 0
    const w = (sum - m * (m + 1)) / 2
    return [(2 * w) / (m * n) - 1, ranks.logP(sum, m)]
  }
}

function meanTest({ rest }: SampleCell, dealt: Float64Array): OneTest {
  return ({ isFirst, m, n }) => {
    let sum = 0
    let squares = 0
    for (let i = 0; i < isFirst.length; i += 1) {
      if (isFirst[i] !== 1) continue
      const value = dealt[i] ?? 0
      sum += value
      squares += value * value
    }
    // the residuals add up to 0, so the second group follows from the first
    const first = squares - (sum * sum) / m
    const second = rest - squares - (sum * sum) / n
    const difference = sum / m + sum / n
    const pooled = Math.sqrt((first + second) / (m + n - 2))
    // both groups constant: there is no variance to test by
    if (!(first + second > 1e-20 * rest)) return [NaN, NaN]
    const [a, b] = [first / (m - 1) / m, second / (n - 1) / n]
    const df = (a + b) ** 2 / ((a * a) / (m - 1) + (b * b) / (n - 1))
    const d = (difference / pooled) * smallSampleFactor(m + n)
    return [deltaOfD(d), logTTwoSided(difference / Math.sqrt(a + b), df)]
  }
}

interface Shared {
  axes: readonly Float64Array[]
  dealt: Float64Array
  df: number
  tail: (r: number) => number
  test: Block['test']
}

function adjustedTest(cell: SampleCell, { axes, dealt, df, tail, test }: Shared): OneTest {
  let rest = cell.rest
  // the first axis is the constant, and residuals add up to 0 in any order
  for (let j = 1; j < axes.length; j += 1) rest -= dot(axes[j], dealt) ** 2
  const total = test === 'rank' ? 0 : cell.explained + cell.rest + 2 * dot(cell.fitted, dealt)
  return (cut) => {
    const along = dot(cut.rest, dealt)
    const coefficient = along / cut.spread
    const left = Math.max(0, rest - coefficient * along)
    const t = coefficient / Math.sqrt(left / df / cut.spread)
    const logP = tail(t / Math.sqrt(t * t + df))
    if (test === 'rank') return [2 * coefficient, logP]
    let sum = 0
    for (let i = 0; i < dealt.length; i += 1)
      if (cut.isFirst[i] === 1) sum += (dealt[i] ?? 0) + (cell.fitted[i] ?? 0)
    const within = total - sum * sum * (1 / cut.m + 1 / cut.n)
    const d = coefficient / Math.sqrt(within / (cut.m + cut.n - 2))
    return [deltaOfD(d * smallSampleFactor(cut.m + cut.n)), logP]
  }
}

function dot(a: Float64Array | undefined, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < b.length; i += 1) sum += (a?.[i] ?? 0) * (b[i] ?? 0)
  return sum
}
