import { readExclusionsOf } from '../../db/read/exclusions.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Context } from '../context.ts'

export interface Why {
  code: string
  reason: string
}

/** @param scopes of the ledger   @returns by ordinal; several reasons become one sentence */
export type ReasonsIn = (scopes: readonly string[]) => Map<number, Why>

/** What the import's ledger says about these patients (ordinals), in one statement. */
export async function exclusionReasons(
  context: Context,
  release: ReleaseRow,
  patients: readonly number[],
): Promise<ReasonsIn> {
  const rows = patients.length === 0 ? [] : await readExclusionsOf(context.db, release.id, patients)
  return (scopes) => {
    const reasons = new Map<number, Why>()
    for (const row of rows) {
      if (row.patientOrdinal === null || !scopes.includes(row.scope)) continue
      const known = reasons.get(row.patientOrdinal)
      if (!known) reasons.set(row.patientOrdinal, { code: row.code, reason: row.reason })
      else if (!known.reason.split('; ').includes(row.reason)) known.reason += `; ${row.reason}`
    }
    return reasons
  }
}
