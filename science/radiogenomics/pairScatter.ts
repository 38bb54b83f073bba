import { lineBand, type LineBand } from '../stats/lineBand.ts'
import { isMissing } from '../stats/missing.ts'
import type { NotTestable } from '../stats/notTestable.ts'
import { orthogonalise, residualsOf } from '../stats/orthogonal.ts'
import { midRanks } from '../stats/rank.ts'
import { dummiesOf, type OutcomeCovariate } from './outcomeModels.ts'

export interface PairScatterInput {
  /** one per patient, NaN = missing */
  x: Float64Array
  y: Float64Array
  /** taken out of both; none: the values themselves are drawn */
  covariates: readonly OutcomeCovariate[]
  /** with Spearman what is taken out of are ranks, as in its partial correlation */
  method: 'spearman' | 'pearson'
}

export interface PairScatter {
  /** places of the patients who have both, and all covariates */
  rows: number[]
  /** values, or what the covariates leave of the values (of their ranks with Spearman) */
  x: Float64Array
  y: Float64Array
  /** of y on x as they are drawn */
  fit: LineBand | NotTestable
}

/**
 * Two variables as they are to be drawn against each other, with the least-squares line of what is drawn and its 95 % band.
 * Without covariates: the values. With: the residuals of both, so that the correlation of the points is the partial correlation
 * and the line has the slope of the whole model.
 * @throws InvalidInput lengths differ
 * @source added-variable plot: Belsley, Kuh & Welsch 1980; band: Draper & Smith 1998   @oracle `partialCorrelation` in the tests
 */
export function pairScatter({ x, y, covariates, method }: PairScatterInput): PairScatter {
  const rows = Array.from(x.keys()).filter(
    (row) =>
      !isMissing(x[row] ?? NaN) &&
      !isMissing(y[row] ?? NaN) &&
      covariates.every(({ values }) => !isMissing(values[row] ?? NaN)),
  )
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? NaN)
  if (covariates.length === 0) {
    const drawn = { x: pick(x), y: pick(y) }
    return { rows, ...drawn, fit: lineBand(drawn.x, drawn.y) }
  }
  const scaled = (column: Float64Array): Float64Array => (method === 'spearman' ? midRanks(column) : column)
  const taken = covariates.flatMap((covariate) =>
    dummiesOf(covariate, rows).map(({ values }) => scaled(values)),
  )
  const basis = orthogonalise([new Float64Array(rows.length).fill(1), ...taken])
  const rest = (column: Float64Array): Float64Array => residualsOf(basis.q, scaled(pick(column)))
  const drawn = { x: rest(x), y: rest(y) }
  return { rows, ...drawn, fit: lineBand(drawn.x, drawn.y, { spent: basis.kept.length - 1 }) }
}
