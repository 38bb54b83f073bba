/** How patients are put into groups: the choice (`Grouping`) and what came of it (`ResolvedGrouping`). */

export type Grouping = PlainGrouping | WithinGrouping

/** Any other grouping among those alone who have certain levels of a category, e.g. one histology; cuts are taken among them too. */
export interface WithinGrouping {
  kind: 'within'
  variable: string
  levels: readonly string[]
  grouping: PlainGrouping
}

export type PlainGrouping =
  /** by the cutoff that a stored risk model carries; groups are [HIGH risk, LOW risk] */
  | { kind: 'riskModel'; model: string; score: string }
  /** [above the median, at or below it] */
  | { kind: 'median'; variable: string }
  /** `count` groups of R-7 quantile cuts, highest first */
  | { kind: 'quantiles'; variable: string; count: number }
  /** [above the cutoff, at or below it] */
  | { kind: 'threshold'; variable: string; cutoff: number }
  /** the levels of a category; `groups` merges and orders levels, levels not named are left out with a reason */
  | { kind: 'categories'; variable: string; groups?: readonly { label: string; levels: readonly string[] }[] }
  /** lists of patients by submitter id; `others` names a last group of everybody else */
  | {
      kind: 'patients'
      groups: readonly { label: string; patients: readonly string[] }[]
      others?: string
    }

export interface Cutoff {
  value: number
  /** e.g. "median", "quantile 0.667", "given threshold", "training median" */
  rule: string
  /** in words: which patients of which cohort and release the number was taken from, and how many */
  origin: string
}

export interface Group {
  key: string
  label: string
  n: number
}

export interface ResolvedGrouping {
  kind: PlainGrouping['kind']
  /** what was grouped by, as a person would say it: "GTR-ITH score", "E1 (K6)" */
  label: string
  variable: string | null
  groups: readonly Group[]
  cutoffs: readonly Cutoff[]
  /** one entry a patient: index into `groups`, or −1 */
  assignment: Int32Array
  /** patients in no group, with the reason */
  ungrouped: readonly { patient: number; code: string; reason: string }[]
  /** levels of a category that nobody has, so they make no group */
  dropped?: readonly { label: string; reason: string }[]
}
