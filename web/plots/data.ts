import type { Phrase } from './runs.ts'

/** What the plots draw: the API's numbers as given, named as the API names them. */

export interface Quartiles {
  q1: number | null
  median: number | null
  q3: number | null
}

export interface StripGroup {
  key: string
  label: string
  n: number
  nMissing: number
  nZero: number
  summary: Quartiles
}

export interface StripPoint {
  patient: string
  group: string
  value: number | null
  passes: boolean | null
}

export interface SeenPanel {
  kind: 'seen'
  key: string
  title: string
  groups: readonly StripGroup[]
  points: readonly StripPoint[]
  /** the numbers above the drawing, phrase by phrase */
  phrases: readonly Phrase[]
  /** why no test could be made; the points are drawn all the same */
  notTestable: string | null
}

export interface UnseenPanel {
  kind: 'unseen'
  key: string
  title: string
  reason: string
}

export type Panel = SeenPanel | UnseenPanel

export interface ForestRow {
  key: string
  label: string
  /** one of the cells that the claim is about: set in bold */
  isClaim: boolean
  effect: { value: number | null; low: number | null; high: number | null } | null
  /** patients with a value, a number a group */
  counts: readonly number[]
  qValue: number | null
  notTestable: string | null
}
