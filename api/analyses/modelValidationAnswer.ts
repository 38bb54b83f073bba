import type { OperatingPoint } from '../../science/prediction/operatingPoints.ts'
import type { RocBandPoint } from '../../science/prediction/rocBand.ts'
import type { ProbabilityPoint } from '../../science/radiogenomics/scoreAnatomy.ts'
import type { StoredValidation } from '../../science/radiogenomics/validateStoredScores.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

export type EvaluationKind = 'outOfFold' | 'inSample' | 'applied' | 'stored'

/** An operating point as plain JSON: an infinite threshold is null. */
export type PointAnswer = Omit<OperatingPoint, 'threshold'> & { threshold: number | null }
export type RocAnswer = Omit<RocBandPoint, 'threshold'> & { threshold: number | null }

export type ScoreAnswer = Omit<StoredValidation['scores'][number], 'roc' | 'points'> & {
  roc: readonly RocAnswer[]
  points: readonly PointAnswer[]
}

/** Where each patient stands; arrays follow `patients`. */
export interface AnatomyAnswer {
  patients: readonly string[]
  gtr: readonly (number | null)[] | null
  ith: readonly (number | null)[] | null
  score: readonly (number | null)[]
  groups: readonly ('HIGH' | 'LOW' | null)[]
  events: readonly (boolean | null)[]
}

export interface EvaluationAnswer {
  kind: EvaluationKind
  label: string
  note: string
  n: number
  events: number
  withoutOutcome: number
  withoutScore: number
  /** reference of the category of these groups */
  groupsVariable: string | null
  scores: readonly ScoreAnswer[]
  groups: PointAnswer | null
  comparisons: StoredValidation['comparisons']
  anatomy: AnatomyAnswer
}

export interface ModelValidationAnswer extends AnswerFacts {
  model: string
  outcome: { variable: string; label: string; event: readonly string[] }
  /** the honest one first */
  evaluations: readonly EvaluationAnswer[]
  lines: {
    axis: readonly ProbabilityPoint[] | null
    cutoff: readonly ProbabilityPoint[] | null
  } | null
  cutoff: { value: number; rule: string }
  answer: readonly string[]
}

/** What was stored is our own. */
export function parseModelValidationAnswer(stored: unknown): ModelValidationAnswer {
  return stored as ModelValidationAnswer
}

export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

export function scoreAnswer({ roc, points, ...rest }: StoredValidation['scores'][number]): ScoreAnswer {
  return {
    ...rest,
    roc: roc.map((point) => ({ ...point, threshold: finiteOrNull(point.threshold) })),
    points: points.map(pointAnswer),
  }
}

export function pointAnswer(point: OperatingPoint): PointAnswer {
  return { ...point, threshold: finiteOrNull(point.threshold) }
}
