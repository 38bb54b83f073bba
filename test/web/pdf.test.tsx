import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { readBoard, writeBoard } from '../../web/figure/board.ts'
import { FigureSheet } from '../../web/figure/FigureSheet.tsx'
import { colourChannels } from '../../web/figure/pdf/colour.ts'
import { outlines } from '../../web/figure/pdf/outline.ts'
import { pathSegments } from '../../web/figure/pdf/pathData.ts'
import { svgToPdf } from '../../web/figure/pdf/svgToPdf.ts'
import { trueTypeFont } from '../../web/figure/pdf/trueType.ts'
import type { GlyphSource } from '../../web/figure/pdf/embeddedFont.ts'
import { zipFile } from '../../web/figure/zipFile.ts'
import { gallery } from '../../web/plots/gallery.tsx'
import { pdfParts, pdfText } from './readPdf.ts'
import { svgNode } from './svgNode.ts'

/** Twice the area inside a closed line; positive where it runs clockwise with y downwards. */
function doubleArea(contour: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < contour.length; i += 2) {
    const [x, y] = [contour[i] ?? 0, contour[i + 1] ?? 0]
    const next = (i + 2) % contour.length
    sum += x * (contour[next + 1] ?? 0) - (contour[next] ?? 0) * y
  }
  return sum
}

describe('outlines of drawn letters', () => {
  /** A ring around (50.5, 50.5) between radii 20 and 40, edges smoothed over a pixel as canvases do. */
  const width = 101
  const values = Array.from({ length: width * width }, (_, i) => {
    const r = Math.hypot((i % width) - 50, Math.floor(i / width) - 50)
    const cover = Math.min(1, Math.max(0, 40.5 - r)) * Math.min(1, Math.max(0, r - 19.5))
    return Math.round(255 * cover)
  })
  const rings = outlines({ width, height: width, values }, 0.05)

  it('are an outline and a hole that runs the other way, true to a tenth of a pixel', () => {
    expect(rings).toHaveLength(2)
    const areas = rings.map((ring) => doubleArea(ring) / 2).sort((a, b) => a - b)
    expect(areas[0]).toBeCloseTo(-Math.PI * 400, -1)
    expect(Math.abs((areas[0] ?? 0) + Math.PI * 400)).toBeLessThan(2 * Math.PI * 20 * 0.1)
    expect(Math.abs((areas[1] ?? 0) - Math.PI * 1600)).toBeLessThan(2 * Math.PI * 40 * 0.1)
  })
  it('keep few points', () => {
    for (const ring of rings) expect(ring.length / 2).toBeLessThan(120)
  })
  it('of nothing are nothing', () => {
    expect(outlines({ width: 3, height: 3, values: new Uint8Array(9) }, 0.1)).toEqual([])
  })
})

describe('the font', () => {
  const square = [100, 0, 100, 700, 600, 700, 600, 0]
  const bytes = trueTypeFont({
    unitsPerEm: 2048,
    ascent: 1800,
    descent: -400,
    glyphs: [
      { advance: 500, contours: [square] },
      { advance: 1000, contours: [] },
    ],
  })
  const view = new DataView(bytes.buffer)
  const table = (name: string): number => {
    for (let i = 0; i < view.getUint16(4); i++) {
      const at = 12 + 16 * i
      if (Buffer.from(bytes.subarray(at, at + 4)).toString('latin1') === name) return view.getUint32(at + 8)
    }
    throw new Error(`no table ${name}`)
  }
  it('has the checksum that the format asks for', () => {
    let sum = 0
    for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) % 2 ** 32
    expect(sum).toBe(0xb1b0afba)
  })
  it('holds advances and outlines as they were given', () => {
    expect(view.getUint16(table('maxp') + 4)).toBe(2)
    expect([view.getUint16(table('hmtx')), view.getUint16(table('hmtx') + 4)]).toEqual([500, 1000])
    const glyf = table('glyf')
    const box = [2, 4, 6, 8].map((at) => view.getInt16(glyf + at))
    expect([view.getInt16(glyf), ...box]).toEqual([1, 100, 0, 600, 700])
    const xAt = glyf + 10 + 2 + 2 + 4
    expect([0, 1, 2, 3].map((i) => view.getInt16(xAt + 2 * i))).toEqual([100, 0, 500, 0])
    // an empty glyph begins where the one before ends
    expect(view.getUint32(table('loca') + 8)).toBe(view.getUint32(table('loca') + 4))
  })
})

