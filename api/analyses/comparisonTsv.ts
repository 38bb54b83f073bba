import type { StoredComparison } from './comparisonAnswer.ts'

export function comparisonTsv(stored: StoredComparison): string {
  throw new Error(`not yet: ${stored.id}`)
}
