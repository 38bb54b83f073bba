import { useState } from 'react'
import { readNumber } from '../../url.ts'
import { Field } from '../../ui/Field.tsx'

interface Props {
  label: string
  help?: string
  hint?: string
  error: string | null
  value: number
  /** why a number cannot be taken, or null */
  refuse?: (value: number) => string | null
  onChange: (value: number) => void
}

/** A number that is taken on Enter or when the field is left; text that is none is refused here, never guessed. */
export function NumberField(props: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const commit = () => {
    if (draft === null) return
    const value = readNumber(draft.trim().replace('−', '-'))
    const refusal =
      value === null ? `“${draft}” is not a number; write it like 0.47` : (props.refuse?.(value) ?? null)
    setWrong(refusal)
    if (refusal !== null || value === null) return
    setDraft(null)
    if (value !== props.value) props.onChange(value)
  }
  return (
    <Field
      label={props.label}
      {...(props.help === undefined ? {} : { help: props.help })}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      error={wrong ?? props.error}
    >
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={describedBy}
          aria-invalid={invalid}
          value={draft ?? String(props.value)}
          onChange={(event) => {
            setDraft(event.target.value)
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
          }}
        />
      )}
    </Field>
  )
}
