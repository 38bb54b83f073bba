import type { AssociationFactsFragment, FamilyPartsFragment } from '../../gql/generated/graphql.ts'

export const coefficientNames = {
  SPEARMAN: 'Spearman’s ρ',
  PEARSON: 'Pearson’s r',
  KENDALL: 'Kendall’s τ-b',
} as const

export const symbols = { SPEARMAN: 'ρ', PEARSON: 'r', KENDALL: 'τ' } as const

export function familySentence({ adjustment, name, planned, tested }: FamilyPartsFragment): string {
  return `q: ${adjustment} over ${name} (${planned} planned, ${tested} tested).`
}

export function takenOut(found: Pick<AssociationFactsFragment, 'adjustment'>): string {
  return found.adjustment?.variables.map(({ label }) => label).join(', ') ?? 'nothing'
}
