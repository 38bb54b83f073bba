/** `node test/bench/coverage.ts`: how often the 95 % intervals hold the truth, and how often P ≤ .05, in simulated groups. */
import { cliffDelta } from '../../science/stats/cliffDelta.ts'
import { ascending, type Ascending } from '../../science/stats/describe.ts'
import { logNormalUpper } from '../../science/stats/distributions.ts'
import { createRandom } from '../../science/stats/random.ts'
import { orderOf } from '../../science/stats/rank.ts'
import { hedgesG, welchT } from '../../science/stats/welch.ts'
import { wilcoxonRankSum } from '../../science/stats/wilcoxon.ts'

const repeats = 4000
const random = createRandom(5)
const normal = (): number =>
  Math.sqrt(-2 * Math.log1p(-random.uniform())) * Math.cos(2 * Math.PI * random.uniform())

interface Bounds {
  low: number | null
  high: number | null
}
const holds = (interval: Bounds | null, truth: number): number =>
  interval !== null && (interval.low ?? -Infinity) <= truth && truth <= (interval.high ?? Infinity) ? 1 : 0

/** Shares of repeats; groups in which all values are equal are drawn again. */
function shares(
  draw: () => { x: Ascending; y: Ascending },
  truth: { shift: number; delta: number },
): number[] {
  const sums = [0, 0, 0, 0, 0]
  for (let done = 0; done < repeats;) {
    const { x, y } = draw()
    const order = orderOf([x, y])
    if (order.levels < 2) continue
    done += 1
    const rankSum = wilcoxonRankSum(x, y, 0.95, order)
    const found = [
      holds(rankSum.shift, truth.shift),
      holds(cliffDelta(order), truth.delta),
      holds(welchT(x, y)?.difference ?? null, truth.shift),
      holds(hedgesG(x, y), truth.shift),
      Math.exp(rankSum.logP) <= 0.05 ? 1 : 0,
    ]
    found.forEach((value, i) => (sums[i] = (sums[i] ?? 0) + value))
  }
  return sums.map((sum) => sum / repeats)
}

const line = (name: string, values: readonly number[]): string =>
  `| ${name} | ${values.map((value) => (Number.isNaN(value) ? '–' : value.toFixed(3))).join(' | ')} |`
const column = (n: number, value: () => number): Ascending =>
  ascending(Float64Array.from({ length: n }, value))

console.log('| groups | shift | Cliff δ | Welch | Hedges g | P ≤ .05, Wilcoxon |\n|---|---|---|---|---|---|')
for (const [m, n, d] of [
  [17, 17, 0],
  [17, 17, 1],
  [3, 9, 0],
  [3, 9, 1],
  [10, 10, 2],
  [45, 46, 0.5],
  [200, 200, 0.3],
] as const) {
  const delta = 1 - 2 * Math.exp(logNormalUpper(d / Math.SQRT2))
  const draw = (): { x: Ascending; y: Ascending } => ({
    x: column(m, () => normal() + d),
    y: column(n, normal),
  })
  console.log(line(`normal, ${m} and ${n}, d = ${d}`, shares(draw, { shift: d, delta })))
}
for (const [m, n, zero] of [
  [17, 17, 0.3],
  [17, 17, 0.7],
  [45, 46, 0.5],
  [200, 200, 0.6],
] as const) {
  const value = (): number => (random.uniform() < zero ? 0 : -Math.log1p(-random.uniform()))
  const draw = (): { x: Ascending; y: Ascending } => ({ x: column(m, value), y: column(n, value) })
  const [shift = NaN, delta = NaN, , , rejected = NaN] = shares(draw, { shift: 0, delta: 0 })
  console.log(line(`${zero * 100} % zeros, ${m} and ${n}, alike`, [shift, delta, NaN, NaN, rejected]))
}
