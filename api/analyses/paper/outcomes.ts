import { outcomePaper, responsePaper } from '../../../science/radiogenomics/paper/outcomePaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { parseOutcomeAnswer } from '../outcomeAnswer.ts'
import { response } from '../response.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { originOf } from './origin.ts'

export function outcomePaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const answer = parseOutcomeAnswer(stored.answer)
  const { grouping, univariable, multivariable, reference } = answer
  const models = multivariable ? [...univariable, multivariable] : univariable
  return outcomePaper({
    ...answer,
    origin: originOf(stored),
    // those who are followed, not all who are grouped
    grouping: { ...grouping, groups: answer.groups },
    endpoint: answer.endpoint.label,
    covariates: answer.covariates.map(({ label }) => label),
    reference: grouping.groups.find(({ key }) => key === reference)?.label ?? reference,
    likelihoods: models.flatMap((model) => (model.kind === 'cox' ? [model.likelihood] : [])),
    ratios: models.flatMap((model) => (model.kind === 'cox' ? model.ratios : [])),
  })
}

export function responsePaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const answer = response.parseAnswer(stored.answer)
  return responsePaper({
    ...answer,
    origin: originOf(stored),
    grouping: { ...answer.grouping, groups: answer.groups },
    response: answer.variable.label,
  })
}
