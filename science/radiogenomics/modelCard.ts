import type { IccForm } from '../stats/agreement.ts'
import type {
  Evaluation,
  FeatureAccount,
  GtrIthTraining,
  NamedComparison,
  RivalEvaluation,
  TrainedModel,
} from './trainedModel.ts'

export const cardFormat = 'radimmune-model'
export const cardVersion = 1

/** Which repeated measurements a filter looked at, and what fell out. */
export interface RobustnessAccount {
  part: 'gtr' | 'ith' | 'both'
  cohort: string
  /** content hash of the release that the tables came from */
  releaseHash: string
  tables: readonly string[]
  form: IccForm
  cutoff: number
  /** lesions, regions or patients that all tables have */
  n: number
  features: readonly RobustFeature[]
}

export interface RobustFeature {
  feature: string
  /** the filter's form; null where it cannot be computed */
  icc: number | null
  low: number | null
  high: number | null
  /** ICC(2,1), absolute agreement, beside it */
  agreement: number | null
  kept: boolean
  /** why it fell out; null where it stayed. Cards of earlier versions do not say. */
  reason?: string | null
}

/** Where a model comes from; what it needs of a cohort. */
export interface ModelProvenance {
  cohort: string
  title: string
  simulated: boolean
  release: string
  releaseHash: string
  codeVersion: string
  description: string
  /** layers that it was trained on */
  layers: { gtr: string | null; ith: string | null }
  outcome: { variable: string; event: readonly string[]; rule: string }
  volume: string
  clinical: readonly string[]
  /** how the features were extracted, as the files say */
  extraction: readonly {
    layer: string
    method: string
    tool: string | null
    version: string | null
    settings: string | null
  }[]
  /** everybody in the cohort, and how many of them had features and outcome */
  patients: number
}

type EvaluationSummary = Pick<Evaluation, 'kind' | 'areas' | 'foldAreas' | 'groupsAsTest' | 'disclosures'>

/** A trained model with all that is known of it: plain JSON, one file, exact doubles. */
export interface ModelCard {
  format: typeof cardFormat
  version: typeof cardVersion
  key: string
  label: string
  intendedUse: string | null
  provenance: ModelProvenance
  model: TrainedModel
  /** the honest one first */
  evaluations: readonly [EvaluationSummary, EvaluationSummary]
  rivals: readonly Pick<RivalEvaluation, 'name' | 'features' | 'areas'>[]
  comparisons: readonly NamedComparison[]
  features: readonly FeatureAccount[]
  robustness: readonly RobustnessAccount[]
  leftOut: readonly { patient: string; part: string; reason: string }[]
  warnings: readonly string[]
}

/** What a training gives and what is known beside it → a card without patients' scores. */
export function modelCardOf(
  training: Extract<GtrIthTraining, { kind: 'trained' }>,
  rest: Pick<ModelCard, 'key' | 'label' | 'intendedUse' | 'provenance' | 'robustness'>,
): ModelCard {
  const summary = ({ kind, areas, foldAreas, groupsAsTest, disclosures }: Evaluation): EvaluationSummary => ({
    kind,
    areas,
    foldAreas,
    groupsAsTest,
    disclosures,
  })
  const [honest, apparent] = training.evaluations
  return {
    format: cardFormat,
    version: cardVersion,
    ...rest,
    model: training.model,
    evaluations: [summary(honest), summary(apparent)],
    rivals: training.rivals.map(({ name, features, areas }) => ({ name, features, areas })),
    comparisons: training.comparisons,
    features: training.features,
    leftOut: training.leftOut.map(({ patient, part, reason }) => ({ patient, part, reason })),
    warnings: training.warnings,
  }
}
