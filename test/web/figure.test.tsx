import { inflateSync, deflateSync } from 'node:zlib'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FigureSheet, sheetWidth } from '../../web/figure/FigureSheet.tsx'
import { withResolution } from '../../web/figure/pngResolution.ts'
import { fileName } from '../../web/figure/save.ts'

/** A one-pixel PNG, made by hand from the specification. */
function smallPng(): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const bytes = Buffer.alloc(12 + data.length)
    bytes.writeUInt32BE(data.length, 0)
    bytes.write(type, 4, 'latin1')
    bytes.set(data, 8)
    return bytes
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.from([0, 255]))
  return Uint8Array.from(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  )
}

describe('PNG resolution', () => {
  it('stands right after the header, in dots per metre, with a true checksum', () => {
    const png = Buffer.from(withResolution(smallPng(), 600))
    const at = 8 + 25
    expect(png.toString('latin1', at + 4, at + 8)).toBe('pHYs')
    expect([png.readUInt32BE(at), png.readUInt32BE(at + 8), png.readUInt32BE(at + 12), png[at + 16]]).toEqual(
      [9, 23_622, 23_622, 1],
    )
    // CRC-32 of "pHYs" 00005C46 00005C46 01, by zlib.crc32 of Python
    expect(png.readUInt32BE(at + 17)).toBe(0x14944341)
  })
  it('keeps every other byte', () => {
    const before = smallPng()
    const after = withResolution(before, 300)
    expect(Buffer.concat([after.subarray(0, 33), after.subarray(33 + 21)])).toEqual(Buffer.from(before))
    expect(inflateSync(after.subarray(33 + 21 + 8, after.length - 12 - 4))).toEqual(Buffer.from([0, 255]))
  })
})

describe('file names', () => {
  it('carry cohort, method, release and analysis, and nothing that a file system refuses', () => {
    expect(fileName(['tcga-brca', 'cibersort-lm22', '9f3c', 'a b/c:d', '183mm'], 'svg')).toBe(
      'tcga-brca_cibersort-lm22_9f3c_a-b-c-d_183mm.svg',
    )
  })
})

describe('figure sheet', () => {
  const sheet = (isSimulated: boolean) =>
    renderToStaticMarkup(
      <FigureSheet
        letter="a"
        title="T"
        caption={['One sentence.', 'Another with <signs> & a https://address/']}
        isSimulated={isSimulated}
        column="single"
        plot={{ height: 40, drawing: <g /> }}
        metadata='{"a":1}'
      />,
    )
  it('is 89 mm wide with a point as its unit, on white', () => {
    expect(sheetWidth('single')).toBeCloseTo(252.2835, 4)
    expect(sheet(false)).toContain('width="89mm"')
    expect(sheet(false)).toContain('fill="#ffffff"')
    expect(sheet(false)).not.toContain('var(')
  })
  it('has the caption and the specification inside', () => {
    expect(sheet(false)).toContain('https://address/')
    expect(sheet(false)).toContain('<metadata>{&quot;a&quot;:1}</metadata>')
  })
  it('says when the data are simulated', () => {
    expect(sheet(true)).toContain('SIMULATED DATA')
    expect(sheet(false)).not.toContain('SIMULATED')
  })
})
