/** An import folder as the API's tests ask for it and read it, and the files that they send. */
import { miniCohort } from '../etl/miniCohort.ts'

interface Job {
  state: string
  command: string
  findings: { rule: string; line: number | null; value: string | null }[]
  report: {
    outcome: string
    cohort: string | null
    patients: number | null
    files: { path: string; rows: number | null }[]
    layers: { ref: string; patients: number | null }[]
    leftOut: { scope: string; reason: string; count: number; subjects: string[] }[]
    findings: {
      severity: string
      rule: string
      line: number | null
      column: string | null
      value: string | null
    }[]
  } | null
}

export interface Folder {
  id: string
  looking: string | null
  files:
    | {
        path: string
        format: string | null
        role: string | null
        columns: { name: string; becomes: string; preview: string[] }[]
      }[]
    | null
  notes: string[]
  questions: { id: string; answer: string | null; choices: string[] | null }[]
  job: Job | null
}

/** fields of an import folder, as a query asks for them */
export const shown = `{ id looking notes files { path format role columns { name becomes preview } } questions { id answer choices }
  job { state command findings { rule line value } report { outcome cohort patients files { path rows } layers { ref patients }
  leftOut { scope reason count subjects } findings { severity rule line column value } } } }`

/** A file of the small cohort, spoiled where a test wants it. */
export function csv(name: string, spoil: (text: string) => string = (text) => text): string {
  const comma = name.endsWith('.csv')
  return spoil((miniCohort().files[name] ?? []).map((row) => row.join(comma ? ',' : '\t')).join('\n')) + '\n'
}
