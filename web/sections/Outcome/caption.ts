import type { Outcome } from './useOutcome.ts'

export interface OutcomeFacts {
  slug: string
  cohortTitle: string
  isSimulated: boolean
}

function subject({ n, events, endpoint, grouping }: Outcome, facts: OutcomeFacts): string[] {
  const simulated = facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''
  return [
    `${facts.cohortTitle}${simulated}, ${endpoint.label} by ${grouping.label}: ${n} patients, ${events} events.`,
  ]
}

function origin({ release, id, provenance }: Outcome): string {
  return `Release ${release.id}, analysis ${id}, code ${provenance.codeVersion.slice(0, 12)}. ${location.href}`
}

function sentences({ answer }: Outcome, about: readonly string[]): string[] {
  return answer.flatMap((line) => (about.includes(line.about) ? [line.text] : []))
}

export function curvesCaption(outcome: Outcome, facts: OutcomeFacts): string[] {
  return [
    ...subject(outcome, facts),
    'Kaplan–Meier estimates with 95 % limits (log scale); ticks: censored; under the axis patients at risk.',
    ...sentences(outcome, ['logRank', 'trend', 'median', 'restrictedMean']),
    origin(outcome),
  ]
}

export function ratiosCaption(outcome: Outcome, facts: OutcomeFacts): string[] {
  return [
    ...subject(outcome, facts),
    'Cox models, Efron’s ties, Wald intervals unless said otherwise; patients who lack a covariate are not in a model.',
    ...sentences(outcome, ['proportionality']),
    ...outcome.warnings.filter(({ code }) => code !== 'simulated').map(({ message }) => message),
    origin(outcome),
  ]
}

export function cutCaption(outcome: Outcome, facts: OutcomeFacts): string[] {
  const search = outcome.cutSearch?.__typename === 'CutSearch' ? outcome.cutSearch : null
  const permuted =
    search && search.permutations > 0
      ? [
          `By ${search.permutations} permutations (seed ${String(outcome.provenance.seed)}) P = ${String(search.permutationP)}.`,
        ]
      : []
  return [
    ...subject(outcome, facts),
    'P of every cut as if it had been chosen beforehand; hollow: the best cut’s own P; filled: what it is worth once the search is allowed for; dashed: cuts of this page.',
    ...sentences(outcome, ['cut']),
    ...(search === null ? [] : [`Adjusted by: ${search.adjustedMethod}.`]),
    ...permuted,
    origin(outcome),
  ]
}
