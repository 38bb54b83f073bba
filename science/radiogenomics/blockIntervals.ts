import { cliffDelta } from '../stats/cliffDelta.ts'
import { ascending } from '../stats/describe.ts'
import { leastSquares } from '../stats/leastSquares.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { orderOf } from '../stats/rank.ts'
import { rankAdjustedDifference } from '../stats/rankAdjustment.ts'
import { hedgesG } from '../stats/welch.ts'
import { deltaOfD, hedgesFactor } from './deltaScale.ts'
import type { BlockSample, SampleCut } from './blockSample.ts'
import type { Block } from './specifications.ts'
import { weightedBounds } from './weightedEffect.ts'

export interface Bounds {
  low: number | null
  high: number | null
}

const none: Bounds = { low: null, high: null }
const level = 0.95

/**
 * 95 % interval of the effect of one cut in one cell, on the scale of Cliff's δ: Cliff's own for raw ranks, that of Hedges' g for raw
 * means, Student's of the coefficient (classical errors) where there are covariates, that of the weighted test where samples are weighted.
 */
export function boundsOf(
  block: Block,
  { patients, weights }: BlockSample,
  { cut, values }: { cut: SampleCut; values: Float64Array },
): Bounds {
  const y = Float64Array.from(patients, (patient) => values[patient] ?? NaN)
  const x = y.filter((_, i) => cut.isFirst[i] === 1)
  const others = y.filter((_, i) => cut.isFirst[i] !== 1)
  if (weights) return weightedBounds(y, cut.isFirst, weights, block.test)
  if (block.adjustment.terms.length === 0)
    return block.test === 'rank'
      ? cliffDelta(orderOf([ascending(x), ascending(others)]), level)
      : onDelta(hedgesG(x, others, level), 1)
  const covariates = block.adjustment.terms.map(({ name, values: column }) => ({
    name,
    values: Float64Array.from(patients, (patient) => column[patient] ?? NaN),
  }))
  if (block.test === 'rank') {
    const adjusted = rankAdjustedDifference(y, cut.isFirst, covariates, { errors: 'classical', level })
    if (isNotTestable(adjusted)) return none
    const { low, high } = adjusted.difference
    // a difference of mean ranks / n is half of δ
    return low === null || high === null ? none : { low: Math.max(-1, 2 * low), high: Math.min(1, 2 * high) }
  }
  const terms = [...covariates, { name: 'group', values: cut.isFirst }]
  const fit = leastSquares(y, terms, { errors: 'classical', level })
  return isNotTestable(fit) ? none : onDelta(fit.coefficients.at(-1), hedgesFactor(x, others))
}

function onDelta(
  bounds: { low: number | null; high: number | null } | null | undefined,
  factor: number,
): Bounds {
  if (!bounds || bounds.low === null || bounds.high === null) return none
  return { low: deltaOfD(bounds.low * factor), high: deltaOfD(bounds.high * factor) }
}
