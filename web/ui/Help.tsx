import { useId, useRef, useState } from 'react'
import { Floating } from './Floating.tsx'

/** One sentence of help behind a question mark: on hover, on focus, on tap; Escape closes it. */
export function Help({ about, children }: { about: string; children: string }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <span
      className="help"
      onPointerEnter={() => {
        setOpen(true)
      }}
      onPointerLeave={() => {
        setOpen(false)
      }}
    >
      <button
        ref={button}
        type="button"
        className="help-button"
        aria-label={`Help: ${about}`}
        aria-describedby={id}
        onClick={() => {
          setOpen(true)
        }}
        onFocus={() => {
          setOpen(true)
        }}
        onBlur={() => {
          setOpen(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
        }}
      >
        ?
      </button>
      <Floating open={open} anchor={button} role="tooltip" id={id} className="help-text">
        {children}
      </Floating>
    </span>
  )
}
