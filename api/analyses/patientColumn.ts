import type { ReleaseRow } from '../../db/read/releases.ts'
import type { VariableColumn } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import { parseVariableRef, variableRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'

/** A variable with one value a patient. */
export type PatientColumn = VariableColumn & { patientValues: Float64Array }

/** @throws InvalidInput the release has no such variable, or none at the patient level */
export async function patientColumn(
  context: Context,
  release: ReleaseRow,
  ref: string,
  field: string,
): Promise<PatientColumn> {
  parseVariableRef(ref, field)
  const column = await context.facts.column(release.id, ref)
  if (!column) throw new InvalidInput(field, ref, `a variable of release ${release.shortId}`)
  const { patientValues } = column
  if (!patientValues)
    throw new InvalidInput(field, ref, 'a variable of a layer in which a row stands for each patient')
  return { ...column, patientValues }
}

/** References as a set: each written in one way, once, sorted. @throws InvalidInput one is malformed, or too many */
export function parseRefs(refs: readonly string[], field: string, most: number): string[] {
  if (refs.length > most) throw new InvalidInput(field, `${refs.length} references`, `at most ${most}`)
  return [...new Set<string>(refs.map((ref) => variableRef(parseVariableRef(ref, field))))].sort()
}
