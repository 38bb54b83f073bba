import { useLayoutEffect, useRef, type ComponentPropsWithRef, type RefObject } from 'react'

const edge = 8
const gap = 4
const roomWanted = 260

/** Below its anchor, or above it where there is more room; never past the edge of the window. */
function place(panel: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const below = window.innerHeight - at.bottom - gap - edge
  const above = at.top - gap - edge
  const upwards = below < roomWanted && above > below
  panel.style.minInlineSize = `${Math.min(at.width, window.innerWidth - 2 * edge)}px`
  panel.style.maxBlockSize = `${Math.max(upwards ? above : below, 80)}px`
  panel.style.top = upwards ? 'auto' : `${at.bottom + gap}px`
  panel.style.bottom = upwards ? `${window.innerHeight - at.top + gap}px` : 'auto'
  const furthest = window.innerWidth - edge - panel.offsetWidth
  panel.style.left = `${Math.max(edge, Math.min(at.left, furthest))}px`
}

/**
 * A panel beside its anchor, above everything else on the page: the browser's top layer, so that no scrolling column
 * cuts it off and no hidden panel makes a column scroll.
 */
export function Floating({
  open,
  anchor,
  className,
  ...rest
}: { open: boolean; anchor: RefObject<HTMLElement | null> } & ComponentPropsWithRef<'div'>) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const panel = ref.current
    if (!open || panel === null) return
    const update = () => {
      if (anchor.current !== null) place(panel, anchor.current)
    }
    panel.showPopover()
    update()
    const resized = new ResizeObserver(update)
    resized.observe(panel)
    window.addEventListener('scroll', update, true)
    window.addEventListener('resize', update)
    return () => {
      resized.disconnect()
      window.removeEventListener('scroll', update, true)
      window.removeEventListener('resize', update)
      panel.hidePopover()
    }
  }, [open, anchor])
  return <div ref={ref} popover="manual" className={`floating ${className ?? ''}`} {...rest} />
}
