import { useMemo } from 'react'
import type { CompareSearch } from '../../url.ts'
import type { Comparison } from '../RiskGroupComparison/answer.ts'
import { createPatientFocus } from './patientFocus.ts'
import type { PatientsShared } from './patientFocus.ts'

type Change = { picked?: string | undefined; patient?: string | undefined }

/** What the figures share about patients; whom one picked and opened stands in the address, so Back undoes it. */
export function usePatientsOf(
  { picked }: CompareSearch,
  onChange: (change: Change) => void,
): Omit<PatientsShared, 'groupOf'> {
  const focus = useMemo(createPatientFocus, [])
  return useMemo(() => {
    const ids = new Set((picked ?? '').split(',').filter((id) => id !== ''))
    return {
      focus,
      picked: ids,
      pick: (patients, isAdded) => {
        const next = [...new Set(isAdded ? [...ids, ...patients] : patients)].sort()
        onChange({ picked: next.length === 0 ? undefined : next.join(',') })
      },
      open: (patient) => {
        onChange({ patient })
      },
    }
    // an older onChange does the same: it changes the address as it is then
  }, [focus, picked])
}

/** Label of each patient's group. */
export function groupNames(comparison: Comparison | null): PatientsShared['groupOf'] {
  const labels = new Map(comparison?.grouping.groups.map(({ key, label }) => [key, label]))
  const groups = new Map(comparison?.cells[0]?.points.map(({ patient, group }) => [patient, group]))
  return (patient) => labels.get(groups.get(patient) ?? '') ?? null
}