describe('colours', () => {
  it('are the same written in any of our ways', () => {
    expect(colourChannels('#f00')).toEqual([1, 0, 0])
    expect(colourChannels('#3366cc').map((channel) => channel * 255)).toEqual([51, 102, 204])
    expect(colourChannels('rgb(51, 102, 204)')).toEqual(colourChannels('#3366cc'))
    // by hand: C = 0.6, X = 0.3, m = 0.2 of hsl(210, 60 %, 50 %) is (0.2, 0.5, 0.8)
    colourChannels('hsl(210 60% 50%)').forEach((channel, i) => {
      expect(channel).toBeCloseTo([0.2, 0.5, 0.8][i] ?? NaN, 12)
    })
    expect(() => colourChannels('var(--ink)')).toThrow('var(--ink)')
  })
})

describe('paths', () => {
  it('a circle of arcs is four curves that lie on it', () => {
    const segments = pathSegments('M-2,0A2,2,0,1,1,2,0A2,2,0,1,1,-2,0Z')
    const curves = segments.filter(([letter]) => letter === 'C')
    expect(curves).toHaveLength(4)
    for (const curve of curves) expect(Math.hypot(Number(curve[5]), Number(curve[6]))).toBeCloseTo(2, 9)
    expect(segments.at(-1)).toEqual(['Z'])
  })
  it('relative, shorthand and packed commands are the absolute ones', () => {
    expect(pathSegments('m1 1 2 0h3v-4l-1-1z')).toEqual(pathSegments('M1 1L3 1L6 1L6 -3L5 -4Z'))
    expect(pathSegments('M0 0q3 3 6 0')).toEqual([
      ['M', 0, 0],
      ['C', 2, 2, 4, 2, 6, 0],
    ])
  })
})

/** Letters as boxes: what is tested is not how they look. */
const boxes: GlyphSource = (character) => ({
  advance: 1024,
  contours: character.trim() === '' ? [] : [[100, 0, 100, 1000, 900, 1000, 900, 0]],
})

const pdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

