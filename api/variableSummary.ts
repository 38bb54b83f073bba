import type { VariableColumn } from '../db/read/variables.ts'
import { ascending, describe } from '../science/stats/describe.ts'
import type { Description } from '../science/stats/describe.ts'
import { presentValues } from '../science/stats/missing.ts'

export interface VariableSummaryShape extends Description {
  n: number
  nMissing: number
  nZero: number
  levels: { level: string; n: number }[] | null
  events: number | null
}

const noNumbers = describe(ascending([]))

function levelCounts(levels: readonly string[], values: Float64Array): { level: string; n: number }[] {
  return levels.map((level, number) => ({ level, n: values.filter((value) => value === number).length }))
}

/** Describes a variable over patients; n is 0 where its layer has no patient level. Of an endpoint, its times. */
export function summariseVariable({
  variable,
  patientValues,
  patientEvents,
}: VariableColumn): VariableSummaryShape {
  const all = patientValues ?? new Float64Array()
  const values = presentValues(all, variable.ref)
  const isCategory = variable.type === 'category'
  return {
    n: values.length,
    nMissing: all.length - values.length,
    nZero: isCategory ? 0 : values.filter((value) => value === 0).length,
    ...(isCategory ? noNumbers : describe(ascending(values))),
    levels: isCategory ? levelCounts(variable.levels ?? [], values) : null,
    events: patientEvents ? patientEvents.filter((event) => event === 1).length : null,
  }
}
