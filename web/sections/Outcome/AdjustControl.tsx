import { useId } from 'react'
import { Help } from '../../ui/Help.tsx'
import type { Suggested } from './adjust.ts'

/** What one would adjust for in this release; each may be ticked, with the reason why one would. */
export function AdjustControl(props: {
  label: string
  suggested: readonly Suggested[]
  chosen: readonly string[]
  onChange: (refs: string[]) => void
}) {
  const { suggested, chosen, onChange } = props
  const id = useId()
  const others = chosen.filter((ref) => !suggested.some(({ variable }) => variable.ref === ref))
  if (suggested.length === 0 && others.length === 0) return null
  const why = `${suggested.map(({ variable, reason }) => `${variable.label}: ${reason}`).join('. ')}.`
  const all = [...suggested.map(({ variable }) => variable), ...others.map((ref) => ({ ref, label: ref }))]
  return (
    <fieldset className="adjust" aria-labelledby={id}>
      <legend className="field-label" id={id}>
        {props.label}
        <Help about={props.label}>{why}</Help>
      </legend>
      {all.map(({ ref, label }) => (
        <label key={ref} className="adjust-one">
          <input
            type="checkbox"
            checked={chosen.includes(ref)}
            onChange={({ target }) => {
              onChange(target.checked ? [...chosen, ref] : chosen.filter((other) => other !== ref))
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
