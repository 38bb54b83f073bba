import { svgToPdf } from './svgToPdf.ts'
import { tracedGlyphs } from './tracedGlyphs.ts'

/** The text of an SVG file of ours as a PDF. Loaded when somebody asks for one. */
export async function pdfBlob(svg: string): Promise<Blob> {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  if (root.nodeName !== 'svg') throw new Error('the figure is no SVG')
  return new Blob([await svgToPdf(root, tracedGlyphs())], { type: 'application/pdf' })
}
