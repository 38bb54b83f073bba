import { plural } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { useIsLinked } from './patientFocus.ts'
import { PatientName } from './PatientName.tsx'

/** Who lacks one variable in one group. */
export interface MissingList {
  variable: string
  group: string
  patients: readonly string[]
}

/** One variable by group: who is in which, and with what. */
export interface Measured {
  title: string
  groups: readonly { key: string; label: string }[]
  points: readonly { patient: string; group: string; value: number | null }[]
}

export function missingOf(measured: readonly Measured[]): MissingList[] {
  return measured.flatMap(({ title, groups, points }) =>
    groups.map(({ key, label }) => ({
      variable: title,
      group: label,
      patients: points.flatMap((one) => (one.group === key && one.value === null ? [one.patient] : [])),
    })),
  )
}

/** Who has no value, by variable and group: counted, and named on a click; nothing where everybody has one. */
export function MissingPatients({ lists }: { lists: readonly MissingList[] }) {
  const isLinked = useIsLinked()
  const lacking = lists.filter(({ patients }) => patients.length > 0)
  const total = new Set(lacking.flatMap(({ patients }) => patients)).size
  if (total === 0) return null
  return (
    <Disclosure summary={`${plural(total, 'patient')} without a value`}>
      <ul className="words-list">
        {lacking.map(({ variable, group, patients }) => (
          <li key={`${variable} ${group}`}>
            {variable}, {group}: {patients.length} missing.{' '}
            {patients.map((patient) => (
              <span key={patient}>{isLinked ? <PatientName patient={patient} /> : patient} </span>
            ))}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
