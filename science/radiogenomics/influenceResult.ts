/** The comparison without somebody; numbers are null with a reason where it cannot be made. */
export interface Without {
  /** who is left out: submitter id, or name of the site */
  key: string
  /** patients left in the first and second group */
  sizes: readonly [number, number]
  /** Cliff's δ, first − second */
  delta: number | null
  /** 95 %; of sites and of everybody only */
  low: number | null
  high: number | null
  logP: number | null
  reason: string | null
}

export interface CellInfluence {
  key: string
  label: string
  /** nobody left out */
  all: Without
  /** one per patient with a value in a group, in patient order */
  patients: readonly (Without & { group: number; site: string | null })[]
  /** one per site, by name; patients without a site are in every one of them */
  sites: readonly Without[]
  words: readonly string[]
}
