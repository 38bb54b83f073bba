import { InvalidInput } from '../errors.ts'
import type { RiskScoreModel } from './riskScore.ts'

export interface ProbabilityPoint {
  gtr: number
  ith: number
}

/** Lines of a score in the unit square of its two probabilities; a line is two points on the edge, or null where it misses the square. */
export interface ScoreLines {
  /** through the training means along the first component: the direction in which the score grows */
  axis: readonly [ProbabilityPoint, ProbabilityPoint] | null
  /** where the score is the cutoff: HIGH risk below and left of it */
  cutoff: readonly [ProbabilityPoint, ProbabilityPoint] | null
}

/**
 * Where a model's first component and its cutoff lie among the probabilities.
 * @param model centre, scale and loadings, GTR first   @param cutoff score ≤ cutoff is HIGH risk
 * @throws InvalidInput the model is not of two inputs
 * score = Σ loading (p − centre)/scale, so the component runs along (loading × scale) and the cutoff is a straight line
 */
export function scoreLines(
  { centre, scale, loadings }: Pick<RiskScoreModel, 'centre' | 'scale' | 'loadings'>,
  cutoff: number,
): ScoreLines {
  const [c0, c1] = centre
  const [s0, s1] = scale
  const [l0, l1] = loadings
  if ([c0, c1, s0, s1, l0, l1].some((value) => value === undefined) || centre.length !== 2)
    throw new InvalidInput('model', `${centre.length} inputs`, 'two probabilities')
  const at = { gtr: c0 ?? NaN, ith: c1 ?? NaN }
  const slopes = { gtr: (l0 ?? NaN) / (s0 ?? NaN), ith: (l1 ?? NaN) / (s1 ?? NaN) }
  const axis = { gtr: (l0 ?? NaN) * (s0 ?? NaN), ith: (l1 ?? NaN) * (s1 ?? NaN) }
  // the point of the cutoff line nearest to the centre, and the direction across the gradient
  const step = cutoff / (slopes.gtr ** 2 + slopes.ith ** 2)
  const onCut = { gtr: at.gtr + step * slopes.gtr, ith: at.ith + step * slopes.ith }
  return {
    axis: clipped(at, axis),
    cutoff: clipped(onCut, { gtr: slopes.ith, ith: -slopes.gtr }),
  }
}

/** The part of a line inside the unit square. */
function clipped(
  from: ProbabilityPoint,
  along: ProbabilityPoint,
): readonly [ProbabilityPoint, ProbabilityPoint] | null {
  let [low, high] = [-Infinity, Infinity]
  for (const side of ['gtr', 'ith'] as const) {
    if (along[side] === 0) {
      if (from[side] < 0 || from[side] > 1) return null
      continue
    }
    const ends = [-from[side] / along[side], (1 - from[side]) / along[side]]
    low = Math.max(low, Math.min(...ends))
    high = Math.min(high, Math.max(...ends))
  }
  if (!(low < high)) return null
  const point = (t: number): ProbabilityPoint => ({
    gtr: clamp(from.gtr + t * along.gtr),
    ith: clamp(from.ith + t * along.ith),
  })
  return [point(low), point(high)]
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
