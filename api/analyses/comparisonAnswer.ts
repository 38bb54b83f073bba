import type { SourceFileRow } from '../../db/read/files.ts'
import type { LayerRow } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import type { Family, Result, Warning } from '../../science/radiogenomics/result.ts'
import type { QualityOfLayer } from '../quality.ts'
import type { RiskGroupsAnswer } from './grouping.ts'

export interface PointAnswer {
  patient: string
  specimen: string | null
  group: string
  value: number | null
  passes: boolean | null
  quality: number | null
}

export interface CellAnswer {
  variable: VariableRow
  result: Result
  points: PointAnswer[]
}

export interface FlowStepAnswer {
  label: string
  n: number
  leftOut: { code: string; reason: string; n: number; patients: string[] }[]
}

export interface QualityAnswer {
  rule: QualityOfLayer
  nPassing: number
  n: number
  byGroup: { group: string; nPassing: number; n: number }[]
  note: string
}

/** The whole answer as it is stored: plain JSON, with no internal key of a database and no time in it. */
export interface ComparisonAnswer {
  grouping: RiskGroupsAnswer
  /** its internal keys are 0 */
  method: LayerRow
  flow: FlowStepAnswer[]
  quality: QualityAnswer | null
  family: Family
  cells: CellAnswer[]
  unseen: { cell: string; reason: string }[]
  answer: { cell: string; text: string }[]
  warnings: Warning[]
  seed: number | null
  files: SourceFileRow[]
}

/** An answer with its address and where it comes from. */
export interface StoredComparison {
  id: string
  spec: string
  release: ReleaseRow
  codeVersion: string
  computedAt: string
  answer: ComparisonAnswer
}

/** Reads back what `keepAnalysis` stored; the text is our own. */
export function parseComparisonAnswer(text: string): ComparisonAnswer {
  return JSON.parse(text) as ComparisonAnswer
}
