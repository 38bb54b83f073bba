import { useCallback, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { formatCount, formatNumber, formatP } from '../../format.ts'
import { Figure } from '../../plots/Figure.tsx'
import { HeatFrame } from '../../plots/association/HeatFrame.tsx'
import { brushed, layoutHeat, tileAt, valueAt } from '../../plots/association/heatLayout.ts'
import type { HeatProps, Matrix, Span, TileAt } from '../../plots/association/heatLayout.ts'
import { paintTiles } from '../../plots/association/paintTiles.ts'
import { screenStyle } from '../../plots/style.ts'
import { Button } from '../../ui/Button.tsx'
import { CanvasLayer } from '../../ui/CanvasLayer.tsx'
import { resolvedColour } from '../../ui/useThemeKey.ts'
import { useWidth } from '../../ui/useWidth.ts'
import { symbols } from './caption.ts'
import { scaledSpan } from './useHeat.ts'
import type { Association } from './useHeat.ts'

interface Props {
  found: Association
  matrix: Matrix
  rows: Span
  columns: Span
  chosen: TileAt | null
  onSpans: (rows: Span, columns: Span) => void
  onChoose: (x: string, y: string) => void
}

const screenHeight = 620
/** pixels that a pointer must move before a press is a brush */
const brushBegins = 6

/** The matrix on screen: tiles on a canvas, names and trees above it; brush to zoom, click for a pair, arrows and Enter by keyboard. */
export function HeatPanel(props: Props) {
  const { found, matrix, rows, columns } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const shape = useMemo<HeatProps>(
    () => ({
      matrix,
      rowSpan: rows,
      columnSpan: columns,
      coefficient: symbols[found.method],
      width,
      style: screenStyle,
      mostHeight: screenHeight,
    }),
    [matrix, rows, columns, found.method, width],
  )
  const isZoomed =
    rows[1] - rows[0] < matrix.rows.labels.length || columns[1] - columns[0] < matrix.columns.labels.length
  const zoom = (factor: number): void => {
    props.onSpans(
      scaledSpan(rows, matrix.rows.labels.length, factor),
      scaledSpan(columns, matrix.columns.labels.length, factor),
    )
  }
  const whole = (): void => {
    props.onSpans([0, matrix.rows.labels.length], [0, matrix.columns.labels.length])
  }
  return (
    <>
      <div className="row no-print">
        <Button
          size="s"
          onClick={() => {
            zoom(0.5)
          }}
        >
          Zoom in
        </Button>
        <Button
          size="s"
          onClick={() => {
            zoom(2)
          }}
        >
          Zoom out
        </Button>
        <Button size="s" disabled={!isZoomed} onClick={whole}>
          Whole matrix
        </Button>
        <span className="small muted">
          Rows {formatCount(rows[0] + 1)} to {formatCount(rows[1])} of{' '}
          {formatCount(matrix.rows.labels.length)}, columns {columns[0] + 1} to {columns[1]} of{' '}
          {formatCount(matrix.columns.labels.length)}
        </span>
      </div>
      <div className="plot-frame" ref={frame}>
        {width > 0 && <Surface {...props} shape={shape} whole={whole} zoom={zoom} />}
      </div>
    </>
  )
}

function Surface(props: Props & { shape: HeatProps; whole: () => void; zoom: (factor: number) => void }) {
  const { found, matrix, shape } = props
  const layout = useMemo(() => layoutHeat(shape), [shape])
  const [cursor, setCursor] = useState<TileAt | null>(null)
  const [begin, setBegin] = useState<{ tile: TileAt; x: number; y: number } | null>(null)
  const [isBrushing, setIsBrushing] = useState(false)
  const surface = useRef<HTMLDivElement>(null)
  const id = useId()
  const paint = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      paintTiles(context, shape, layout, { ratio, missing: resolvedColour(context.canvas, 'var(--rule)') })
    },
    [shape, layout],
  )
  const tileUnder = (event: PointerEvent): TileAt | null => {
    const box = surface.current?.getBoundingClientRect()
    return box === undefined ? null : tileAt(shape, layout, event.clientX - box.left, event.clientY - box.top)
  }
  const choose = (tile: TileAt | null): void => {
    const x = found.x.refs[matrix.rows.order[tile?.row ?? -1] ?? -1]
    const y = found.y.refs[matrix.columns.order[tile?.column ?? -1] ?? -1]
    if (x !== undefined && y !== undefined) props.onChoose(x, y)
  }
  const drop = (): void => {
    setBegin(null)
    setIsBrushing(false)
  }
  const onPointerUp = (event: PointerEvent): void => {
    const end = tileUnder(event) ?? cursor
    if (begin === null) return
    if (!isBrushing || end === null) choose(begin.tile)
    else {
      const spans = brushed(begin.tile, end)
      props.onSpans(spans.rows, spans.columns)
    }
    drop()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = moves[event.key]
    const at = cursor ?? { row: shape.rowSpan[0], column: shape.columnSpan[0] }
    if (step !== undefined)
      setCursor(cursor === null ? at : kept({ row: at.row + step[0], column: at.column + step[1] }, shape))
    else if (event.key === 'Enter') choose(at)
    else if (event.key === '+' || event.key === '=') props.zoom(0.5)
    else if (event.key === '-') props.zoom(2)
    else if (event.key === '0' || event.key === 'Escape') props.whole()
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={surface}
      className="heat-surface"
      role="application"
      tabIndex={0}
      aria-label={`Heatmap of ${found.x.label} by ${found.y.label}: arrow keys move, Enter opens the pair, plus and minus zoom, 0 shows all`}
      aria-describedby={`${id}-cursor`}
      onPointerDown={(event) => {
        const tile = tileUnder(event)
        if (event.button !== 0 || tile === null) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setBegin({ tile, x: event.clientX, y: event.clientY })
      }}
      onPointerMove={(event) => {
        const tile = tileUnder(event)
        // a brush that leaves the tiles stays at the last one
        if (tile !== null || begin === null) setCursor(tile)
        if (begin !== null && Math.hypot(event.clientX - begin.x, event.clientY - begin.y) > brushBegins)
          setIsBrushing(true)
      }}
      onPointerUp={onPointerUp}
      onPointerCancel={drop}
      onPointerLeave={() => {
        setCursor(null)
      }}
      onKeyDown={onKeyDown}
    >
      <CanvasLayer
        left={layout.left}
        top={layout.top}
        width={layout.inner.width}
        height={layout.inner.height}
        paint={paint}
      />
      <Figure
        id={id}
        title={`${found.x.label} by ${found.y.label}`}
        summary={`Coefficients of ${matrix.rows.labels.length} by ${matrix.columns.labels.length} variables in clustered order; red positive, blue negative. The strongest pairs stand in the table below.`}
        style={screenStyle}
        width={shape.width}
        height={layout.height}
      >
        <HeatFrame props={shape} layout={layout} />
        {props.chosen !== null && <Outline tile={props.chosen} shape={shape} strong />}
        {begin !== null && isBrushing && cursor !== null ? (
          <Brush a={begin.tile} b={cursor} shape={shape} />
        ) : (
          cursor !== null && <Outline tile={cursor} shape={shape} strong={false} />
        )}
      </Figure>
      <p id={`${id}-cursor`} className="visually-hidden" aria-live="polite">
        {cursor === null ? '' : pairWords(found, matrix, cursor)}
      </p>
      {cursor !== null && !isBrushing && <Tip found={found} matrix={matrix} tile={cursor} shape={shape} />}
    </div>
  )
}

