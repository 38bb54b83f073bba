import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'

export interface Rectangle {
  left: number
  right: number
  top: number
  bottom: number
}

interface Drag {
  x: number
  y: number
  nowX: number
  nowY: number
}

/** Less than this is a click, not a drag; in pixels. */
const least = 6

function rectangleOf({ x, y, nowX, nowY }: Drag): Rectangle | null {
  if (Math.hypot(nowX - x, nowY - y) < least) return null
  return {
    left: Math.min(x, nowX),
    right: Math.max(x, nowX),
    top: Math.min(y, nowY),
    bottom: Math.max(y, nowY),
  }
}

/**
 * Dragging a rectangle over a figure. A finger that begins upwards or downwards scrolls the page instead (touch-action: pan-y).
 * @param place where an event is, in the figure's own coordinates
 */
export function useBrush(
  place: (event: PointerEvent) => { x: number; y: number },
  onEnd: (rectangle: Rectangle | null, event: PointerEvent) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null)
  // events may come faster than renders: what an event needs of those before it is not read from what was drawn last
  const now = useRef<Drag | null>(null)
  const set = (next: Drag | null) => {
    now.current = next
    setDrag(next)
  }
  const movedTo = (event: PointerEvent): Drag | null => {
    if (now.current === null) return null
    const { x, y } = place(event)
    return { ...now.current, nowX: x, nowY: y }
  }
  return {
    brushed: drag && rectangleOf(drag),
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      // past the edge of the figure the drag goes on
      event.currentTarget.setPointerCapture(event.pointerId)
      const { x, y } = place(event)
      set({ x, y, nowX: x, nowY: y })
    },
    onDrag: (event: PointerEvent): boolean => {
      const next = event.buttons === 0 ? null : movedTo(event)
      if (next !== now.current) set(next)
      return next !== null && rectangleOf(next) !== null
    },
    onPointerUp: (event: PointerEvent) => {
      if (event.button !== 0) return
      const drawn = movedTo(event)
      set(null)
      onEnd(drawn && rectangleOf(drawn), event)
    },
    cancel: () => {
      set(null)
    },
  }
}
