import { useId, useState } from 'react'
import type { SyntheticEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { Comparison } from '../RiskGroupComparison/answer.ts'
import { usePatients } from './patientFocus.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

/** Panel 9 at its place on the page: how one gets at a patient, also without pointing. */
export function PatientPanel({ comparison }: { comparison: Comparison }) {
  const { open } = usePatients()
  const [id, setId] = useState('')
  const field = useId()
  const ids = (comparison.cells[0]?.points ?? []).map(({ patient }) => patient)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const wanted = id.trim()
    if (wanted !== '') open(wanted)
  }
  return (
    <section className="panel no-print" aria-labelledby="panel-9">
      <div className="panel-head">
        <h2 id="panel-9">
          <span className="panel-letter">i</span> Patient
        </h2>
        <MethodLink name="percentile" about="percentile of a patient" />
      </div>
      <p className="figure-note">
        Press a point or a bar of a figure, or name a patient: images, fractions, features, survival and
        sources. Drag over points to pick several.
      </p>
      <form className="row no-print" onSubmit={submit}>
        <label htmlFor={field}>Patient</label>
        <input
          id={field}
          className="input"
          list={`${field}-ids`}
          value={id}
          onChange={({ target }) => {
            setId(target.value)
          }}
        />
        <datalist id={`${field}-ids`}>
          {ids.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Button type="submit" size="s" disabled={id.trim() === ''}>
          Show
        </Button>
      </form>
    </section>
  )
}
