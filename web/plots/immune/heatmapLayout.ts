import { interpolateRdBu } from 'd3'
import type { PatientPlace } from '../PatientMarks.tsx'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'
import type { Profile } from './profileData.ts'

export interface HeatmapProps extends Profile {
  /** places of the patients and of the cells, in the order they are drawn */
  patientOrder: readonly number[]
  cellOrder: readonly number[]
  width: number
  style: PlotStyle
}

export interface HeatmapLayout {
  height: number
  left: number
  cell: { width: number; height: number }
  /** top of each annotation track, group first */
  tracks: number[]
  trackHeight: number
  top: number
  legendTop: number
}

/** z is cut here, as heatmaps usually are: a few extreme patients would leave nothing for the others. */
export const cut = 2
/** steps of colour on each side of the middle */
const steps = 8

/** The step of colour of a z-score, −8 … 8; null = missing. */
export function stepOf(z: number | null): number | null {
  if (z === null) return null
  return Math.round((Math.max(-cut, Math.min(cut, z)) / cut) * steps)
}

/** Red is more, blue is less: told apart by people with any colour vision, and the middle is pale on either ground. */
export function stepColour(step: number): string {
  return interpolateRdBu(0.5 - (0.44 * step) / steps)
}

export const allSteps: readonly number[] = Array.from({ length: 2 * steps + 1 }, (_, i) => i - steps)

export function layoutHeatmap(props: HeatmapProps): HeatmapLayout {
  const { cells, annotations, patientOrder, width, style } = props
  const { font } = style
  const size = (font * 6) / 7
  const labels = [...cells.map(({ label }) => label), ...annotations.map(({ label }) => label)]
  const longest = Math.max(0, ...labels.map((label) => textWidth(label, size, true)))
  const left = Math.min(longest + font * 0.8, width * 0.38)
  const trackHeight = font * 0.95
  const trackStep = trackHeight + font * 0.3
  const tracks = Array.from({ length: annotations.length + 1 }, (_, i) => font * 0.2 + i * trackStep)
  const top = font * 0.6 + (annotations.length + 1) * trackStep
  const rowHeight = font * 1.25
  const legendTop = top + cells.length * rowHeight + font * 1.4
  return {
    height: legendTop + font * (3.95 + 1.35 * annotations.length),
    ...{ left, tracks, trackHeight, top, legendTop },
    cell: { width: (width - left) / Math.max(1, patientOrder.length), height: rowHeight },
  }
}

/** Each patient's column of tiles, annotations included. @param ids one a patient, not in the order drawn */
export function heatmapPlaces(props: HeatmapProps, ids: readonly string[]): PatientPlace[] {
  const { left, cell, tracks, top } = layoutHeatmap(props)
  const first = tracks[0] ?? top
  const height = top + props.cells.length * cell.height - first
  return props.patientOrder.map((patient, at) => ({
    patient: ids[patient] ?? '',
    group: props.patientGroups[patient] ?? 0,
    x: left + (at + 0.5) * cell.width,
    y: first + height / 2,
    column: { width: cell.width, height },
  }))
}
