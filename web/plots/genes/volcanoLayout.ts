import { scaleLinear } from 'd3'
import type { ScaleLinear } from 'd3'
import { labelTicks } from '../axis.ts'
import type { ValueAxis } from '../axis.ts'
import type { PlotStyle } from '../style.ts'

/** One coefficient a gene with the natural logarithm of its q, as the API gives them; null = not tested. */
export interface Volcano {
  r: readonly (number | null)[]
  logQ: readonly (number | null)[]
  labels: readonly string[]
}

/** Ends of both axes as they are shown: coefficient, and −log10 q. */
export interface View {
  x: readonly [number, number]
  y: readonly [number, number]
}

export interface VolcanoProps {
  genes: Volcano
  view: View
  /** name of the coefficient, e.g. "Spearman’s ρ with GTR-ITH score" */
  xName: string
  /** places of genes that are named */
  named: readonly number[]
  width: number
  height: number
  style: PlotStyle
}

export interface VolcanoLayout {
  left: number
  right: number
  top: number
  bottom: number
  x: ValueAxis
  y: ValueAxis
}

const ln10 = Math.LN10
/** q of the dashed line */
export const drawnQ = 0.05
export const drawnHeight = -Math.log10(drawnQ)

/** Place of a gene on the vertical axis; an axis in powers of ten, no new number. */
export function heightOf(logQ: number | null): number | null {
  return logQ === null ? null : -logQ / ln10
}

/** All that was tested, symmetric about 0, with a little room. */
export function wholeView({ r, logQ }: Volcano): View {
  let reach = 0
  let top = drawnHeight
  r.forEach((value, i) => {
    const height = heightOf(logQ[i] ?? null)
    if (value === null || height === null) return
    reach = Math.max(reach, Math.abs(value))
    top = Math.max(top, height)
  })
  const half = reach === 0 ? 1 : Math.min(1.02, reach * 1.08)
  return { x: [-half, half], y: [0, top * 1.08] }
}

function axis(domain: readonly [number, number], range: readonly [number, number], count: number): ValueAxis {
  const scale: ScaleLinear<number, number> = scaleLinear().domain(domain).range(range)
  return { scale, exponent: 0, ticks: labelTicks(scale.ticks(count), 0) }
}

export function layoutVolcano({
  view,
  width,
  height,
  style,
}: Omit<VolcanoProps, 'genes' | 'named' | 'xName'>): VolcanoLayout {
  const { font } = style
  const [left, right] = [font * 4.4, width - font * 1.2]
  const [top, bottom] = [font * 0.8, height - font * 3.8]
  return {
    ...{ left, right, top, bottom },
    x: axis(view.x, [left, right], Math.max(3, Math.floor((right - left) / (font * 7)))),
    y: axis(view.y, [bottom, top], Math.max(3, Math.floor((bottom - top) / (font * 5)))),
  }
}

/** Classes of points: what is not below the line is quiet. */
export type PointClass = 'quiet' | 'more' | 'less'
export const pointClasses: readonly PointClass[] = ['quiet', 'less', 'more']

export function classOf(r: number, height: number): PointClass {
  if (height < drawnHeight) return 'quiet'
  return r > 0 ? 'more' : 'less'
}

/** Colours of the sign, doubled by position: what rises with x stands at the right. Not those of groups, of which there are none. */
export function classColour(style: PlotStyle, kind: PointClass): string {
  const { positive, negative } = style.signs
  return kind === 'quiet' ? style.muted : kind === 'more' ? positive : negative
}

export interface PlacedGene {
  place: number
  x: number
  y: number
  kind: PointClass
}

/** Genes inside the frame, in pixels. */
export function placeGenes(
  { r, logQ }: Volcano,
  { x, y, left, right, top, bottom }: VolcanoLayout,
): PlacedGene[] {
  const placed: PlacedGene[] = []
  for (let place = 0; place < r.length; place += 1) {
    const value = r[place] ?? null
    const height = heightOf(logQ[place] ?? null)
    if (value === null || height === null) continue
    const at = { x: x.scale(value), y: y.scale(height) }
    if (at.x < left || at.x > right || at.y < top || at.y > bottom) continue
    placed.push({ place, ...at, kind: classOf(value, height) })
  }
  return placed
}

/** The gene nearest to a point, within a reach in pixels; null where none is near. */
export function nearestGene(
  placed: readonly PlacedGene[],
  x: number,
  y: number,
  reach: number,
): PlacedGene | null {
  let best: PlacedGene | null = null
  let least = reach * reach
  for (const gene of placed) {
    const distance = (gene.x - x) ** 2 + (gene.y - y) ** 2
    if (distance < least) {
      best = gene
      least = distance
    }
  }
  return best
}

const mostZoom = 400

/** Zooms about a point of the view (shares of its width and height from left and bottom); a factor below 1 comes nearer. */
export function zoomed(view: View, whole: View, factor: number, about: { x: number; y: number }): View {
  const one = (
    [from, to]: readonly [number, number],
    all: readonly [number, number],
    at: number,
  ): [number, number] => {
    const length = Math.max((all[1] - all[0]) / mostZoom, Math.min(all[1] - all[0], (to - from) * factor))
    const fixed = from + (to - from) * at
    return inside([fixed - length * at, fixed + length * (1 - at)], all)
  }
  return { x: one(view.x, whole.x, about.x), y: one(view.y, whole.y, about.y) }
}

/** Moves by shares of what is shown. */
export function panned(view: View, whole: View, by: { x: number; y: number }): View {
  const one = (
    [from, to]: readonly [number, number],
    all: readonly [number, number],
    share: number,
  ): [number, number] => {
    const step = (to - from) * share
    return inside([from + step, to + step], all)
  }
  return { x: one(view.x, whole.x, by.x), y: one(view.y, whole.y, by.y) }
}

/** The same length, pushed back inside the whole. */
function inside([from, to]: [number, number], [low, high]: readonly [number, number]): [number, number] {
  const length = Math.min(to - from, high - low)
  const start = Math.max(low, Math.min(from, high - length))
  return [start, start + length]
}
