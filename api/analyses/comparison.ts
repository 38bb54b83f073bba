import type { AnalysisKind } from './analysis.ts'
import { parseComparisonAnswer } from './comparisonAnswer.ts'
import type { ComparisonAnswer } from './comparisonAnswer.ts'
import { parseComparison } from './comparisonSpec.ts'
import type { CompareGroupsInputShape, ComparisonSpec } from './comparisonSpec.ts'
import { comparisonTable } from './comparisonTsv.ts'
import { computeComparison } from './computeComparison.ts'

/** All cells of one immune method between groups of patients. */
export const comparison: AnalysisKind<CompareGroupsInputShape, ComparisonSpec, ComparisonAnswer> = {
  kind: 'compareGroups',
  parseSpec: parseComparison,
  compute: computeComparison,
  parseAnswer: parseComparisonAnswer,
  table: comparisonTable,
}
