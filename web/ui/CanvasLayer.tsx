import { useEffect, useRef } from 'react'
import { useThemeKey } from './useThemeKey.ts'

interface Props {
  left: number
  top: number
  width: number
  height: number
  /** called when anything changes; keep it the same function while nothing does (useCallback) */
  paint: (context: CanvasRenderingContext2D, ratio: number) => void
}

/** Pixels under a drawing: what has too many marks to be SVG. Says nothing itself; the drawing above it is described. */
export function CanvasLayer({ left, top, width, height, paint }: Props) {
  const ref = useRef<HTMLCanvasElement>(null)
  const theme = useThemeKey()
  const ratio = Math.min(3, globalThis.devicePixelRatio || 1)
  const [across, down] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))]
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (context) paint(context, ratio)
  }, [paint, ratio, theme, across, down])
  return (
    <canvas
      ref={ref}
      aria-hidden="true"
      className="canvas-layer"
      width={across}
      height={down}
      style={{ left, top, width, height }}
    />
  )
}
