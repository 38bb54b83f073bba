import type { Contour } from './outline.ts'

/** A glyph in font units, y upwards from the baseline. */
export interface Glyph {
  advance: number
  contours: readonly Contour[]
}

export interface FontShape {
  unitsPerEm: number
  ascent: number
  descent: number
  /** the first is drawn for what is missing */
  glyphs: readonly Glyph[]
}

class Bytes {
  private readonly bytes: number[] = []
  get length(): number {
    return this.bytes.length
  }
  u8(value: number): this {
    this.bytes.push(value & 0xff)
    return this
  }
  u16(...values: number[]): this {
    for (const value of values) this.bytes.push((value >> 8) & 0xff, value & 0xff)
    return this
  }
  u32(...values: number[]): this {
    for (const value of values) this.u16(Math.floor(value / 0x10000) & 0xffff, value & 0xffff)
    return this
  }
  pad(to: number): this {
    while (this.bytes.length % to !== 0) this.bytes.push(0)
    return this
  }
  add(other: Bytes): this {
    for (const byte of other.bytes) this.bytes.push(byte)
    return this
  }
  get sum(): number {
    let sum = 0
    for (let i = 0; i < this.bytes.length; i += 4) {
      const word =
        (this.bytes[i] ?? 0) * 0x1000000 +
        (this.bytes[i + 1] ?? 0) * 0x10000 +
        (this.bytes[i + 2] ?? 0) * 0x100 +
        (this.bytes[i + 3] ?? 0)
      sum = (sum + word) % 0x100000000
    }
    return sum
  }
  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.bytes)
  }
}

interface Box {
  xMin: number
  yMin: number
  xMax: number
  yMax: number
}

function boxOf(contours: readonly Contour[]): Box {
  const box = { xMin: Infinity, yMin: Infinity, xMax: -Infinity, yMax: -Infinity }
  for (const contour of contours) {
    for (let i = 0; i < contour.length; i += 2) {
      const [x, y] = [contour[i] ?? 0, contour[i + 1] ?? 0]
      box.xMin = Math.min(box.xMin, x)
      box.xMax = Math.max(box.xMax, x)
      box.yMin = Math.min(box.yMin, y)
      box.yMax = Math.max(box.yMax, y)
    }
  }
  return box.xMin > box.xMax ? { xMin: 0, yMin: 0, xMax: 0, yMax: 0 } : box
}

function writeGlyph(contours: readonly Contour[], box: Box): Bytes {
  const out = new Bytes()
  if (contours.length === 0) return out
  out.u16(contours.length, box.xMin, box.yMin, box.xMax, box.yMax)
  let last = -1
  for (const contour of contours) out.u16((last += contour.length / 2))
  out.u16(0)
  const onCurve = 1
  for (let i = 0; i <= last; i++) out.u8(onCurve)
  for (const axis of [0, 1]) {
    let before = 0
    for (const contour of contours) {
      for (let i = axis; i < contour.length; i += 2) {
        const value = contour[i] ?? 0
        out.u16(value - before)
        before = value
      }
    }
  }
  return out.pad(4)
}

/**
 * A TrueType font of straight outlines, with the tables that a PDF reader needs (no character map: PDF names glyphs by number).
 * @source Apple, TrueType Reference Manual: glyf, head, hhea, hmtx, loca, maxp
 */
export function trueTypeFont({ unitsPerEm, ascent, descent, glyphs }: FontShape): Uint8Array<ArrayBuffer> {
  const shapes = glyphs.map(({ advance, contours }) => ({
    advance: Math.round(advance),
    contours: contours.map((contour) => contour.map(Math.round)),
  }))
  const boxes = shapes.map(({ contours }) => boxOf(contours))
  const [glyf, loca, hmtx] = [new Bytes(), new Bytes().u32(0), new Bytes()]
  shapes.forEach(({ advance, contours }, i) => {
    const box = boxes[i] ?? boxOf([])
    glyf.add(writeGlyph(contours, box))
    loca.u32(glyf.length)
    hmtx.u16(advance, box.xMin)
  })
  const all = boxes.reduce((a, b) => ({
    xMin: Math.min(a.xMin, b.xMin),
    yMin: Math.min(a.yMin, b.yMin),
    xMax: Math.max(a.xMax, b.xMax),
    yMax: Math.max(a.yMax, b.yMax),
  }))
  const n = shapes.length
  const widest = Math.max(...shapes.map(({ advance }) => advance))
  const points = shapes.map(({ contours }) => contours.reduce((sum, { length }) => sum + length / 2, 0))
  const head = new Bytes()
    .u32(0x10000, 0x10000, 0, 0x5f0f3cf5)
    .u16(0, unitsPerEm)
    .u32(0, 0, 0, 0)
    .u16(all.xMin, all.yMin, all.xMax, all.yMax, 0, 6, 2, 1, 0)
  const hhea = new Bytes()
    .u32(0x10000)
    .u16(ascent, descent, 0, widest, 0, 0, all.xMax, 1, 0, 0, 0, 0, 0, 0, 0, n)
  const maxp = new Bytes()
    .u32(0x10000)
    .u16(n, Math.max(...points), Math.max(...shapes.map(({ contours }) => contours.length)))
    .u16(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
  return assembled({ glyf, head, hhea, hmtx, loca, maxp })
}

function assembled(tables: Record<string, Bytes>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tables).sort()
  const power = 2 ** Math.floor(Math.log2(names.length))
  const out = new Bytes()
    .u32(0x10000)
    .u16(names.length, power * 16, Math.log2(power), names.length * 16 - power * 16)
  const body = new Bytes()
  const start = 12 + names.length * 16
  for (const name of names) {
    const table = tables[name] ?? new Bytes()
    for (const char of name) out.u8(char.charCodeAt(0))
    out.u32(table.sum, start + body.length, table.length)
    body.add(table).pad(4)
  }
  out.add(body)
  const bytes = out.done()
  // checkSumAdjustment of head, over the whole file with it 0
  const adjust = (0xb1b0afba - out.sum + 0x100000000) % 0x100000000
  const headAt =
    start + names.slice(0, names.indexOf('head')).reduce((sum, name) => sum + padded(tables[name]), 0)
  new DataView(bytes.buffer).setUint32(headAt + 8, adjust)
  return bytes
}

function padded(table: Bytes | undefined): number {
  return Math.ceil((table?.length ?? 0) / 4) * 4
}
