import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { formatCount } from '../format.ts'
import { Field } from './Field.tsx'
import { Floating } from './Floating.tsx'
import { useOptions, type ComboboxOption, type LoadOptions, type OptionsState } from './useOptions.ts'

function optionsOf<Option extends ComboboxOption>(state: OptionsState<Option>): readonly Option[] {
  return state.kind === 'failed' ? [] : (state.found?.options ?? [])
}

function statusText(state: OptionsState<ComboboxOption>, text: string): string {
  if (state.kind === 'failed') return `The search failed: ${state.message}`
  if (state.kind === 'loading' && state.found === null) return 'Searching …'
  const total = state.found?.totalCount ?? 0
  const shown = optionsOf(state).length
  if (total === 0) return text === '' ? 'There is nothing to choose.' : `Nothing has “${text}” in its name.`
  return total > shown
    ? `${formatCount(shown)} of ${formatCount(total)} shown; type to narrow.`
    : `${formatCount(total)} found.`
}

function OptionList<Option extends ComboboxOption>({
  id,
  label,
  options,
  active,
  chosen,
  activeRef,
  onChoose,
}: {
  id: string
  label: string
  options: readonly Option[]
  active: number
  chosen: string | undefined
  activeRef: RefObject<HTMLLIElement | null>
  onChoose: (option: Option) => void
}) {
  return (
    <ul role="listbox" id={id} aria-label={label}>
      {options.map((option, index) => (
        <li
          key={option.value}
          id={`${id}-${index}`}
          ref={index === active ? activeRef : null}
          role="option"
          aria-selected={option.value === chosen}
          data-active={index === active}
          onClick={() => {
            onChoose(option)
          }}
        >
          <span>{option.label}</span>
          {option.detail !== undefined && <small>{option.detail}</small>}
        </li>
      ))}
    </ul>
  )
}

const steps: Record<string, (active: number, count: number) => number> = {
  ArrowDown: (active, count) => (active + 1) % count,
  ArrowUp: (active, count) => (active <= 0 ? count - 1 : active - 1),
  PageDown: (active, count) => Math.min(count - 1, active + 8),
  PageUp: (active) => Math.max(0, active - 8),
}

/** A closed list shows its choice in the input; what is typed then is a new search, not a longer name. */
function typedBeside(label: string, text: string): string {
  return text.startsWith(label) ? text.slice(label.length) : text
}

/** A choice among very many: typing asks the server. ARIA combobox with a list; focus stays in the input. */
export function Combobox<Option extends ComboboxOption>({
  label,
  help,
  error,
  value,
  load,
  onChange,
  placeholder = 'Type to search',
}: {
  label: string
  help?: string
  error?: string | null
  value: ComboboxOption | null
  /** keep it the same function between renders (useCallback) */
  load: LoadOptions<Option>
  onChange: (option: Option) => void
  placeholder?: string
}) {
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [active, setActive] = useState(-1)
  const activeRef = useRef<HTMLLIElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const state = useOptions(load, text, open)
  const options = optionsOf(state)
  const close = () => {
    setOpen(false)
    setText('')
    setActive(-1)
  }
  const choose = (option: Option) => {
    close()
    if (option.value !== value?.value) onChange(option)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const option = options[active]
    if (step !== undefined) {
      event.preventDefault()
      if (!open) setOpen(true)
      else if (options.length > 0) {
        setActive(step(active, options.length))
        requestAnimationFrame(() => activeRef.current?.scrollIntoView({ block: 'nearest' }))
      }
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      // Not while the answer to the last letters is on its way: the options would be those of another question.
      if (option !== undefined && state.kind === 'found') choose(option)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
  }
  return (
    <Field label={label} {...(help === undefined ? {} : { help })} error={error ?? null}>
      {({ id, describedBy, invalid }) => (
        <div className="combobox">
          <input
            ref={input}
            id={id}
            className="input"
            role="combobox"
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={listId}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            {...(open && options[active] !== undefined
              ? { 'aria-activedescendant': `${listId}-${active}` }
              : {})}
            placeholder={open && value !== null ? value.label : placeholder}
            value={open ? text : (value?.label ?? '')}
            onChange={(event) => {
              const typed = open ? event.target.value : typedBeside(value?.label ?? '', event.target.value)
              setText(typed)
              setActive(typed === '' ? -1 : 0)
              setOpen(true)
            }}
            onFocus={(event) => {
              event.target.select()
            }}
            onPointerDown={() => {
              setOpen(true)
            }}
            onBlur={close}
            onKeyDown={onKeyDown}
          />
          <Floating
            open={open}
            anchor={input}
            className="combobox-popup"
            // The input must keep its focus, or the list closes before a click or a drag of its scroll bar arrives.
            onMouseDown={(event) => {
              event.preventDefault()
            }}
          >
            <OptionList
              id={listId}
              label={label}
              options={options}
              active={active}
              chosen={value?.value}
              activeRef={activeRef}
              onChoose={choose}
            />
            <p className="combobox-status" role="status">
              {open ? statusText(state, text) : ''}
            </p>
          </Floating>
        </div>
      )}
    </Field>
  )
}
