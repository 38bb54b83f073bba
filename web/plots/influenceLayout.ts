import { spanAxis } from './axis.ts'
import type { ValueAxis } from './axis.ts'
import type { PatientPlace } from './PatientMarks.tsx'
import type { PlotStyle } from './style.ts'
import { textWidth } from './text.ts'

export interface InfluenceEffect {
  key: string
  delta: number | null
  low: number | null
  high: number | null
  /** patients left out with it, or why there is no effect */
  note: string
}

export interface InfluencePanel {
  key: string
  title: string
  all: InfluenceEffect
  /** the effect without each patient */
  patients: readonly { patient: string; group: number; delta: number }[]
  sites: readonly InfluenceEffect[]
}

export interface InfluencePlotProps {
  panels: readonly InfluencePanel[]
  /** labels of the two groups, for the lanes of patients */
  groups: readonly string[]
  width: number
  style: PlotStyle
}

export interface PlacedInfluence {
  panel: InfluencePanel
  x: number
  y: number
  left: number
  right: number
  axis: ValueAxis
  /** middle of the row of everybody, of the two lanes, and of each site */
  allY: number
  lanes: readonly [number, number]
  laneHeight: number
  siteY: readonly number[]
  bottom: number
}

export interface InfluenceLayout {
  placed: readonly PlacedInfluence[]
  height: number
  label: number
}

const golden = 0.618033988749895

function ends({ all, patients, sites }: InfluencePanel): number[] {
  const found = [all, ...sites].flatMap(({ delta, low, high }) => [delta, low, high])
  return [0, ...found.filter((value) => value !== null), ...patients.map(({ delta }) => delta)]
}

/** One panel a cell, beside each other where they can still be read; rows are the same in all. */
export function layoutInfluence({ panels, width, style }: InfluencePlotProps): InfluenceLayout {
  const { font } = style
  const names = panels.flatMap(({ sites }) => sites.map(({ key }) => `site ${key}`))
  const label = Math.max(textWidth('each patient', font), ...names.map((name) => textWidth(name, font)))
  const gap = font * 1.8
  const fitting = Math.floor((width + gap) / (label + style.leastPanel + gap))
  const columns = Math.max(1, Math.min(panels.length, fitting))
  const each = (width - gap * (columns - 1)) / columns
  const row = font * 1.55
  const laneHeight = font * 2.6
  let y = 0
  const placed: PlacedInfluence[] = []
  for (let first = 0; first < panels.length; first += columns) {
    const inRow = panels.slice(first, first + columns)
    const most = Math.max(0, ...inRow.map(({ sites }) => sites.length))
    const top = y + font * 2.2
    const lanes = [top + row + laneHeight * 0.5, top + row + laneHeight * 1.5] as const
    const sitesTop = top + row + laneHeight * 2 + font * 0.6
    const bottom = sitesTop + most * row
    inRow.forEach((panel, c) => {
      const x = c * (each + gap)
      const [left, right] = [x + label + font * 0.8, x + each - font * 0.6]
      placed.push({
        ...{ panel, x, y, left, right, lanes, laneHeight, bottom },
        axis: spanAxis(ends(panel), [left, right], Math.max(2, Math.floor((right - left) / (font * 5)))),
        allY: top + row / 2,
        siteY: panel.sites.map((_, i) => sitesTop + (i + 0.5) * row),
      })
    })
    y = bottom + font * 4.4
  }
  return { placed, height: y, label }
}

/** Where each patient's point is: along the effect without them, spread over the lane of their group, always in the same places. */
export function influencePlaces(layout: InfluenceLayout): PatientPlace[] {
  return layout.placed.flatMap(({ panel, axis, lanes, laneHeight }) =>
    panel.patients.map(({ patient, group, delta }, i) => ({
      patient,
      group,
      x: axis.scale(delta),
      y: lanes[group === 0 ? 0 : 1] + (((i * golden) % 1) - 0.5) * laneHeight * 0.72,
    })),
  )
}
