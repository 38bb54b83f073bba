import { plural } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { useIsLinked } from './patientFocus.ts'
import { PatientName } from './PatientName.tsx'

/** One variable by group: who is in which, and with what. */
export interface Measured {
  title: string
  groups: readonly { key: string; label: string }[]
  points: readonly { patient: string; group: string; value: number | null }[]
}

/** Who has no value, by variable and group: counted, and named on a click; nothing where everybody has one. */
export function MissingPatients({ measured }: { measured: readonly Measured[] }) {
  const isLinked = useIsLinked()
  const lists = measured.flatMap(({ title, groups, points }) =>
    groups.flatMap(({ key, label }) => {
      const patients = points.flatMap((one) => (one.group === key && one.value === null ? [one.patient] : []))
      return patients.length === 0 ? [] : [{ title, key, label, patients }]
    }),
  )
  const total = new Set(lists.flatMap(({ patients }) => patients)).size
  if (total === 0) return null
  return (
    <Disclosure summary={`${plural(total, 'patient')} without a value`}>
      <ul className="words-list">
        {lists.map(({ title, key, label, patients }) => (
          <li key={`${title} ${key}`}>
            {title}, {label}: {patients.length} missing.{' '}
            {patients.map((patient) => (
              <span key={patient}>{isLinked ? <PatientName patient={patient} /> : patient} </span>
            ))}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