const moves: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function kept({ row, column }: TileAt, { rowSpan, columnSpan }: HeatProps): TileAt {
  const one = (value: number, [from, to]: Span): number => Math.max(from, Math.min(to - 1, value))
  return { row: one(row, rowSpan), column: one(column, columnSpan) }
}

interface Corners {
  a: TileAt
  b: TileAt
  shape: HeatProps
}

function boxOf({ a, b, shape }: Corners): { x: number; y: number; width: number; height: number } {
  const { left, top, tile } = layoutHeat(shape)
  const spans = brushed(a, b)
  return {
    x: left + (spans.columns[0] - shape.columnSpan[0]) * tile.width,
    y: top + (spans.rows[0] - shape.rowSpan[0]) * tile.height,
    width: (spans.columns[1] - spans.columns[0]) * tile.width,
    height: (spans.rows[1] - spans.rows[0]) * tile.height,
  }
}

function Brush(corners: Corners) {
  return (
    <rect
      {...boxOf(corners)}
      fill="var(--accent)"
      fillOpacity={0.18}
      stroke="var(--accent)"
      strokeWidth={1.5}
    />
  )
}

function Outline({ tile, shape, strong }: { tile: TileAt; shape: HeatProps; strong: boolean }) {
  const [fromRow, toRow] = shape.rowSpan
  const [fromColumn, toColumn] = shape.columnSpan
  const isShown =
    tile.row >= fromRow && tile.row < toRow && tile.column >= fromColumn && tile.column < toColumn
  if (!isShown) return null
  const box = boxOf({ a: tile, b: tile, shape })
  return (
    <>
      <rect {...box} fill="none" stroke="#ffffff" strokeWidth={strong ? 4 : 3} />
      <rect {...box} fill="none" stroke="#000000" strokeWidth={strong ? 2 : 1.2} />
    </>
  )
}

function numbersAt(found: Association, matrix: Matrix, tile: TileAt) {
  const [i = -1, j = -1] = [matrix.rows.order[tile.row], matrix.columns.order[tile.column]]
  const at = i * found.y.refs.length + j
  return {
    x: found.x.labels[i] ?? '',
    y: found.y.labels[j] ?? '',
    r: valueAt(matrix, tile),
    q: found.matrix?.qValue[at] ?? null,
    n: found.matrix?.n[at] ?? 0,
  }
}

function pairWords(found: Association, matrix: Matrix, tile: TileAt): string {
  const { x, y, r, q, n } = numbersAt(found, matrix, tile)
  const symbol = symbols[found.method]
  return r === null
    ? `${x}, ${y}: not tested`
    : `${x}, ${y}: ${symbol} ${formatNumber(r)}, q ${formatP(q)}, n ${n}`
}

function Tip({
  found,
  matrix,
  tile,
  shape,
}: {
  found: Association
  matrix: Matrix
  tile: TileAt
  shape: HeatProps
}) {
  const { x, y, r, q, n } = numbersAt(found, matrix, tile)
  const box = boxOf({ a: tile, b: tile, shape })
  const isLeft = box.x < shape.width / 2
  return (
    <div
      className="plot-tip"
      style={
        isLeft
          ? { left: box.x + box.width + 12, top: box.y + box.height / 2 }
          : { right: shape.width - box.x + 12, top: box.y + box.height / 2 }
      }
      aria-hidden="true"
    >
      <strong>{x}</strong>
      <span>{y}</span>
      {r === null ? (
        <span>not tested</span>
      ) : (
        <span>
          {symbols[found.method]} {formatNumber(r)}, <i>q</i> {formatP(q)}, n {n}
        </span>
      )}
    </div>
  )
}
