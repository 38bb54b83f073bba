import { interpolatePuOr } from 'd3'
import type { PlotStyle } from '../style.ts'
import { fitText, textWidth, wrapText } from '../text.ts'

export interface AgreementCell {
  key: string
  label: string
  /** the methods that see the cell, in order */
  methods: readonly { ref: string; label: string }[]
  /** ρ of method a with b; `given` above the diagonal, `common` (shares of all cells) below */
  pairs: readonly {
    a: string
    b: string
    scale: 'given' | 'common'
    rho: number | null
    low: number | null
    high: number | null
    n: number
  }[]
  /** group difference by each method as given; empty without two groups */
  directions: readonly { method: string; delta: number | null; low: number | null; high: number | null }[]
  /** the mean rank of the methods as given, and the same without each in turn; null where it cannot be had */
  consensus: AgreementConsensus | null
  /** "quanTIseq has no plasma cells …" */
  blind: readonly string[]
}

interface Effect {
  delta: number | null
  low: number | null
  high: number | null
}

export interface AgreementConsensus extends Effect {
  n: number
  /** ρ: of the method that is left out with the consensus of the others */
  without: readonly ({ method: string; rho: number | null } & Effect)[]
}

export interface AgreementProps {
  cells: readonly AgreementCell[]
  /** "High risk − Low risk"; null without two groups */
  contrast: string | null
  hasCommon: boolean
  width: number
  style: PlotStyle
}

export interface AgreementBlock {
  top: number
  height: number
  gridTop: number
  left: number
  tile: { width: number; height: number }
  deltaLeft: number
  deltaWidth: number
  /** where the rows of the consensus begin, and where they end: the axis of δ stands there */
  consensusTop: number
  bottom: number
  rowHeight: number
  blindTop: number
  blindLines: string[]
  /** where columns are too narrow for names beside them, the methods stand above the grid, a line each; else empty */
  keyLines: { number: string; text: string }[]
}

export interface AgreementLayout {
  height: number
  blocks: AgreementBlock[]
}

/** A tile narrower than this, in sizes of its text, has no room for "−.03". */
const leastTile = 2.6

/** Purple is alike, orange is opposite. */
export function rhoColour(rho: number): string {
  return interpolatePuOr(0.5 - 0.36 * Math.max(-1, Math.min(1, rho)))
}

export function layoutAgreement({ cells, contrast, width, style }: AgreementProps): AgreementLayout {
  const { font } = style
  const size = (font * 6) / 7
  const names = cells.flatMap(({ methods }) => methods.map(({ label }) => label))
  const longest = Math.max(0, ...names.map((name) => textWidth(name, size)))
  const beside = Math.min(longest + font * 2.4, width * 0.36)
  const deltaWidth = contrast === null ? 0 : Math.min(width * 0.26, font * 15)
  const most = Math.max(1, ...cells.map(({ methods }) => methods.length))
  const tileWidthFor = (start: number): number =>
    Math.min((width - start - deltaWidth - font * 1.5) / most, font * 6.4)
  // names that lose more than a quarter say too little
  const compact = tileWidthFor(beside) < font * leastTile || longest * 0.75 > beside - font * 2
  const left = compact ? font * 1.6 : beside
  const tileWidth = tileWidthFor(left)
  const tile = { width: tileWidth, height: font * 2.5 }
  let top = 0
  const rowHeight = font * 1.75
  const blocks = cells.map(({ methods, blind, consensus }) => {
    const blindLines = blind.flatMap((text) => wrapText(text, width - font, size))
    const keyLines = compact
      ? methods.map(({ label }, i) => ({
          number: String(i + 1),
          text: fitText(label, width - font * 1.6, size),
        }))
      : []
    const gridTop = top + font * 3.1 + keyLines.length * size * 1.4 + (compact ? font * 0.5 : 0)
    const gridHeight = methods.length * tile.height
    const consensusTop = gridTop + gridHeight + font * 0.5
    const rows = consensus === null ? 0 : 1 + consensus.without.length
    const bottom = rows === 0 ? gridTop + gridHeight : consensusTop + rows * rowHeight
    // under the axis of δ, which stands to the right
    const blindTop = bottom + font * (contrast === null ? 1.3 : 2.3)
    const height = blindTop - top + blindLines.length * size * 1.4 + font * 1.1
    const block = {
      ...{
        top,
        height,
        gridTop,
        left,
        tile,
        blindLines,
        deltaWidth,
        consensusTop,
        bottom,
        rowHeight,
        blindTop,
        keyLines,
      },
      deltaLeft: left + most * tile.width + font * 1.5,
    }
    top += height
    return block
  })
  return { height: Math.max(font * 3, top), blocks }
}
