import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'

export interface UpsetSet {
  key: string
  label: string
  n: number
}

export interface UpsetCombination {
  /** keys of the sets that these patients have, and no other */
  sets: readonly string[]
  n: number
}

export interface UpsetProps {
  sets: readonly UpsetSet[]
  /** the largest first */
  combinations: readonly UpsetCombination[]
  width: number
  style: PlotStyle
  /** place of the chosen combination */
  selected?: number | null
  /** given on screen: combinations can be chosen by pointer and keyboard */
  onSelect?: (place: number) => void
}

export interface UpsetLayout {
  height: number
  /** left edge of the matrix */
  left: number
  column: number
  /** combinations that have room; the rest is named below */
  shown: number
  barTop: number
  barBottom: number
  rowTop: number
  row: number
  /** right edge of the bars of the sets, which grow to the left of their names */
  setRight: number
  setRoom: number
  most: number
  mostSet: number
}

export function layoutUpset({ sets, combinations, width, style }: UpsetProps): UpsetLayout {
  const { font } = style
  const names = Math.max(0, ...sets.map(({ label, n }) => textWidth(`${label} ${n}`, font))) + font * 1.6
  const isNarrow = width < font * 50
  const setRoom = isNarrow ? 0 : font * 7
  const left = Math.min(setRoom + names, width * 0.62)
  const column = Math.min(font * 3.4, Math.max(font * 1.6, (width - left) / Math.max(1, combinations.length)))
  const shown = Math.min(combinations.length, Math.max(1, Math.floor((width - left) / column)))
  const row = font * 1.6
  const barTop = font * 1.4
  const barBottom = barTop + font * 10
  const rowTop = barBottom + font * 0.8
  return {
    height: rowTop + sets.length * row + (shown < combinations.length ? font * 2 : font * 0.6),
    ...{ left, column, shown, barTop, barBottom, rowTop, row, setRoom },
    setRight: setRoom,
    most: Math.max(1, ...combinations.map(({ n }) => n)),
    mostSet: Math.max(1, ...sets.map(({ n }) => n)),
  }
}
