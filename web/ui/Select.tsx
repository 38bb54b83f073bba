import { Field } from './Field.tsx'

export interface Option<Value extends string = string> {
  value: Value
  label: string
  group?: string
  disabled?: boolean
}

function groupsOf<Value extends string>(options: readonly Option<Value>[]): (string | undefined)[] {
  return [...new Set(options.map((option) => option.group))]
}

/** The browser's own list: for few, known options. */
export function Select<Value extends string>({
  label,
  help,
  error,
  value,
  options,
  onChange,
}: {
  label: string
  help?: string
  error?: string | null
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}) {
  const items = (group: string | undefined) =>
    options
      .filter((option) => option.group === group)
      .map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))
  return (
    <Field label={label} {...(help === undefined ? {} : { help })} error={error ?? null}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          className="select"
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
        >
          {groupsOf(options).map((group) =>
            group === undefined ? (
              items(undefined)
            ) : (
              <optgroup key={group} label={group}>
                {items(group)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  )
}
