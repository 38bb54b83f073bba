/** What can be asked of the importer, on the command line or by the running server, and what it answers. */
import { z } from 'zod'
import type { FindingRecord, SourceFileRecord } from '../db/release/content.ts'
import { deconvolveOptions } from './deconvolve/options.ts'
import type { VariableOrigin } from '../db/release/readOrigin.ts'
import type { Severity } from './findings.ts'
import type { FindingEvent, ProgressEvent } from './prepare.ts'

const importOptions = z.strictObject({ manifestPath: z.string().min(1), dataRoot: z.string().min(1) })

export const jobSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('import'), ...importOptions.shape }),
  z.strictObject({ command: z.literal('check'), ...importOptions.shape }),
  z.strictObject({ command: z.literal('list') }),
  z.strictObject({ command: z.literal('show'), cohort: z.string().min(1) }),
  z.strictObject({
    command: z.literal('provenance'),
    cohort: z.string().min(1),
    reference: z.string().min(1),
    patient: z.string().min(1).nullable(),
  }),
  z.strictObject({ command: z.literal('remove'), cohort: z.string().min(1) }),
  z.strictObject({ command: z.literal('deconvolve'), ...deconvolveOptions }),
  z.strictObject({ command: z.literal('verify'), cohort: z.string().min(1).optional() }),
  z.strictObject({ command: z.literal('train'), trainingPath: z.string().min(1) }),
  z.strictObject({
    command: z.literal('score'),
    cohort: z.string().min(1),
    /** `<cohort>/<key>` of a stored model, or the path of a model file */
    model: z.string().min(1),
    /** layers that take the place of those the model was trained on */
    gtr: z.string().optional(),
    ith: z.string().optional(),
  }),
  z.strictObject({ command: z.literal('model-export'), model: z.string().min(1), path: z.string().min(1) }),
])

export type Job = z.output<typeof jobSchema>
export type ScoreJob = Extract<Job, { command: 'score' }>
export type ImportJob = Extract<Job, { command: 'import' | 'check' }>

export interface LayerCounts {
  ref: string
  label: string
  variables: number
  rows: number
  /** patients that a row stands for; null = no patient level */
  patients: number | null
}

export interface Counts {
  patients: number
  specimens: number
  ctSeries: number
  patientsWithCt: number
  layers: readonly LayerCounts[]
}

export interface LedgerLine {
  scope: string
  subject: string
  patient: string | null
  code: string
  reason: string
}

export interface ReleaseName {
  shortId: string
  number: number
  contentHash: string
}

export interface ImportReport {
  command: 'import' | 'check'
  /** refused: errors, nothing written; unchanged: read anew, same content; already-imported: not even read */
  outcome: 'imported' | 'unchanged' | 'already-imported' | 'checked' | 'refused'
  cohort: { slug: string; title: string; simulated: boolean } | null
  release: ReleaseName | null
  contentHash: string | null
  counts: Counts | null
  sourceFiles: readonly SourceFileRecord[]
  findings: readonly FindingRecord[]
  findingCounts: readonly { rule: string; severity: Severity; count: number }[]
  ledger: readonly LedgerLine[]
  /** models that the manifest trains or applies after the import */
  derived: readonly DerivationReport[]
  seconds: number
}

/** Commands that compute on a current release and make a new one of it. */
export type DerivationCommand = 'deconvolve' | 'train' | 'score'

export interface DerivationReport {
  command: DerivationCommand
  /** refused: errors, nothing written; unchanged: computed anew, same content; already-derived: not even computed */
  outcome: 'derived' | 'unchanged' | 'already-derived' | 'refused'
  cohort: { slug: string; title: string; simulated: boolean } | null
  release: ReleaseName | null
  /** the release it was computed on */
  base: ReleaseName | null
  /** references of what is new: `<kind>:<layer>`, `risk-model:<key>` */
  outputs: readonly string[]
  /** of the new layers */
  counts: Counts | null
  ledger: readonly LedgerLine[]
  findings: readonly FindingRecord[]
  findingCounts: readonly { rule: string; severity: Severity; count: number }[]
  seconds: number
}

export interface ModelReport {
  command: 'model-export'
  model: string
  /** null when nothing was written */
  path: string | null
  sha256: string | null
  bytes: number
  findings: readonly FindingRecord[]
}

export interface CohortLine {
  slug: string
  title: string
  simulated: boolean
  patients: number
  releases: number
  release: ReleaseName & { createdAt: string; codeVersion: string }
}

export interface ProvenanceReport {
  command: 'provenance'
  cohort: string
  reference: string
  /** why there is nothing to show */
  missing: string | null
  /** of the patient asked for, as stored */
  value: number | null
  origin: VariableOrigin | null
}

export type Report =
  | ImportReport
  | DerivationReport
  | ModelReport
  | { command: 'list'; cohorts: readonly CohortLine[] }
  | ProvenanceReport
  | { command: 'show'; cohort: CohortLine | null; counts: Counts | null; ledger: readonly LedgerLine[] }
  | { command: 'remove'; cohort: string; releases: number }
  | {
      command: 'verify'
      cohorts: readonly { slug: string; stored: string; computed: string | null; good: boolean }[]
    }

export type JobEvent =
  ProgressEvent | FindingEvent | { kind: 'report'; report: Report } | { kind: 'failed'; message: string }

/** 0 clean, 1 errors, 3 warnings. */
export function exitCode(report: Report): 0 | 1 | 3 {
  switch (report.command) {
    case 'import':
    case 'check':
    case 'deconvolve':
    case 'train':
    case 'score': {
      const has = (severity: Severity) => report.findingCounts.some((entry) => entry.severity === severity)
      if (report.outcome === 'refused' || has('error')) return 1
      const later = 'derived' in report ? report.derived.map(exitCode) : []
      if (later.includes(1)) return 1
      return has('warning') || later.includes(3) ? 3 : 0
    }
    case 'list':
      return 0
    case 'model-export':
      return report.path === null ? 1 : 0
    case 'provenance':
      return report.origin ? 0 : 1
    case 'show':
      return report.cohort ? 0 : 1
    case 'remove':
      return report.releases > 0 ? 0 : 1
    case 'verify':
      return report.cohorts.length > 0 && report.cohorts.every(({ good }) => good) ? 0 : 1
  }
}
