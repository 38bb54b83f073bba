/** What the contract needs of models applied from the browser; the composition root knows who does it. */
import type { FindingCountRow, FindingRow } from '../db/read/findings.ts'
import type { ImportOutcome, ImportState } from './importFolders.ts'

/** What came of it. */
export interface ScoringReport {
  outcome: string
  release: { shortId: string; number: number } | null
  counts: ImportOutcome['counts']
  ledger: ImportOutcome['ledger']
  findings: readonly FindingRow[]
  findingCounts: readonly FindingCountRow[]
  seconds: number
}

export interface ScoringAsked {
  model: { release: string; cohort: string; key: string }
  cohort: string
  gtr: string | null
  ith: string | null
}

export interface ScoringView extends ScoringAsked {
  id: string
  askedAt: string
  state: ImportState
  stage: string
  message: string
  done: number
  total: number
  findings: readonly FindingRow[]
  report: ScoringReport | null
}

export interface Scorings {
  /** @throws InvalidInput the model or the cohort are not there */
  start(asked: ScoringAsked): Promise<ScoringView>
  cancel(id: string): Promise<ScoringView>
  list(model: { release: string; key: string }): Promise<ScoringView[]>
}
