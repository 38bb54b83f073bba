import { isMissing } from '../stats/missing.ts'
import { minimumDetectableD } from '../stats/power.ts'
import {
  weightedCliffDelta,
  weightedMeanTest,
  weightedRankTest,
  type WeightedTest,
} from '../stats/weightedTests.ts'
import { plainNumber } from './words.ts'
import type { Interval, Warning } from './result.ts'
import type { ComparedVariable, Refusal } from './splitVariable.ts'
import type { Two } from './testTwoGroups.ts'

const level = 0.95

interface Side {
  values: number[]
  weights: number[]
}

/** Values with their weights; a patient without a weight is left out, as one without a value. */
function sides(
  { values }: ComparedVariable,
  assignment: Int32Array,
  weights: Float64Array,
): { x: Side; y: Side; unweighted: number } {
  const both: [Side, Side] = [
    { values: [], weights: [] },
    { values: [], weights: [] },
  ]
  let unweighted = 0
  values.forEach((value, patient) => {
    const side = both[assignment[patient] ?? -1]
    if (!side || isMissing(value)) return
    const weight = weights[patient] ?? NaN
    if (isMissing(weight)) {
      unweighted += 1
      return
    }
    side.values.push(value)
    side.weights.push(weight)
  })
  return { x: both[0], y: both[1], unweighted }
}

function interval(test: WeightedTest, name: string, unit: string): Interval {
  const { value, low, high } = test.difference
  return {
    ...{ name, value, low, high, level, unit },
    intervalMethod: 'variance of a weighted sample by linearisation, Student quantile with n − 2 df',
  }
}

/**
 * One variable of two groups with a weight for each patient: Lumley and Scott's rank test, or weighted means.
 * @param assignment 0, 1 or −1 per patient   @param weights ≥ 0 per patient, NaN = none
 */
export function testTwoWeighted(
  variable: ComparedVariable,
  assignment: Int32Array,
  weights: Float64Array,
  test: 'wilcoxon' | 'welch',
): Two | Refusal {
  const { x, y, unweighted } = sides(variable, assignment, weights)
  const asked = [x.values, y.values, x.weights, y.weights] as const
  const means = weightedMeanTest(...asked, level)
  const ranks = weightedRankTest(...asked, level)
  const used = test === 'wilcoxon' ? ranks : means
  if (!used || !means)
    return {
      code: 'all-equal',
      reason: 'with these weights all values are equal within each group, or a group weighs nothing',
    }
  const m = x.values.length
  const n = y.values.length
  return {
    kind: 'twoGroups',
    method: test === 'wilcoxon' ? 'Weighted rank test (Lumley & Scott)' : 'Weighted comparison of means',
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 't', value: used.t },
    df: [used.df],
    logP: used.logP,
    estimate: interval(means, 'difference in weighted means', variable.unit),
    effectSize: {
      name: "weighted Cliff's delta",
      value: weightedCliffDelta(...asked),
      ...{ low: null, high: null, level, unit: '' },
      intervalMethod: 'none',
      reason:
        'its interval with weights is not known in closed form; the interval of the means stands beside',
    },
    smallestReachableP: null,
    minimumDetectableEffect: {
      name: 'Cohen d found with 80 % power at two-sided .05 by a t-test, with the patients that the weights are worth',
      value: detectable(used.effectiveN),
    },
    warnings: weightWarnings(used, m, n, unweighted),
  }
}

function detectable([first, second]: WeightedTest['effectiveN']): number {
  return minimumDetectableD(Math.max(2, Math.floor(first)), Math.max(2, Math.floor(second)))
}

function weightWarnings({ effectiveN }: WeightedTest, m: number, n: number, unweighted: number): Warning[] {
  const [first, second] = effectiveN.map((value) => plainNumber(value, 3))
  const warnings: Warning[] = [
    {
      code: 'weighted',
      message: `weighted: ${m} and ${n} patients are worth ${first} and ${second} of equal weight`,
    },
  ]
  if (unweighted > 0)
    warnings.push({
      code: 'no-weight',
      message: `${unweighted} patients have no weight and are left out here`,
    })
  return warnings
}