function extracted(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'radimmune-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('PDF of a figure', () => {
  const caption = 'Cohort, n\u00a0=\u00a017. Δ −0.04 (ρ ≥ .15, ε²), P = 1.2 × 10⁻⁵.'
  const svg = renderToStaticMarkup(
    <FigureSheet
      letter="a"
      title="Cells by “score”"
      caption={[caption]}
      isSimulated
      column="single"
      plot={{ height: 40, drawing: <circle cx={5} cy={5} r={3} fill="#d55e00" fillOpacity={0.5} /> }}
      metadata='{"kind":"compareGroups"}'
    />,
  )
  it('is as large as the figure, with title, caption and specification in its fields', async () => {
    const { source } = pdfParts(await svgToPdf(svgNode(svg), boxes))
    expect(source).toMatch(/\/MediaBox \[0 0 252\.283 \d+\]/)
    const field = (name: string): string =>
      Buffer.from(new RegExp(`/${name} <FEFF([0-9a-f]*)>`).exec(source)?.[1] ?? '', 'hex')
        .swap16()
        .toString('utf16le')
    expect([field('Title'), field('Subject'), field('Keywords')]).toEqual([
      'Cells by “score”',
      caption,
      '{"kind":"compareGroups"}',
    ])
    expect(source).toContain('/ca 0.5')
  })
  it('embeds every font that its text uses', async () => {
    const { source } = pdfParts(await svgToPdf(svgNode(svg), boxes))
    expect(source.match(/\/FontFile2 /g)).toHaveLength(3)
    expect(source).not.toMatch(/\/BaseFont \/Helvetica/)
  })
  it('has its text as text', async () => {
    const text = pdfText(await svgToPdf(svgNode(svg), boxes)).join(' ')
    expect(text).toContain('SIMULATED DATA')
    expect(text.replaceAll(' ', '')).toContain(caption.replaceAll(/[\u00a0 ]/g, ''))
  })
  it.skipIf(!pdftotext)('is read by pdftotext', async () => {
    const read = extracted(await svgToPdf(svgNode(svg), boxes)).replaceAll(/\s+/g, ' ')
    expect(read).toContain('SIMULATED DATA')
    expect(read).toContain('Cohort, n = 17. Δ −0.04 (ρ ≥ .15, ε²)')
  })
  it('refuses what it cannot draw, instead of leaving it out', async () => {
    const odd = svgNode('<svg viewBox="0 0 10 10"><image x="0" y="0"/></svg>')
    await expect(svgToPdf(odd, boxes)).rejects.toThrow('<image>')
    const variable = svgNode('<svg viewBox="0 0 10 10"><rect fill="var(--ink)"/></svg>')
    await expect(svgToPdf(variable, boxes)).rejects.toThrow('var(--ink)')
  })

  it('every printed picture of the gallery can be written, with all of its text', async () => {
    const printed = gallery
      .map(({ name, draw }) => ({ name, svg: renderToStaticMarkup(draw()) }))
      .filter((picture) => !picture.svg.includes(`height="0"`) && !picture.svg.includes('var('))
    expect(printed.length).toBeGreaterThan(15)
    for (const picture of printed) {
      const expected = [...picture.svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text = '']) =>
        text.replaceAll(/<[^>]*>/g, ''),
      )
      const plain = (texts: readonly string[]): string =>
        texts
          .join('')
          .replaceAll('\u00a0', ' ')
          .replaceAll('&#x27;', "'")
          .replaceAll('&amp;', '&')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
      const text = pdfText(await svgToPdf(svgNode(picture.svg), boxes))
      expect(plain(text), picture.name).toBe(plain(expected))
    }
  })
})

describe('ZIP', () => {
  it('gives back what was put in, names and all', async () => {
    const zip = Buffer.from(
      await zipFile([
        { name: 'README.txt', content: 'Größe\n' },
        { name: 'data/a.tsv', content: new Uint8Array([1, 2, 3]) },
      ]),
    )
    const end = zip.length - 22
    expect(zip.readUInt32LE(end)).toBe(0x06054b50)
    const found: [string, Buffer][] = []
    let at = zip.readUInt32LE(end + 16)
    for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
      const nameLength = zip.readUInt16LE(at + 28)
      const offset = zip.readUInt32LE(at + 42)
      const packed = zip.subarray(
        offset + 30 + nameLength,
        offset + 30 + nameLength + zip.readUInt32LE(at + 20),
      )
      found.push([zip.toString('utf8', at + 46, at + 46 + nameLength), inflateRawSync(packed)])
      at += 46 + nameLength
    }
    expect(found).toEqual([
      ['README.txt', Buffer.from('Größe\n')],
      ['data/a.tsv', Buffer.from([1, 2, 3])],
    ])
  })
})

describe('the board in the address', () => {
  it('comes back as it was, whatever stands in its notes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.boolean(), (title, note, isHalf) => {
        const board = {
          title,
          figures: [
            {
              kind: 'outcome' as const,
              panel: 'cuts',
              variables: { input: { release: note, seed: 1, list: [title] } },
              options: { cell: title },
              note,
              ...(isHalf ? { half: true as const } : {}),
            },
          ],
        }
        expect(readBoard(writeBoard(board))).toEqual(board)
        expect(writeBoard(board)).not.toContain('"')
      }),
    )
  })
  it('that is none is null, and a figure of an unknown kind is not left out in silence', () => {
    expect(readBoard('')).toBeNull()
    expect(readBoard('{~figures~:[{~kind~:~spreadsheet~,~panel~:~a~,~variables~:{}}]}')).toBeNull()
  })
})
