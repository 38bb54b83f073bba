import type { PatientPlace } from '../PatientMarks.tsx'
import type { PlotStyle } from '../style.ts'
import { textWidth } from '../text.ts'
import type { Profile, ProfileCell } from './profileData.ts'

export interface CompositionProps extends Profile {
  width: number
  style: PlotStyle
}

export interface LegendItem {
  cell: ProfileCell
  x: number
  y: number
}

export interface CompositionLayout {
  height: number
  barHeight: number
  top: number
  axis: number
  groups: { x: number; width: number }[]
  /** from one group's bar to the next */
  step: number
  /** one a patient, in their order */
  patients: { x: number; width: number }[]
  /** where the patients start, and the line of their group names */
  patientTop: number
  legend: LegendItem[]
}

/** Cells from the claim's first to the last, stacked from below. */
export function stackOf(values: readonly (number | null)[]): { low: number; high: number }[] {
  let total = 0
  return values.map((value) => {
    const low = total
    total += value ?? 0
    return { low, high: total }
  })
}

/** Groups stand left, patients right of them; on a narrow page below. */
export function layoutComposition({
  groups,
  cells,
  patientGroups,
  width,
  style,
}: CompositionProps): CompositionLayout {
  const { font } = style
  const axis = font * 3
  const top = font * 3.8
  const barHeight = font * 17
  const isNarrow = width < font * 42
  const groupArea = isNarrow ? width - axis : Math.min((width - axis) * 0.34, groups.length * font * 9.5)
  const step = groupArea / Math.max(1, groups.length)
  const patientLeft = isNarrow ? axis : axis + groupArea + font * 2
  const patientTop = isNarrow ? top + barHeight + font * 3.6 : top
  const gaps = Math.max(0, groups.length - 1) * font * 0.8
  const each = (width - patientLeft - gaps) / Math.max(1, patientGroups.length)
  let x = patientLeft
  const patients = patientGroups.map((group, i) => {
    if (i > 0 && group !== patientGroups[i - 1]) x += font * 0.8
    const place = { x, width: each }
    x += each
    return place
  })
  const legendTop = patientTop + barHeight + font * 3.4
  const legend = placeLegend(cells, width, legendTop, style)
  return {
    height: Math.max(legendTop, ...legend.map(({ y }) => y)) + font * 1.2,
    ...{ barHeight, top, axis, patients, patientTop, legend },
    groups: groups.map((_, g) => ({ x: axis + step * (g + 0.1), width: step * 0.6 })),
    step,
  }
}

/** Each patient's bar. @param ids one a patient, in their order */
export function compositionPlaces(
  { patients, patientTop, barHeight }: CompositionLayout,
  ids: readonly string[],
  groups: readonly number[],
): PatientPlace[] {
  return patients.map(({ x, width }, i) => ({
    patient: ids[i] ?? '',
    group: groups[i] ?? 0,
    x: x + width / 2,
    y: patientTop + barHeight / 2,
    column: { width, height: barHeight },
  }))
}

function placeLegend(
  cells: readonly ProfileCell[],
  width: number,
  top: number,
  { font }: PlotStyle,
): LegendItem[] {
  const size = (font * 6) / 7
  const longest = Math.max(0, ...cells.map(({ label }) => textWidth(label, size, true)))
  const columns = Math.max(1, Math.floor(width / (longest + font * 2.4)))
  const rows = Math.ceil(cells.length / columns)
  return cells.map((cell, i) => ({
    cell,
    x: (Math.floor(i / rows) * width) / columns,
    y: top + (i % rows) * font * 1.35,
  }))
}
