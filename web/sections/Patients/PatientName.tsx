import { usePatients } from './patientFocus.ts'

/** A patient's id in a table: pointed at or focused it lights up in every figure, pressed it opens. */
export function PatientName({ patient }: { patient: string }) {
  const { focus, open } = usePatients()
  const look = () => {
    focus.set(patient)
  }
  const leave = () => {
    focus.set(null)
  }
  return (
    <button
      type="button"
      className="patient-name"
      onPointerEnter={look}
      onPointerLeave={leave}
      onFocus={look}
      onBlur={leave}
      onClick={() => {
        open(patient)
      }}
    >
      {patient}
    </button>
  )
}
