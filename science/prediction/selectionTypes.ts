/** One declared step of the choice of features; they are taken in the order given. */
export type SelectionStep =
  /** leaves out features by name, with the reason that another report gives (robustness) */
  | { step: 'leaveOut'; features: readonly string[]; reason: string }
  /** walks the features in order; a kept one drops every later one that correlates with it above the cutoff */
  | { step: 'correlation'; cutoff: number; sign: 'oneSided' | 'absolute'; method: 'pearson' | 'spearman' }
  /** two-sided Student t between the outcomes, unadjusted p below the limit */
  | { step: 'tTest'; p: number }
  /** two-sided Wilcoxon rank-sum between the outcomes, Benjamini–Hochberg q below the limit */
  | { step: 'rankSum'; q: number }
  /** penalised logistic regression; features with a coefficient other than 0 at the chosen λ stay. mix 1 = LASSO */
  | { step: 'elasticNet'; mix: number; folds: number; rule: 'least' | 'oneError' }
  /** the features with the smallest p of Student's t, at most so many */
  | { step: 'strongest'; count: number }

export interface DroppedFeature {
  feature: string
  /** in words: what it failed, with its figure */
  reason: string
  /** the figure: r, p, q or coefficient; null where the reason has none */
  value: number | null
  /** the kept feature it resembles */
  because: string | null
}

export interface SelectionStepRecord {
  step: SelectionStep
  /** features that came in and that stayed */
  before: number
  kept: readonly string[]
  dropped: readonly DroppedFeature[]
  /** what the step found out beside, e.g. λ of a penalised regression */
  notes: readonly string[]
}

export interface SelectionRecord {
  steps: readonly SelectionStepRecord[]
  /** what is left, in the order of their names */
  selected: readonly string[]
}
