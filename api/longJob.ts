/** What every job that a browser starts tells: where it stands, and what came of it. */
import type { FindingCountRow, FindingRow } from '../db/read/findings.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'

export interface JobProgress {
  state: JobState
  stage: string
  message: string
  done: number
  /** 0: not known */
  total: number
  findings: readonly FindingRow[]
}

export interface JobReport {
  outcome: string
  release: { shortId: string; number: number } | null
  /** null where it was refused */
  counts: {
    patients: number
    specimens: number
    ctSeries: number
    patientsWithCt: number
    layers: readonly {
      ref: string
      label: string
      variables: number
      rows: number
      patients: number | null
    }[]
  } | null
  ledger: readonly { scope: string; subject: string; patient: string | null; code: string; reason: string }[]
  findings: readonly FindingRow[]
  findingCounts: readonly FindingCountRow[]
  seconds: number
}
