import type { Severity } from './findings.ts'

/** What an import can report: how severe it is and what it means in one sentence. */
export interface Rule {
  severity: Severity
  meaning: string
}

/** The whole import is refused. */
export const error = (meaning: string): Rule => ({ severity: 'error', meaning })

/** Imported, with a warning. */
export const warning = (meaning: string): Rule => ({ severity: 'warning', meaning })

/** Normalised and recorded. */
export const note = (meaning: string): Rule => ({ severity: 'note', meaning })
