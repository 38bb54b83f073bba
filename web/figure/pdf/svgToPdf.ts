import { attribute, drawSvg, elements, number } from './drawSvg.ts'
import type { SvgNode } from './drawSvg.ts'
import { EmbeddedFont } from './embeddedFont.ts'
import type { GlyphSource } from './embeddedFont.ts'
import { latin1, PdfFile, textString } from './pdfFile.ts'

/**
 * A one-page PDF of an SVG of ours: text stays text in fonts that are inside, lines stay lines, the page is as large as the figure.
 * Title, caption and specification stand in the document's own fields too.
 */
export async function svgToPdf(root: SvgNode, glyphs: GlyphSource): Promise<Uint8Array<ArrayBuffer>> {
  const [left = 0, top = 0, width = 0, height = 0] = (attribute(root, 'viewBox') ?? '')
    .split(/[\s,]+/)
    .map(Number)
  if (!(width > 0) || !(height > 0)) throw new Error('the figure has no size')
  const fonts = {
    regular: new EmbeddedFont('regular', glyphs),
    bold: new EmbeddedFont('bold', glyphs),
    italic: new EmbeddedFont('italic', glyphs),
  }
  const { content, opacities } = drawSvg(root, fonts)
  const file = new PdfFile()
  const catalog = file.reserve()
  const pages = file.reserve()
  const faces = [fonts.regular, fonts.bold, fonts.italic]
  const fontObjects: string[] = []
  for (const [order, font] of faces.entries())
    fontObjects.push(`/${font.face} ${await font.write(file, order)} 0 R`)
  const states = opacities.map(
    ([fill, stroke], at) => `/G${at} << /ca ${number(fill)} /CA ${number(stroke)} >>`,
  )
  const upsideDown = `1 0 0 -1 ${number(-left)} ${number(top + height)} cm`
  const stream = await file.addStream(latin1(`${upsideDown}\n${content}\n`))
  const page = file.add(
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${number(width)} ${number(height)}] /Contents ${stream} 0 R ` +
      `/Group << /S /Transparency /CS /DeviceRGB >> ` +
      `/Resources << /Font << ${fontObjects.join(' ')} >> /ExtGState << ${states.join(' ')} >> >> >>`,
  )
  file.write(pages, `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`)
  file.write(
    catalog,
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  )
  const said = (name: string): string =>
    elements(root).find((child) => child.nodeName === name)?.textContent ?? ''
  const info = file.add(
    `<< /Title ${textString(said('title'))} /Subject ${textString(said('desc'))} ` +
      `/Keywords ${textString(said('metadata'))} /Creator (Radimmune) >>`,
  )
  return file.done(catalog, info)
}
