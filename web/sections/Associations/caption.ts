import type { AssociationFactsFragment, FamilyPartsFragment } from '../../gql/generated/graphql.ts'
import type { CohortFacts } from './settings.ts'

export const coefficientNames = {
  SPEARMAN: 'Spearman’s ρ',
  PEARSON: 'Pearson’s r',
  KENDALL: 'Kendall’s τ-b',
} as const

export const symbols = { SPEARMAN: 'ρ', PEARSON: 'r', KENDALL: 'τ' } as const

export function familySentence({ adjustment, name, planned, tested }: FamilyPartsFragment): string {
  return `q: ${adjustment} over ${name} (${planned} planned, ${tested} tested).`
}

export function takenOut(found: AssociationFactsFragment): string {
  return found.adjustment?.variables.map(({ label }) => label).join(', ') ?? 'nothing'
}

/** Who, how and over which family: what stands under every figure of associations. */
export function associationCaption(
  found: AssociationFactsFragment,
  about: { facts: CohortFacts; subject: string; family: FamilyPartsFragment; own: readonly string[] },
): string[] {
  const { facts, subject, family, own } = about
  const simulated = facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''
  return [
    `${facts.cohortTitle}${simulated}: ${subject}, ${found.n} patients.`,
    ...own,
    familySentence(family),
    `Release ${found.release.id}, analysis ${found.id}, code ${found.provenance.codeVersion.slice(0, 12)}. ${location.href}`,
  ]
}
