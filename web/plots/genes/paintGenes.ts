import { classOf, heightOf, pointClasses } from './volcanoLayout.ts'
import type { PointClass, Volcano, VolcanoLayout } from './volcanoLayout.ts'

/** The points of one class in columns: what every frame of a movement needs, made once. */
export type PointTable = Record<PointClass, { r: Float64Array; height: Float64Array }>

export function pointTable({ r, logQ }: Volcano): PointTable {
  const found: Record<PointClass, [number, number][]> = { quiet: [], less: [], more: [] }
  r.forEach((value, place) => {
    const height = heightOf(logQ[place] ?? null)
    if (value !== null && height !== null) found[classOf(value, height)].push([value, height])
  })
  const columns = (kind: PointClass) => ({
    r: Float64Array.from(found[kind], ([value]) => value),
    height: Float64Array.from(found[kind], ([, height]) => height),
  })
  return { quiet: columns('quiet'), less: columns('less'), more: columns('more') }
}

export interface GenePaint {
  /** pixels of the canvas per CSS pixel */
  ratio: number
  /** red, green and blue, 0 to 255 */
  colours: Record<PointClass, readonly [number, number, number]>
  /** side of a point in CSS pixels */
  size: number
}

const opacity: Record<PointClass, number> = { quiet: 0.35, less: 0.8, more: 0.8 }
const most = 255
/** opacity of so many points of a class on top of each other */
const stacked = Object.fromEntries(
  pointClasses.map((kind) => [
    kind,
    Float64Array.from({ length: most + 1 }, (_, n) => 1 - (1 - opacity[kind]) ** n),
  ]),
) as Record<PointClass, Float64Array>

/** How many points of a class lie on each pixel; 255 stands for more, too. */
function counted(
  { r, height }: PointTable[PointClass],
  { x, y, left, top }: VolcanoLayout,
  size: { width: number; height: number; ratio: number; side: number },
): Uint8Array {
  const { ratio, side } = size
  const counts = new Uint8Array(size.width * size.height)
  // the scales are straight lines; two numbers each are faster than a call
  const [x0, y0] = [x.scale(0), y.scale(0)]
  const [perX, perY] = [(x.scale(1) - x0) * ratio, (y.scale(1) - y0) * ratio]
  const [fromX, fromY] = [(x0 - left) * ratio, (y0 - top) * ratio]
  for (let i = 0; i < r.length; i += 1) {
    const centreX = fromX + (r[i] ?? 0) * perX
    const centreY = fromY + (height[i] ?? 0) * perY
    if (centreX < 0 || centreX > size.width || centreY < 0 || centreY > size.height) continue
    const [startX, startY] = [Math.round(centreX - side / 2), Math.round(centreY - side / 2)]
    const [endX, endY] = [Math.min(size.width, startX + side), Math.min(size.height, startY + side)]
    for (let row = Math.max(0, startY); row < endY; row += 1)
      for (let at = row * size.width + Math.max(0, startX); at < row * size.width + endX; at += 1)
        if (counts[at] !== most) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/**
 * The points of a view as pixels, red, green, blue and opacity: squares, the strong ones above the quiet. A canvas that is asked for
 * 60,000 rectangles takes several times as long.
 */
export function paintedGenes(
  table: PointTable,
  layout: VolcanoLayout,
  // not spread: of the browser's own canvas nothing would be left
  { width, height }: { width: number; height: number },
  { ratio, colours, size }: GenePaint,
): Uint8ClampedArray<ArrayBuffer> {
  const side = Math.max(1, Math.round(size * ratio))
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (const kind of pointClasses) {
    const counts = counted(table[kind], layout, { width, height, ratio, side })
    const [red, green, blue] = colours[kind]
    const opacities = stacked[kind]
    for (let pixel = 0; pixel < counts.length; pixel += 1) {
      const count = counts[pixel] ?? 0
      if (count === 0) continue
      const at = pixel * 4
      const above = opacities[count] ?? 0
      const below = ((pixels[at + 3] ?? 0) / 255) * (1 - above)
      const share = above / (above + below)
      pixels[at] = red * share + (pixels[at] ?? 0) * (1 - share)
      pixels[at + 1] = green * share + (pixels[at + 1] ?? 0) * (1 - share)
      pixels[at + 2] = blue * share + (pixels[at + 2] ?? 0) * (1 - share)
      pixels[at + 3] = (above + below) * 255
    }
  }
  return pixels
}
