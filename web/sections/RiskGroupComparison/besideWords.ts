import { formatInterval, formatP } from '../../format.ts'
import type { BesidePartsFragment } from '../../gql/generated/graphql.ts'

/** One result in a cell of a table: effect with its interval, or why there is none. */
export function effectWords(result: BesidePartsFragment): string {
  if (result.__typename === 'NotTestable') return result.reason
  return result.__typename === 'TwoGroups' ? formatInterval(result.estimate) : result.method
}

export function pWords(result: BesidePartsFragment): string {
  return result.__typename === 'NotTestable' ? '–' : formatP(result.pValue, result.logP)
}

export function sizeWords(result: BesidePartsFragment): string {
  return result.__typename === 'NotTestable' ? '–' : result.groups.map(({ n }) => n).join('/')
}
