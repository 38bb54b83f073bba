import { adjusted, type Adjustment } from '../../../science/stats/multiplicity.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { logNormalTwoSided } from '../../../science/stats/distributions.ts'

/**
 * Share of false discoveries (or, for Holm, of families with one) at q ≤ .05 among 100 hypotheses of which 80 are null, the others shifted
 * by 3; `together` is the correlation of all statistics.
 */
export function falseDiscoveries(
  adjustment: Adjustment,
  together: number,
  families: number,
  seed: number,
): { rate: number; error: number; found: number } {
  const random = createRandom(seed)
  const normal = (): number =>
    Math.sqrt(-2 * Math.log1p(-random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
  let [sum, squares, found] = [0, 0, 0]
  for (let f = 0; f < families; f += 1) {
    const common = normal()
    const logP = Float64Array.from({ length: 100 }, (_, i) =>
      logNormalTwoSided((i < 80 ? 0 : 3) + Math.sqrt(together) * common + Math.sqrt(1 - together) * normal()),
    )
    const { logQ } = adjusted(logP, adjustment)
    let [wrong, all] = [0, 0]
    logQ.forEach((q, i) => {
      if (q > Math.log(0.05)) return
      all += 1
      if (i < 80) wrong += 1
    })
    const rate =
      adjustment === 'holm' || adjustment === 'bonferroni' ? Number(wrong > 0) : wrong / Math.max(1, all)
    sum += rate
    squares += rate * rate
    found += all
  }
  const rate = sum / families
  return { rate, error: Math.sqrt((squares / families - rate * rate) / families), found: found / families }
}
