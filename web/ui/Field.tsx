import { useId, type ReactNode } from 'react'
import { Help } from './Help.tsx'

/** What a control needs to be named and to say what is wrong with it. */
export interface FieldIds {
  id: string
  labelId: string
  describedBy: string | undefined
  invalid: boolean
}

/** A labelled control, its one-sentence help, and the API's refusal beside it. */
export function Field({
  label,
  help,
  hint,
  error,
  children,
}: {
  label: string
  help?: string
  hint?: ReactNode
  error?: string | null
  children: (ids: FieldIds) => ReactNode
}) {
  const id = useId()
  const wrong = error !== null && error !== undefined
  const noteId = `${id}-note`
  const described = wrong || hint !== undefined ? noteId : undefined
  return (
    <div className="field">
      <span className="field-label">
        <label htmlFor={id} id={`${id}-label`}>
          {label}
        </label>
        {help !== undefined && <Help about={label}>{help}</Help>}
      </span>
      {children({ id, labelId: `${id}-label`, describedBy: described, invalid: wrong })}
      {described !== undefined && (
        <span id={noteId} className={wrong ? 'field-error' : 'field-hint'}>
          {wrong ? error : hint}
        </span>
      )}
    </div>
  )
}
