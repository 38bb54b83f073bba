import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { formatNumber } from '../../format.ts'
import { Figure } from '../../plots/Figure.tsx'
import { paintedGenes, pointTable } from '../../plots/genes/paintGenes.ts'
import type { GenePaint } from '../../plots/genes/paintGenes.ts'
import { VolcanoFrame } from '../../plots/genes/VolcanoFrame.tsx'
import {
  classColour,
  heightOf,
  layoutVolcano,
  nearestGene,
  panned,
  placeGenes,
  wholeView,
  zoomed,
} from '../../plots/genes/volcanoLayout.ts'
import type {
  PlacedGene,
  PointClass,
  View,
  Volcano,
  VolcanoLayout,
  VolcanoProps,
} from '../../plots/genes/volcanoLayout.ts'
import { screenStyle } from '../../plots/style.ts'
import { Button } from '../../ui/Button.tsx'
import { CanvasLayer } from '../../ui/CanvasLayer.tsx'
import { resolvedColour, useThemeKey } from '../../ui/useThemeKey.ts'
import { useWidth } from '../../ui/useWidth.ts'

interface Props {
  genes: Volcano
  symbol: string
  xName: string
  title: string
  summary: string
  /** places of genes that are named */
  named: readonly number[]
  /** ends of the axes in the address; null = all */
  view: View | null
  onView: (view: View | null) => void
  onChoose: (place: number) => void
}

const reach = 12
/** the address follows a movement when it has ended */
const settled = 350

/** All genes on a canvas: drag to move, wheel to zoom, click for a gene; by keyboard arrows, plus, minus and 0. */
export function VolcanoPanel(props: Props) {
  const { genes, onView } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const whole = useMemo(() => wholeView(genes), [genes])
  const [moved, setMoved] = useState<View | null>(null)
  const view = moved ?? props.view ?? whole
  const move = (next: View): void => {
    setMoved(next)
  }
  useEffect(() => {
    setMoved(null)
  }, [props.view, genes])
  useEffect(() => {
    if (moved === null) return
    const timer = setTimeout(() => {
      const isWhole =
        moved.x[0] === whole.x[0] &&
        moved.x[1] === whole.x[1] &&
        moved.y[0] === whole.y[0] &&
        moved.y[1] === whole.y[1]
      onView(isWhole ? null : moved)
    }, settled)
    return () => {
      clearTimeout(timer)
    }
  }, [moved, whole, onView])
  const middle = { x: 0.5, y: 0.5 }
  return (
    <>
      <div className="row no-print">
        <Button
          size="s"
          onClick={() => {
            move(zoomed(view, whole, 0.5, middle))
          }}
        >
          Zoom in
        </Button>
        <Button
          size="s"
          onClick={() => {
            move(zoomed(view, whole, 2, middle))
          }}
        >
          Zoom out
        </Button>
        <Button
          size="s"
          disabled={view === whole}
          onClick={() => {
            move(whole)
          }}
        >
          All genes
        </Button>
      </div>
      <div className="plot-frame" ref={frame}>
        {width > 0 && <Surface {...props} width={width} view={view} whole={whole} move={move} />}
      </div>
    </>
  )
}

interface SurfaceProps extends Omit<Props, 'view'> {
  width: number
  view: View
  whole: View
  move: (view: View) => void
}

function heightFor(width: number): number {
  return Math.min(560, Math.max(320, width * 0.62))
}

