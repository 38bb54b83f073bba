import { columnsNamed, type FeatureTable } from '../prediction/featureTable.ts'
import { moments } from '../stats/describe.ts'
import { applyModel, type ModelInput } from './applyModel.ts'
import type { TrainedModel } from './trainedModel.ts'

export interface ShiftedFeature {
  part: 'gtr' | 'ith'
  feature: string
  /** patients with a value, and how many of them beyond the range of the training patients */
  present: number
  outside: number
  /** mean of the cohort minus mean of the training set, in training standard deviations; null with nobody */
  difference: number | null
  /** standard deviation over that of the training set; null with fewer than two */
  spread: number | null
  /** training range, in units of the table */
  least: number
  largest: number
}

export interface DomainShift {
  features: readonly ShiftedFeature[]
  patients: readonly string[]
  /** features of each patient beyond the training range */
  outsideCount: Int32Array
  /** patients with a score and no feature beyond it */
  inside: number
  scored: number
  /** share of HIGH risk here; in training it is about half by construction of the cutoff */
  shareHigh: number | null
  leftOut: readonly { patient: string; part: string; reason: string }[]
}

/**
 * Is a cohort inside the space that a model was trained in: each selected feature's place and spread beside the training set's, and the
 * patients beyond the training range.
 * @throws InvalidInput a table that the model needs is absent or lacks features, each named
 * Ranges are those of single features: a patient can be inside all of them and still unlike anybody in training.
 */
export function domainShift({ model, input }: { model: TrainedModel; input: ModelInput }): DomainShift {
  const answer = applyModel(model, input)
  return {
    features: answer.space.map(({ part, feature, outside, present }) => ({
      ...{ part, feature, outside, present },
      ...placeOf(model, part, feature, input[part]),
    })),
    patients: answer.patients,
    outsideCount: answer.outsideCount,
    inside: answer.groups.filter((group, row) => group !== null && answer.outsideCount[row] === 0).length,
    scored: answer.groups.filter((group) => group !== null).length,
    shareHigh: answer.shareHigh,
    leftOut: answer.leftOut.map(({ patient, part, reason }) => ({ patient, part, reason })),
  }
}

function placeOf(
  model: TrainedModel,
  part: 'gtr' | 'ith',
  feature: string,
  table: FeatureTable | null,
): Pick<ShiftedFeature, 'difference' | 'spread' | 'least' | 'largest'> {
  const pipeline = model[part]?.pipeline
  const at = pipeline?.features.indexOf(feature) ?? -1
  const [column = new Float64Array()] = table ? columnsNamed(table, [feature]) : []
  const values = column.filter(Number.isFinite)
  const [centre, scale] = [pipeline?.centre[at] ?? NaN, pipeline?.scale[at] ?? NaN]
  const { mean, sd } = values.length > 0 ? moments(values) : { mean: NaN, sd: NaN }
  return {
    difference: scale > 0 && values.length > 0 ? (mean - centre) / scale : null,
    spread: scale > 0 && values.length > 1 ? sd / scale : null,
    least: pipeline?.least[at] ?? NaN,
    largest: pipeline?.largest[at] ?? NaN,
  }
}
