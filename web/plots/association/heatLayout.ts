import { interpolateRdBu } from 'd3'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'

/** Coefficients of one variable a row with one variable a column, as the API gives them: null = not tested. */
export interface Matrix {
  /** first row with all columns, then the next; in the order of the labels */
  r: readonly (number | null)[]
  rows: MatrixSide
  columns: MatrixSide
}

export interface MatrixSide {
  labels: readonly string[]
  /** places of the labels in the order they are drawn */
  order: readonly number[]
  /** null where there is no tree */
  tree: Tree | null
}

/** Branches as the API places them: one entry a merge, places counted in the order. */
export interface Tree {
  left: readonly number[]
  right: readonly number[]
  leftHeight: readonly number[]
  rightHeight: readonly number[]
  height: readonly number[]
}

/** Places in the order that are shown: from the first to before the second. */
export type Span = readonly [number, number]

export interface HeatProps {
  matrix: Matrix
  rowSpan: Span
  columnSpan: Span
  /** name of the coefficient, e.g. "ρ" */
  coefficient: string
  width: number
  style: PlotStyle
  /** highest that the tiles may become together */
  mostHeight: number
}

export interface HeatLayout {
  left: number
  top: number
  tile: { width: number; height: number }
  inner: { width: number; height: number }
  /** rows are named only where a name has room */
  namesRows: boolean
  namesColumns: boolean
  labelRoom: number
  treeRoom: number
  labelHeight: number
  legendTop: number
  height: number
  /** the colour scale ends here, ± */
  reach: number
}

const smallest = 0.62

export function spanLength([from, to]: Span): number {
  return Math.max(1, to - from)
}

function longest(labels: readonly string[], size: number, most: number): number {
  return Math.min(
    most,
    labels.reduce((widest, label) => Math.max(widest, textWidth(label, size)), 0),
  )
}

/** The end of the colour scale: the largest coefficient, rounded up to a tenth, so that a weak matrix is not all pale. */
export function reachOf(r: readonly (number | null)[]): number {
  const largest = r.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0)
  return Math.max(0.1, Math.min(1, Math.ceil(largest * 10 - 1e-9) / 10))
}

export function labelSize(style: PlotStyle): number {
  return (style.font * 6) / 7
}

function shown({ labels, order }: MatrixSide, [from, to]: Span): string[] {
  return order.slice(from, to).map((place) => labels[place] ?? '')
}

export function layoutHeat(props: HeatProps): HeatLayout {
  const { matrix, rowSpan, columnSpan, width, style, mostHeight } = props
  const size = labelSize(style)
  const rows = spanLength(rowSpan)
  const columns = spanLength(columnSpan)
  const treeRoom = style.font * 4
  const wanted = Math.min(mostHeight, rows * style.font * 1.25)
  const tileHeight = wanted / rows
  const namesRows = tileHeight >= size * smallest * 1.5
  const labelRoom = namesRows ? longest(shown(matrix.rows, rowSpan), size, width * 0.34) + size : size * 0.5
  const left = matrix.rows.tree === null ? 0 : treeRoom
  const innerWidth = Math.max(40, width - left - labelRoom)
  const tileWidth = Math.min(innerWidth / columns, style.font * 3.4)
  const namesColumns = tileWidth >= size * smallest * 1.5
  const labelHeight = namesColumns
    ? longest(shown(matrix.columns, columnSpan), size, style.font * 12) + size
    : size
  const top = matrix.columns.tree === null ? style.font * 0.4 : treeRoom
  const inner = { width: tileWidth * columns, height: wanted }
  const legendTop = top + wanted + labelHeight + style.font * 0.6
  return {
    left,
    top,
    tile: { width: tileWidth, height: tileHeight },
    inner,
    namesRows,
    namesColumns,
    labelRoom,
    treeRoom,
    labelHeight,
    legendTop,
    height: legendTop + style.font * 2.6,
    reach: reachOf(matrix.r),
  }
}

/** steps of colour on each side of the middle */
const steps = 10
export const heatSteps: readonly number[] = Array.from({ length: 2 * steps + 1 }, (_, i) => i - steps)

export function heatStep(r: number | null, reach: number): number | null {
  if (r === null) return null
  return Math.round((Math.max(-reach, Math.min(reach, r)) / reach) * steps)
}

/** Red is more, blue is less: told apart by people with any colour vision. */
export function heatColour(step: number): string {
  return interpolateRdBu(0.5 - (0.46 * step) / steps)
}

export interface TileAt {
  /** places in the orders */
  row: number
  column: number
}

/** The tile under a point of the drawing; null beside the tiles. */
export function tileAt(props: HeatProps, layout: HeatLayout, x: number, y: number): TileAt | null {
  const column = Math.floor((x - layout.left) / layout.tile.width)
  const row = Math.floor((y - layout.top) / layout.tile.height)
  const [fromRow, toRow] = props.rowSpan
  const [fromColumn, toColumn] = props.columnSpan
  const found = { row: row + fromRow, column: column + fromColumn }
  const isInside = row >= 0 && column >= 0 && found.row < toRow && found.column < toColumn
  return isInside ? found : null
}

/** The coefficient of a tile. */
export function valueAt({ r, rows, columns }: Matrix, { row, column }: TileAt): number | null {
  const [i = -1, j = -1] = [rows.order[row], columns.order[column]]
  return r[i * columns.labels.length + j] ?? null
}

/** Two corners of a brush as spans; what is smaller than two tiles is widened to them. */
export function brushed(a: TileAt, b: TileAt): { rows: Span; columns: Span } {
  return {
    rows: [Math.min(a.row, b.row), Math.max(a.row, b.row) + 1],
    columns: [Math.min(a.column, b.column), Math.max(a.column, b.column) + 1],
  }
}