function Surface(props: SurfaceProps) {
  const { genes, view, whole, move, width } = props
  const id = useId()
  const surface = useRef<HTMLDivElement>(null)
  const [hovered, setHovered] = useState<PlacedGene | null>(null)
  const [drag, setDrag] = useState<{ x: number; y: number; from: View; isMoving: boolean } | null>(null)
  const shape = useMemo<VolcanoProps>(
    () => ({
      genes,
      view,
      xName: props.xName,
      named: props.named,
      width,
      height: heightFor(width),
      style: screenStyle,
    }),
    [genes, view, props.xName, props.named, width],
  )
  const layout = useMemo(() => layoutVolcano(shape), [shape])
  // asked for when the pointer rests or presses, not at every frame of a movement
  const placed = useMemo(() => {
    let found: PlacedGene[] | null = null
    return () => (found ??= placeGenes(genes, layout))
  }, [genes, layout])
  const paint = usePaint(genes, layout)
  const at = (event: { clientX: number; clientY: number }): { x: number; y: number } => {
    const box = surface.current?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }
  const shares = ({ x, y }: { x: number; y: number }) => ({
    x: (x - layout.left) / (layout.right - layout.left),
    y: (layout.bottom - y) / (layout.bottom - layout.top),
  })
  useWheel(surface, (event) => {
    move(zoomed(view, whole, event.deltaY < 0 ? 0.8 : 1.25, shares(at(event))))
  })
  const onPointerMove = (event: PointerEvent): void => {
    const here = at(event)
    if (drag === null) {
      setHovered(nearestGene(placed(), here.x, here.y, reach))
      return
    }
    const by = {
      x: (drag.x - here.x) / (layout.right - layout.left),
      y: (here.y - drag.y) / (layout.bottom - layout.top),
    }
    const isMoving = drag.isMoving || Math.hypot(drag.x - here.x, drag.y - here.y) > 4
    if (isMoving !== drag.isMoving) setDrag({ ...drag, isMoving })
    if (isMoving) {
      setHovered(null)
      move(panned(drag.from, whole, by))
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = moves[event.key]
    if (step !== undefined) move(panned(view, whole, step))
    else if (event.key === '+' || event.key === '=') move(zoomed(view, whole, 0.5, { x: 0.5, y: 0.5 }))
    else if (event.key === '-') move(zoomed(view, whole, 2, { x: 0.5, y: 0.5 }))
    else if (event.key === '0') move(whole)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={surface}
      className="gene-surface"
      role="application"
      tabIndex={0}
      data-moving={drag?.isMoving ?? false}
      aria-label={`${props.title}: arrow keys move, plus and minus zoom, 0 shows all genes; the strongest stand in the table below`}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        surface.current?.setPointerCapture(event.pointerId)
        setDrag({ ...at(event), from: view, isMoving: false })
      }}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => {
        const here = at(event)
        const gene = drag?.isMoving === false ? nearestGene(placed(), here.x, here.y, reach) : null
        setDrag(null)
        if (gene !== null) props.onChoose(gene.place)
      }}
      onPointerCancel={() => {
        setDrag(null)
      }}
      onPointerLeave={() => {
        setHovered(null)
      }}
      onKeyDown={onKeyDown}
    >
      <CanvasLayer
        left={layout.left}
        top={layout.top}
        width={layout.right - layout.left}
        height={layout.bottom - layout.top}
        paint={paint}
      />
      <Figure
        id={id}
        title={props.title}
        summary={props.summary}
        style={screenStyle}
        width={width}
        height={shape.height}
      >
        <VolcanoFrame props={shape} layout={layout} />
        {hovered !== null && (
          <circle cx={hovered.x} cy={hovered.y} r={5} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
        )}
      </Figure>
      {hovered !== null && <Tip genes={genes} gene={hovered} symbol={props.symbol} width={width} />}
    </div>
  )
}

const moves: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -0.15, y: 0 },
  ArrowRight: { x: 0.15, y: 0 },
  ArrowUp: { x: 0, y: 0.15 },
  ArrowDown: { x: 0, y: -0.15 },
}

/** Colours as numbers, looked up when the theme changes and not at every frame. */
function useColours(): (canvas: HTMLCanvasElement) => GenePaint['colours'] {
  const theme = useThemeKey()
  return useMemo(() => {
    const known = new Map<number, GenePaint['colours']>()
    return (canvas) => {
      const colour = (kind: PointClass) => channels(resolvedColour(canvas, classColour(screenStyle, kind)))
      const colours = known.get(theme) ?? {
        quiet: colour('quiet'),
        more: colour('more'),
        less: colour('less'),
      }
      known.set(theme, colours)
      return colours
    }
  }, [theme])
}

/** "rgb(213, 94, 0)" as three numbers */
function channels(colour: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}

function usePaint(genes: Volcano, layout: VolcanoLayout) {
  const table = useMemo(() => pointTable(genes), [genes])
  const coloursOf = useColours()
  return useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      const { canvas } = context
      const pixels = paintedGenes(table, layout, canvas, {
        ratio,
        colours: coloursOf(canvas),
        size: genes.r.length > 10_000 ? 3 : 4,
      })
      context.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0)
    },
    [genes, table, layout, coloursOf],
  )
}

/** React's own wheel listeners cannot keep the page from scrolling. */
function useWheel(ref: React.RefObject<HTMLDivElement | null>, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel)
  useEffect(() => {
    latest.current = onWheel
  })
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const listen = (event: WheelEvent): void => {
      event.preventDefault()
      latest.current(event)
    }
    element.addEventListener('wheel', listen, { passive: false })
    return () => {
      element.removeEventListener('wheel', listen)
    }
  }, [ref])
}

function Tip({
  genes,
  gene,
  symbol,
  width,
}: {
  genes: Volcano
  gene: PlacedGene
  symbol: string
  width: number
}) {
  const isLeft = gene.x < width / 2
  return (
    <div
      className="plot-tip"
      style={isLeft ? { left: gene.x + 14, top: gene.y } : { right: width - gene.x + 14, top: gene.y }}
      aria-hidden="true"
    >
      <strong>{genes.labels[gene.place]}</strong>
      <span>
        {symbol} {formatNumber(genes.r[gene.place])}
      </span>
      <span>
        −log₁₀ <i>q</i> {formatNumber(heightOf(genes.logQ[gene.place] ?? null))}
      </span>
    </div>
  )
}
