import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Context } from '../context.ts'

export interface Why {
  code: string
  reason: string
}

/** @param scopes of the ledger   @returns by ordinal; several reasons become one sentence */
export type ReasonsIn = (scopes: readonly string[]) => Map<number, Why>

/** What the import's ledger says about these patients (ordinals). */
export async function exclusionReasons(
  context: Context,
  release: ReleaseRow,
  patients: readonly number[],
): Promise<ReasonsIn> {
  if (patients.length === 0) return () => new Map()
  const known = await context.facts.exclusionsOfPatients(release.id)
  const rows = patients.flatMap((patient) => known.get(patient) ?? [])
  return (scopes) => {
    const reasons = new Map<number, Why>()
    for (const row of rows) {
      if (row.patientOrdinal === null || !scopes.includes(row.scope)) continue
      const said = reasons.get(row.patientOrdinal)
      if (!said) reasons.set(row.patientOrdinal, { code: row.code, reason: row.reason })
      else if (!said.reason.split('; ').includes(row.reason)) said.reason += `; ${row.reason}`
    }
    return reasons
  }
}
