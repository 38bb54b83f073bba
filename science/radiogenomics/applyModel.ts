import { InvalidInput } from '../errors.ts'
import { picked, type FeatureTable } from '../prediction/featureTable.ts'
import { applyPipeline, outsideTraining } from '../prediction/pipeline.ts'
import type { LeftOut } from '../prediction/pipelineTypes.ts'
import { isMissing } from '../stats/missing.ts'
import { probabilitiesBy, scoresBy } from './foldScore.ts'
import { riskGroupOf } from './riskScore.ts'
import type { RiskGroup, TrainedModel } from './trainedModel.ts'

export interface ModelInput {
  gtr: FeatureTable | null
  ith: FeatureTable | null
  /** for the rival models; absent or lacking features they have no probabilities, and say why */
  rivals?: FeatureTable | null
}

export interface RivalAnswer {
  name: string
  /** per patient of the answer; null where the rival cannot be applied */
  probabilities: Float64Array | null
  /** why not */
  lacking: string | null
}

export interface FeatureSpace {
  part: 'gtr' | 'ith'
  feature: string
  /** values beyond the training range, of the present ones */
  outside: number
  present: number
}

export interface ModelAnswer {
  /** in the order of their names: everybody in any table that the model needs */
  patients: readonly string[]
  /** P(outcome); NaN where there is none */
  gtr: Float64Array | null
  ith: Float64Array | null
  score: Float64Array
  /** P(outcome) that goes with the score, by the training patients' curve */
  probability: Float64Array
  groups: readonly RiskGroup[]
  /** nobody is dropped in silence: who has no score, and why */
  leftOut: readonly (LeftOut & { part: 'gtr' | 'ith' })[]
  /** is the cohort inside the training space */
  space: readonly FeatureSpace[]
  /** selected features beyond the training range, per patient */
  outsideCount: Int32Array
  shareHigh: number | null
  rivals: readonly RivalAnswer[]
}

/**
 * Scores a cohort by a trained model: its features, centres, scales, learners, component and cutoff, nothing fitted to the cohort. The same model
 * and rows give the same bits everywhere.
 * @param input one row per patient; tables may hold more features and other patients than each other
 * @throws InvalidInput a table that the model needs is absent or lacks features, each named
 */
export function applyModel(model: TrainedModel, input: ModelInput): ModelAnswer {
  const needed = (['gtr', 'ith'] as const).filter((part) => model[part] !== null)
  for (const part of needed)
    if (!input[part])
      throw new InvalidInput(
        part,
        'no table',
        `a table with the ${part.toUpperCase()} features of the model ${model.name}`,
      )
  const patients = [...new Set(needed.flatMap((part) => input[part]?.patients ?? []))].sort()
  const leftOut: (LeftOut & { part: 'gtr' | 'ith' })[] = []
  const space: FeatureSpace[] = []
  const outsideCount = new Int32Array(patients.length)
  const probabilitiesOf = (part: 'gtr' | 'ith'): Float64Array | null => {
    const [own, table] = [model[part], input[part]]
    if (!own || !table) return null
    const { aligned, absent } = alignedTo(table, patients)
    const answer = applyPipeline(own.pipeline, aligned)
    const isAbsent = new Set(absent)
    const name = part.toUpperCase()
    leftOut.push(...absent.map((patient) => ({ patient, part, reason: `not in the ${name} table` })))
    leftOut.push(
      ...answer.leftOut.filter(({ patient }) => !isAbsent.has(patient)).map((left) => ({ ...left, part })),
    )
    const outside = outsideTraining(own.pipeline, aligned)
    space.push(...outside.features.map((feature) => ({ part, ...feature })))
    outside.perPatient.forEach((count, row) => (outsideCount[row] = (outsideCount[row] ?? 0) + count))
    return answer.probabilities.map((p, row) => (isAbsent.has(patients[row] ?? '') ? NaN : p))
  }
  const gtr = probabilitiesOf('gtr')
  const ith = probabilitiesOf('ith')
  const score = scoresBy(model, { gtr, ith })
  const groups = Array.from(score, (value): RiskGroup => riskGroupOf(value, model.cutoff))
  const scored = groups.filter((group) => group !== null)
  return {
    patients,
    gtr,
    ith,
    score,
    probability: probabilitiesBy(model, score),
    groups,
    leftOut,
    space,
    outsideCount,
    shareHigh: scored.length === 0 ? null : scored.filter((group) => group === 'high').length / scored.length,
    rivals: model.rivals.map((rival) => rivalAnswer(rival, input.rivals ?? null, patients)),
  }
}

function rivalAnswer(
  { name, pipeline }: TrainedModel['rivals'][number],
  table: FeatureTable | null,
  patients: readonly string[],
): RivalAnswer {
  if (!table) return { name, probabilities: null, lacking: 'no table of the rivals’ features' }
  const lacking = pipeline.features.filter((feature) => !table.features.includes(feature))
  if (lacking.length > 0)
    return { name, probabilities: null, lacking: `the table lacks ${lacking.join(', ')}` }
  const { aligned, absent } = alignedTo(table, patients)
  const isAbsent = new Set(absent)
  const { probabilities } = applyPipeline(pipeline, aligned)
  return {
    name,
    probabilities: probabilities.map((p, row) => (isAbsent.has(patients[row] ?? '') ? NaN : p)),
    lacking: null,
  }
}

function alignedTo(
  table: FeatureTable,
  patients: readonly string[],
): { aligned: FeatureTable; absent: string[] } {
  const at = new Map(table.patients.map((patient, row) => [patient, row]))
  if (at.size !== table.patients.length)
    throw new InvalidInput('patients', 'a patient twice', 'every patient once')
  const infinite = table.columns.flatMap((column, f) =>
    column.some((value) => !isMissing(value) && !Number.isFinite(value)) ? [table.features[f] ?? ''] : [],
  )
  if (infinite.length > 0)
    throw new InvalidInput('features', `infinite values of ${infinite.join(', ')}`, 'finite numbers')
  const rows = patients.map((patient) => at.get(patient) ?? -1)
  return {
    aligned: {
      patients,
      features: table.features,
      columns: table.columns.map((column) => picked(column, rows)),
    },
    absent: patients.filter((patient) => !at.has(patient)),
  }
}
