/** What composition and heatmap draw: the API's numbers as given. */

export interface ProfileCell {
  key: string
  label: string
  /** fixed, from the vocabulary */
  colour: string
  isClaim: boolean
  /** one a group, in their order */
  means: readonly { mean: number | null; low: number | null; high: number | null; n: number }[]
  /** one a patient */
  values: readonly (number | null)[]
  z: readonly (number | null)[]
}

export interface ProfileAnnotation {
  label: string
  /** numbers as shares of their range, or levels as places; null = missing */
  kind: 'number' | 'level'
  places: readonly (number | null)[]
  /** what the palest and the darkest are, or the levels in order */
  words: readonly string[]
}

export interface Profile {
  groups: readonly { key: string; label: string }[]
  cells: readonly ProfileCell[]
  /** index of each patient's group */
  patientGroups: readonly number[]
  annotations: readonly ProfileAnnotation[]
}
