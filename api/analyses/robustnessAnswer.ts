import type { Warning } from '../../science/radiogenomics/result.ts'
import type { CurveInference, Explained, SpecificationResult } from '../../science/radiogenomics/curve.ts'
import type { Expectation } from '../../science/radiogenomics/claim.ts'
import type { Specification } from '../../science/radiogenomics/specifications.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

export interface EstimateAnswer {
  cell: string
  delta: number | null
  low: number | null
  high: number | null
  logP: number | null
  logQ: number | null
  reason: string | null
}

/** One specification as it is sent and stored. */
export interface SpecificationAnswer extends Specification {
  sizes: readonly [number, number]
  estimates: EstimateAnswer[]
}

export interface InferenceAnswer {
  tested: number
  planned: number
  statistics: {
    name: string
    value: number | null
    p: number | null
    chance: { median: number; low: number; high: number } | null
  }[]
  bandLow: number[]
  bandHigh: number[]
}

export interface CurveAnswer extends Expectation {
  label: string
  colour: string
  words: string
  inference: InferenceAnswer
  explained: readonly Explained[]
}

export interface RobustnessAnswer extends AnswerFacts {
  choices: { name: string; alternatives: { key: string; label: string }[] }[]
  specifications: SpecificationAnswer[]
  curves: CurveAnswer[]
  together: InferenceAnswer | null
  togetherWords: string | null
  shuffles: number
  seed: number
  warnings: Warning[]
}

export function parseRobustnessAnswer(stored: unknown): RobustnessAnswer {
  return stored as RobustnessAnswer
}

export function specificationAnswer(row: SpecificationResult, cells: readonly string[]): SpecificationAnswer {
  return {
    ...row.specification,
    sizes: row.sizes,
    estimates: row.cells.map((estimate, j) => ({
      cell: cells[j] ?? '',
      ...('reason' in estimate
        ? { delta: null, low: null, high: null, logP: null, logQ: null, reason: estimate.reason }
        : { ...estimate, delta: there(estimate.delta), logP: there(estimate.logP), reason: null }),
    })),
  }
}

export function inferenceAnswer({ tested, planned, statistics, band }: CurveInference): InferenceAnswer {
  return {
    tested,
    planned,
    statistics: statistics.map((each) => ({ ...each, value: there(each.value) })),
    bandLow: [...(band?.low ?? [])],
    bandHigh: [...(band?.high ?? [])],
  }
}

function there(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
