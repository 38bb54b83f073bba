import {
  agreementPaper,
  associationPaper,
  pairPaper,
} from '../../../science/radiogenomics/paper/associationPaper.ts'
import type { AssociationPaperInput } from '../../../science/radiogenomics/paper/associationPaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { parseAgreementAnswer } from '../agreementAnswer.ts'
import { pairColumns, parseCorrelateAnswer } from '../correlateAnswer.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { originOf } from './origin.ts'

function inputOf(stored: StoredAnalysis): AssociationPaperInput {
  const answer = parseCorrelateAnswer(stored.answer)
  const { adjusted, rival } = answer
  return {
    origin: originOf(stored),
    flow: answer.flow,
    x: { label: answer.x.label, count: answer.x.refs.length },
    y: { label: answer.y.label, count: answer.y.refs.length },
    method: answer.method,
    n: answer.n,
    variants: [...new Set(Array.from(pairColumns(answer.raw).variant))].sort((a, b) => a - b),
    family: answer.raw.family,
    adjusted: adjusted && {
      variables: adjusted.variables.map(({ label }) => label),
      family: adjusted.family,
    },
    rival: rival && { label: rival.variable.label, family: rival.without.family },
  }
}

export function associationPaperOf(_context: Context, stored: StoredAnalysis): Paper {
  return associationPaper(inputOf(stored))
}

/** Legend of one pair of an association. */
export function pairPaperOf(stored: StoredAnalysis, names: { x: string; y: string }): Paper {
  return pairPaper(inputOf(stored), names)
}

export function agreementPaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const { methods, leukocytes, grouping, pairs, consensus, warnings } = parseAgreementAnswer(stored.answer)
  const [first, second, third] = grouping?.groups ?? []
  // of more groups no direction is estimated
  const sides = first && second && !third ? `${first.label} − ${second.label}` : null
  return agreementPaper({
    origin: originOf(stored),
    methods: methods.map(({ label }) => label),
    leukocytes,
    contrast: sides && `${sides}, grouped by ${grouping?.label ?? ''}`,
    compared: { pairs: pairs.length > 0, leftOut: consensus.some(({ without }) => without.length > 0) },
    warnings: warnings.map(({ message }) => (message.endsWith('.') ? message : `${message}.`)),
  })
}
