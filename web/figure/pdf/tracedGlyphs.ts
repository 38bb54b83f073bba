import { printStyle } from '../../plots/style.ts'
import { unitsPerEm } from './embeddedFont.ts'
import type { Face, GlyphSource } from './embeddedFont.ts'
import { outlines } from './outline.ts'
import type { Glyph } from './trueType.ts'

/*
 * A browser lets no page read its fonts, and a font of our own would look different from the screen and lack somebody's letters.
 * So each letter that a figure uses is drawn once, large, and its outline is taken from the drawing: 512 pixels to the em and
 * edges between pixels make it true to about 1/4000 of its size.
 */
const size = 512
const unit = unitsPerEm / size
const fonts: Record<Face, string> = {
  regular: `${size}px ${printStyle.family}`,
  bold: `bold ${size}px ${printStyle.family}`,
  italic: `italic ${size}px ${printStyle.family}`,
}
/** pixels by which an outline may be off: a quarter of a unit of the font's 2048 */
const tolerance = 0.25

const known = new Map<string, Glyph>()

/** Glyphs of the fonts that this browser draws the figures with. */
export function tracedGlyphs(): GlyphSource {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser has no canvas')
  return (character, face) => {
    const key = `${face} ${character}`
    const found = known.get(key) ?? traced(context, character, face)
    known.set(key, found)
    return found
  }
}

function traced(context: CanvasRenderingContext2D, character: string, face: Face): Glyph {
  context.font = fonts[face]
  const measured = context.measureText(character)
  const advance = measured.width * unit
  const left = Math.ceil(measured.actualBoundingBoxLeft) + 2
  const up = Math.ceil(measured.actualBoundingBoxAscent) + 2
  const width = left + Math.ceil(measured.actualBoundingBoxRight) + 2
  const height = up + Math.ceil(measured.actualBoundingBoxDescent) + 2
  if (character.trim() === '' || width <= 4 || height <= 4) return { advance, contours: [] }
  context.canvas.width = width
  context.canvas.height = height
  // a new size forgets the font
  context.font = fonts[face]
  context.fillText(character, left, up)
  const { data } = context.getImageData(0, 0, width, height)
  const values = new Uint8Array(width * height)
  for (let i = 0; i < values.length; i++) values[i] = data[4 * i + 3] ?? 0
  const contours = outlines({ width, height, values }, tolerance).map((contour) =>
    contour.map((value, i) => (i % 2 === 0 ? (value - left) * unit : (up - value) * unit)),
  )
  return { advance, contours }
}
