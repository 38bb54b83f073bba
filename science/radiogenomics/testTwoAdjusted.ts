import { InvalidInput } from '../errors.ts'
import { leastSquares, type Coefficient, type Term } from '../stats/leastSquares.ts'
import { isMissing } from '../stats/missing.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { minimumDetectableD } from '../stats/power.ts'
import { rankAdjustedDifference } from '../stats/rankAdjustment.ts'
import { hedgesFactor } from './deltaScale.ts'
import type { Interval, Warning } from './result.ts'
import type { ComparedVariable, Refusal } from './splitVariable.ts'
import type { Two } from './testTwoGroups.ts'

const level = 0.95

interface Columns {
  values: Float64Array
  /** 1 first group, 0 second */
  isFirst: Float64Array
  covariates: Term[]
}

/** The patients of both groups who have a value. @throws InvalidInput one of them lacks a covariate */
function columnsOf(
  { values }: ComparedVariable,
  assignment: Int32Array,
  covariates: readonly Term[],
): Columns {
  const rows = Array.from(values.keys()).filter(
    (row) => (assignment[row] === 0 || assignment[row] === 1) && !isMissing(values[row] ?? NaN),
  )
  const pick = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (row) => column[row] ?? NaN)
  const picked = covariates.map(({ name, values: column }) => ({ name, values: pick(column) }))
  const lacking = picked.find((column) => column.values.some(isMissing))
  if (lacking) throw new InvalidInput('covariates', lacking.name, 'a value for everybody in a group')
  return {
    values: pick(values),
    isFirst: Float64Array.from(rows, (row) => (assignment[row] === 0 ? 1 : 0)),
    covariates: picked,
  }
}

function scaled({ estimate, low, high }: Coefficient, factor: number, most = Infinity) {
  const of = (x: number | null): number | null =>
    x === null ? null : Math.max(-most, Math.min(most, x * factor))
  return { value: of(estimate), low: of(low), high: of(high), level }
}

/**
 * One variable of two groups at equal covariates: the group's coefficient in a linear model of the mid-ranks (`wilcoxon`) or of the
 * values (`welch`), classical errors, as in the specification curve.
 * @param assignment 0, 1 or −1 per patient   @param covariates one finite value for everybody in a group
 * @returns t of the group, the adjusted difference in means in the variable's unit, and the adjusted Cliff's δ or Hedges' g;
 * a refusal where values are equal, no degree of freedom is left, or the covariates explain the groups
 * @throws InvalidInput somebody in a group lacks a covariate
 * @source Conover & Iman 1981 (rank transform)   @oracle test/oracles/regression (R lm)
 */
export function testTwoAdjusted(
  variable: ComparedVariable,
  assignment: Int32Array,
  covariates: readonly Term[],
  test: 'wilcoxon' | 'welch',
): Two | Refusal {
  const columns = columnsOf(variable, assignment, covariates)
  const { values, isFirst } = columns
  const onRanks = rankAdjustedDifference(values, isFirst, columns.covariates, { errors: 'classical', level })
  if (isNotTestable(onRanks)) return { code: 'confounded', reason: onRanks.reason }
  const model = leastSquares(values, [...columns.covariates, { name: 'group', values: isFirst }], { level })
  const onValues = isNotTestable(model) ? null : model.coefficients.at(-1)
  if (!onValues) return { code: 'confounded', reason: 'no degree of freedom is left' }
  const used = test === 'wilcoxon' ? onRanks.difference : onValues
  if (used.t === null || used.logP === null || !Number.isFinite(used.t))
    return { code: 'all-equal', reason: 'the covariates leave no variance to test by' }
  const m = isFirst.filter((side) => side === 1).length
  return {
    kind: 'twoGroups',
    method: `${test === 'wilcoxon' ? 'Rank-sum test' : 'Comparison of means'} adjusted by a linear model${test === 'wilcoxon' ? ' of the ranks' : ''}`,
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 't', value: used.t },
    df: [onRanks.df],
    logP: used.logP,
    estimate: {
      name: 'adjusted difference in means',
      ...scaled(onValues, 1),
      unit: variable.unit,
      intervalMethod: 'Student’s t of the coefficient, equal variances',
    },
    effectSize: effectOf(test, { difference: onRanks.difference, coefficient: onValues }, columns),
    smallestReachableP: null,
    minimumDetectableEffect: {
      name: 'Cohen d found with 80 % power at two-sided .05 by a t-test before adjustment',
      value: minimumDetectableD(m, values.length - m),
    },
    warnings: warningsOf(columns, onRanks.aliased),
  }
}

function effectOf(
  test: 'wilcoxon' | 'welch',
  { difference, coefficient }: { difference: Coefficient; coefficient: Coefficient },
  { values, isFirst }: Columns,
): Interval {
  if (test === 'wilcoxon')
    return {
      // a difference of mean ranks / n is half of δ
      ...{ name: "adjusted Cliff's delta", ...scaled(difference, 2, 1), unit: '' },
      intervalMethod: 'twice the adjusted difference of mean ranks over n, Student’s t',
    }
  const side = (wanted: number): Float64Array => values.filter((_, i) => isFirst[i] === wanted)
  return {
    ...{ name: "adjusted Hedges' g", ...scaled(coefficient, hedgesFactor(side(1), side(0))), unit: '' },
    intervalMethod: 'adjusted difference over the standard deviation within the groups, Student’s t',
  }
}

function warningsOf({ covariates }: Columns, aliased: readonly string[]): Warning[] {
  const warnings: Warning[] = [
    { code: 'adjusted', message: `adjusted for ${covariates.map(({ name }) => name).join(', ')}` },
  ]
  if (aliased.length > 0)
    warnings.push({
      code: 'aliased-covariates',
      message: `explained by the others here: ${aliased.join(', ')}`,
    })
  return warnings
}
