import type { ReleaseContent } from '../db/release/content.ts'
import type { Counts, LedgerLine } from './job.ts'

export function countsOf(content: ReleaseContent): Counts {
  return {
    patients: content.patients.length,
    specimens: content.specimens.length,
    ctSeries: content.ctSeries.length,
    patientsWithCt: new Set(content.ctSeries.map(({ patient }) => patient)).size,
    layers: content.layers.map((layer) => ({
      ref: `${layer.kind}:${layer.key}`,
      label: layer.label,
      variables: layer.variables.length,
      rows: layer.rows.length,
      patients: layer.patientRows && layer.patientRows.filter((row) => row >= 0).length,
    })),
  }
}

/** The ledger with patients by their ids. */
export function ledgerLines(content: ReleaseContent | null): LedgerLine[] {
  if (!content) return []
  return content.exclusions.map((exclusion) => ({
    ...exclusion,
    patient: exclusion.patient === null ? null : (content.patients[exclusion.patient]?.id ?? null),
  }))
}
