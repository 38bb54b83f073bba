/** What the contract needs of models applied from the browser; the composition root knows who does it. */
import type { JobProgress, JobReport } from './longJob.ts'

export interface ScoringAsked {
  model: { release: string; cohort: string; key: string }
  cohort: string
  gtr: string | null
  ith: string | null
}

export interface ScoringView extends ScoringAsked, JobProgress {
  id: string
  askedAt: string
  report: JobReport | null
}

export interface Scorings {
  /** @throws InvalidInput the model or the cohort are not there */
  start(asked: ScoringAsked): Promise<ScoringView>
  cancel(id: string): Promise<ScoringView>
  list(model: { release: string; key: string }): Promise<ScoringView[]>
}
