import { useId, useState } from 'react'

/** One sentence of help behind a question mark: on hover, on focus, on tap; Escape closes it. */
export function Help({ about, children }: { about: string; children: string }) {
  const id = useId()
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
      <span role="tooltip" id={id} className="help-text" data-open={open}>
        {children}
      </span>
    </span>
  )
}
