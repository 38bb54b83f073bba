import { joined } from './pdf/pdfFile.ts'
import { crc32 } from './pngResolution.ts'

export interface ZipEntry {
  name: string
  content: string | Uint8Array<ArrayBuffer>
}

/** 1 January 1980, where the format's clock begins: the same files give the same bytes. */
const noDate = 0x0021

function header(size: number, fill: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  fill(new DataView(bytes.buffer))
  return bytes
}

async function deflatedRaw(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** A ZIP archive with names in UTF-8. @source PKWARE, APPNOTE 6.3.10, 4.3 */
export async function zipFile(entries: readonly ZipEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, content } of entries) {
    const bytes = typeof content === 'string' ? Uint8Array.from(new TextEncoder().encode(content)) : content
    const packed = await deflatedRaw(bytes)
    const label = new TextEncoder().encode(name)
    const common = (view: DataView, from: number): void => {
      view.setUint16(from, 20, true)
      view.setUint16(from + 2, 0x0800, true)
      view.setUint16(from + 4, 8, true)
      view.setUint16(from + 8, noDate, true)
      view.setUint32(from + 10, crc32(bytes), true)
      view.setUint32(from + 14, packed.length, true)
      view.setUint32(from + 18, bytes.length, true)
      view.setUint16(from + 22, label.length, true)
    }
    const offset = at
    const local = header(30, (view) => {
      view.setUint32(0, 0x04034b50, true)
      common(view, 4)
    })
    const central = header(46, (view) => {
      view.setUint32(0, 0x02014b50, true)
      view.setUint16(4, 20, true)
      common(view, 6)
      view.setUint32(42, offset, true)
    })
    parts.push(local, label, packed)
    directory.push(central, label)
    at += local.length + label.length + packed.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = header(22, (view) => {
    view.setUint32(0, 0x06054b50, true)
    view.setUint16(8, entries.length, true)
    view.setUint16(10, entries.length, true)
    view.setUint32(12, size, true)
    view.setUint32(16, at, true)
  })
  return joined([...parts, ...directory, end])
}
