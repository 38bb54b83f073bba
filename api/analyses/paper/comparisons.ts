import { comparisonPaper, profilePaper } from '../../../science/radiogenomics/paper/comparisonPaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { parseComparisonAnswer } from '../comparisonAnswer.ts'
import type { ComparisonAnswer } from '../comparisonAnswer.ts'
import type { ComparisonSpec } from '../comparisonSpec.ts'
import { parseProfileAnswer } from '../profileAnswer.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { originOf, specOf } from './origin.ts'

/** The groups as they were compared: who is grouped but has no row of the method is in none of the numbers. */
function comparedGroups({ grouping, people }: ComparisonAnswer): { label: string; n: number }[] {
  return grouping.groups.map(({ key, label }) => ({
    label,
    n: people.groups.filter((group) => group === key).length,
  }))
}

export function comparisonPaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const answer = parseComparisonAnswer(stored.answer)
  const { quality } = answer
  return comparisonPaper({
    origin: originOf(stored),
    grouping: { ...answer.grouping, groups: comparedGroups(answer) },
    flow: answer.flow,
    method: answer.method.label,
    scale: answer.scaleWords,
    covariates: answer.covariates.map(({ label }) => label),
    results: answer.cells.map(({ result }) => result),
    family: answer.family,
    quality: quality && {
      rule: quality.rule.description.split(':')[0] ?? quality.rule.description,
      use: (specOf(stored) as ComparisonSpec).quality,
      nPassing: quality.nPassing,
      n: quality.n,
    },
    warnings: answer.warnings,
  })
}

export function profilePaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const answer = parseProfileAnswer(stored.answer)
  const [first] = answer.methods
  const grouping = answer.grouping
  return profilePaper({
    origin: originOf(stored),
    grouping,
    flow: answer.flow,
    method: answer.methods.map(({ label }) => label).join('; '),
    scale: first?.scaleWords ?? '',
    groups: grouping.groups.map(({ key, label }) => ({
      label,
      n: first?.groups.filter((group) => group === key).length ?? 0,
    })),
    isComposition: first?.isComposition ?? false,
    replicates: answer.replicates,
    nIncomplete: first?.nIncomplete ?? 0,
  })
}
