import { useEffect, useRef, useState, type RefObject } from 'react'

interface Popover<T extends HTMLElement> {
  open: boolean
  setOpen: (open: boolean) => void
  /** the element that holds the button and what it opens */
  ref: RefObject<T | null>
}

/** Opens and closes a small panel: Escape, a press outside and focus going elsewhere close it. */
export function usePopover<T extends HTMLElement>(): Popover<T> {
  const [open, setOpen] = useState(false)
  const ref = useRef<T>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && ref.current?.contains(event.target) !== true) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      ref.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', escape)
    }
  }, [open])
  return { open, setOpen, ref }
}
