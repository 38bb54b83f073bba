import { InvalidInput } from '../errors.ts'
import { principalComponents } from '../stats/components.ts'
import { ascending, quantile } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'

/** What a risk score was trained to be; the fields of a stored risk model. Order of all lists: GTR, ITH. */
export interface RiskScoreModel {
  centre: readonly number[]
  /** standard deviations, n − 1 */
  scale: readonly number[]
  /** PC1, both positive */
  loadings: readonly number[]
  /** score ≤ cutoff is HIGH risk */
  cutoff: number
  cutoffRule: string
  /** training patients with both probabilities */
  patients: number
}

export interface Probabilities {
  /** P(objective response) from the whole tumour region; NaN = missing */
  gtr: ArrayLike<number>
  /** P(objective response) from intratumour heterogeneity; NaN = missing */
  ith: ArrayLike<number>
}

export type RiskScoreTraining =
  | { kind: 'trained'; model: RiskScoreModel; scores: Float64Array }
  | { kind: 'notTestable'; reason: string; n: number }

/**
 * Trains the GTR-ITH score: first principal component of the two probabilities, centred, unit variance (n − 1), oriented so that
 * both loadings are positive; the cutoff is the median of the training scores. A high score means a likely response, so LOW risk.
 * @param probabilities one per training patient, 0…1, NaN = missing (such patients train nothing and get no score)
 * @returns the model and the training scores (NaN where a probability is missing), or why there is none
 * @throws InvalidInput a probability is outside [0, 1], or lengths differ
 * @source Jin et al. 2025 (Hepatology), authors' code: prcomp(center, scale.), negated PC1, median
 * @oracle test/oracles/pca (R prcomp)   @differs the sign is decided by a rule, not by hand
 */
export function trainRiskScore(probabilities: Probabilities): RiskScoreTraining {
  checkProbabilities(probabilities)
  const { gtr, ith } = probabilities
  const both = Array.from({ length: gtr.length }, (_, i) => i).filter(
    (i) => !isMissing(gtr[i] ?? NaN) && !isMissing(ith[i] ?? NaN),
  )
  const n = both.length
  if (n < 3)
    return refusal(
      `both probabilities: ${n} ${n === 1 ? 'patient' : 'patients'}; three are needed for a component`,
      n,
    )
  const columns = [gtr, ith].map((column) => both.map((i) => column[i] ?? NaN))
  // a spread of rounding errors is no spread: dividing by it would make a score of them
  const constant = columns.findIndex((column) => Math.max(...column) - Math.min(...column) < 1e-9)
  if (constant >= 0)
    return refusal(`${constant === 0 ? 'GTR_proba' : 'ITH_proba'} is the same in all ${n} patients`, n)
  const { centre, scale, loadings, sdev } = principalComponents(columns)
  const [first = []] = loadings
  const [a = NaN, b = NaN] = first
  // two standardised columns have loadings (1, 1)/√2 and (1, −1)/√2; the sign of their correlation says which comes first
  const oriented = a < 0 ? first.map((loading) => -loading) : first
  if (a * b <= 0 || (sdev[0] ?? 0) - (sdev[1] ?? 0) < 1e-9)
    return refusal(
      'the two probabilities are not positively correlated, so no first component has both loadings positive',
      n,
    )
  const draft = { centre, scale, loadings: oriented }
  const scores = applyRiskScore(draft, probabilities)
  const cutoff = quantile(ascending(scores.filter((score) => !isMissing(score))), 0.5)
  return { kind: 'trained', model: { ...draft, cutoff, cutoffRule: 'training median', patients: n }, scores }
}

function refusal(reason: string, n: number): RiskScoreTraining {
  return { kind: 'notTestable', reason, n }
}

/**
 * Scores patients with a trained model: its centre, scale and loadings, none of their own.
 * @param model training constants, GTR first   @param probabilities one per patient, 0…1, NaN = missing
 * @returns one score per patient, NaN where a probability is missing
 * @throws InvalidInput a probability is outside [0, 1], lengths differ, or the model is not of two inputs with positive scale
 */
export function applyRiskScore(
  { centre, scale, loadings }: Pick<RiskScoreModel, 'centre' | 'scale' | 'loadings'>,
  probabilities: Probabilities,
): Float64Array {
  checkProbabilities(probabilities)
  const constants = [centre, scale, loadings].flatMap((list) => (list.length === 2 ? [...list] : [NaN]))
  if (constants.some((value) => !Number.isFinite(value)) || scale.some((value) => value <= 0))
    throw new InvalidInput(
      'model',
      JSON.stringify({ centre, scale, loadings }),
      'two finite constants of each kind',
    )
  const { gtr, ith } = probabilities
  const part = (value: number | undefined, i: number): number =>
    (((value ?? NaN) - (centre[i] ?? NaN)) / (scale[i] ?? NaN)) * (loadings[i] ?? NaN)
  return Float64Array.from({ length: gtr.length }, (_, i) => part(gtr[i], 0) + part(ith[i], 1))
}

/** Risk group of a score by the model's cutoff; null for a missing score. A tie with the cutoff is high risk. */
export function riskGroupOf(score: number, cutoff: number): 'high' | 'low' | null {
  if (isMissing(score)) return null
  return score <= cutoff ? 'high' : 'low'
}

function checkProbabilities({ gtr, ith }: Probabilities): void {
  if (gtr.length !== ith.length)
    throw new InvalidInput('ITH_proba', `${ith.length} values`, `${gtr.length}, as GTR`)
  const check = (field: string, column: ArrayLike<number>): void => {
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] ?? NaN
      if (!isMissing(value) && !(value >= 0 && value <= 1))
        throw new InvalidInput(field, value, 'a probability, 0 to 1, or NaN for missing')
    }
  }
  check('GTR_proba', gtr)
  check('ITH_proba', ith)
}
