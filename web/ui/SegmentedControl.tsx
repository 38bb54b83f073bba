import { useId } from 'react'
import { Help } from './Help.tsx'

/** A few choices side by side. Radio buttons, so arrows move and a screen reader counts them. */
export function SegmentedControl<Value extends string>({
  label,
  help,
  value,
  options,
  onChange,
}: {
  label: string
  help?: string
  value: Value
  options: readonly { value: Value; label: string; title?: string }[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className="field-label">
        {label}
        {help !== undefined && <Help about={label}>{help}</Help>}
      </legend>
      <div className="segmented-choices">
        {options.map((option) => (
          <label key={option.value} title={option.title}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value)
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
