import type { VariableColumn } from '../db/read/variables.ts'

export interface VariableSummaryShape {
  n: number
  nMissing: number
  nZero: number
  min: number | null
  q1: number | null
  median: number | null
  q3: number | null
  max: number | null
  mean: number | null
  sd: number | null
  levels: { level: string; n: number }[] | null
  events: number | null
}

/** Describes a variable over patients; n is 0 where its layer has no patient level. */
export function summariseVariable(column: VariableColumn): VariableSummaryShape {
  throw new Error(`no science yet for ${column.variable.ref}`)
}
