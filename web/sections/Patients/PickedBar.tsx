import { useId, useState } from 'react'
import type { SyntheticEvent } from 'react'
import { useMutation } from 'urql'
import { failureOf } from '../../gql/failure.ts'
import { SaveGroupDocument } from '../../gql/generated/graphql.ts'
import type { GroupingInput } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { PatientName } from './PatientName.tsx'

interface Props {
  cohort: string
  picked: readonly string[]
  onClear: () => void
  /** compares those picked with everybody else */
  onCompare: (grouping: GroupingInput) => void
}

/** Patients picked in a figure, and what to make of them: a group with a name, against everybody else. */
export function PickedBar({ cohort, picked, onClear, onCompare }: Props) {
  const id = useId()
  const [label, setLabel] = useState('')
  const [{ fetching, error }, save] = useMutation(SaveGroupDocument)
  if (picked.length === 0) return null
  const name = label.trim()
  const compare = () => {
    onCompare(againstOthers(name === '' ? 'Picked' : name, picked))
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save({ input: { cohort, label: name, patients: [...picked] } }).then(({ data }) => {
      if (data !== undefined) compare()
    })
  }
  return (
    <section className="picked-bar no-print" aria-label="Patients picked">
      <p role="status">
        <strong>{picked.length}</strong> {picked.length === 1 ? 'patient' : 'patients'} picked
      </p>
      <form onSubmit={submit} className="row">
        <label htmlFor={id}>Name of the group</label>
        <input
          id={id}
          value={label}
          maxLength={100}
          onChange={({ target }) => {
            setLabel(target.value)
          }}
        />
        <Button type="submit" size="s" disabled={fetching || name === ''}>
          Save and compare
        </Button>
        <Button size="s" onClick={compare}>
          Compare without saving
        </Button>
        <Button size="s" look="quiet" onClick={onClear}>
          Clear
        </Button>
      </form>
      {error !== undefined && (
        <p role="alert" className="field-error">
          {failureOf(error).message}
        </p>
      )}
      <Disclosure summary="Who they are">
        <ul className="picked-list">
          {picked.map((patient) => (
            <li key={patient}>
              <PatientName patient={patient} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  )
}

export function againstOthers(label: string, patients: readonly string[]): GroupingInput {
  const others = label === 'All others' ? 'Everybody else' : 'All others'
  return { patients: { groups: [{ label, members: [...patients] }], others } }
}
