import { latin1, utf16Hex } from './pdfFile.ts'
import type { PdfFile } from './pdfFile.ts'
import { trueTypeFont } from './trueType.ts'
import type { Glyph } from './trueType.ts'

export type Face = 'regular' | 'bold' | 'italic'

/** How a character of a face looks, in units of 1/2048 of the size. */
export type GlyphSource = (character: string, face: Face) => Glyph

export const unitsPerEm = 2048
const ascent = 1854
const descent = -434

/** One face of a document: the glyphs that its text uses, numbered in order of first use. */
export class EmbeddedFont {
  private readonly numbers = new Map<string, number>()
  private readonly glyphs: Glyph[] = [{ advance: 1024, contours: [[200, 0, 200, 1400, 824, 1400, 824, 0]] }]

  readonly face: Face
  private readonly source: GlyphSource

  constructor(face: Face, source: GlyphSource) {
    this.face = face
    this.source = source
  }

  private numberOf(character: string): number {
    const known = this.numbers.get(character)
    if (known !== undefined) return known
    const number = this.glyphs.push(this.source(character, this.face)) - 1
    this.numbers.set(character, number)
    return number
  }

  /** Glyph numbers as a PDF string, and the width of the text at size 1. */
  encode(text: string): { hex: string; width: number } {
    let hex = ''
    let width = 0
    for (const { segment } of segmenter.segment(text)) {
      const number = this.numberOf(segment)
      hex += number.toString(16).padStart(4, '0')
      width += (this.glyphs[number]?.advance ?? 0) / unitsPerEm
    }
    return { hex: `<${hex}>`, width }
  }

  /** Writes the font with all that was encoded. @returns the number of its object */
  async write(file: PdfFile, order: number): Promise<number> {
    const name = `${tag(order)}+FigureSans-${this.face}`
    const program = trueTypeFont({ unitsPerEm, ascent, descent, glyphs: this.glyphs })
    const programObject = await file.addStream(program, `/Length1 ${program.length} `)
    const scale = 1000 / unitsPerEm
    const descriptor = file.add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-500 -300 1500 1100] ` +
        `/ItalicAngle ${this.face === 'italic' ? -12 : 0} /Ascent ${Math.round(ascent * scale)} ` +
        `/Descent ${Math.round(descent * scale)} /CapHeight 716 /StemV ${this.face === 'bold' ? 140 : 88} ` +
        `/FontFile2 ${programObject} 0 R >>`,
    )
    const widths = this.glyphs.map(({ advance }) => Math.round(advance * scale * 10) / 10).join(' ')
    const descendant = file.add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDToGIDMap /Identity /DW 1000 /W [0 [${widths}]] ` +
        `/CIDSystemInfo << /Registry ${textBytes('Adobe')} /Ordering ${textBytes('Identity')} /Supplement 0 >> ` +
        `/FontDescriptor ${descriptor} 0 R >>`,
    )
    const toUnicode = await file.addStream(latin1(this.characterMap()))
    return file.add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
        `/DescendantFonts [${descendant} 0 R] /ToUnicode ${toUnicode} 0 R >>`,
    )
  }

  /** From glyph back to text, so that it can be searched, copied and read aloud; a space that does not break is a space there. */
  private characterMap(): string {
    const lines = [...this.numbers].map(
      ([character, number]) =>
        `<${number.toString(16).padStart(4, '0')}> <${utf16Hex(character.replaceAll('\u00a0', ' '))}>`,
    )
    const blocks: string[] = []
    for (let at = 0; at < lines.length; at += 100) {
      const block = lines.slice(at, at + 100)
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`
  }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Six capitals, as subsets of fonts are marked. */
function tag(order: number): string {
  return `RADIM${String.fromCharCode(65 + order)}`
}

function textBytes(text: string): string {
  return `(${text})`
}
