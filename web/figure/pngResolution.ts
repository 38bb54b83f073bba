const signature = 8
const inchesPerMetre = 1 / 0.0254

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})

/** The checksum of PNG and ZIP. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function physChunk(dotsPerInch: number): Uint8Array {
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  const dotsPerMetre = Math.round(dotsPerInch * inchesPerMetre)
  view.setUint32(0, 9)
  chunk.set([0x70, 0x48, 0x59, 0x73], 4) // pHYs
  view.setUint32(8, dotsPerMetre)
  view.setUint32(12, dotsPerMetre)
  view.setUint8(16, 1)
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  return chunk
}

/** Writes the resolution into a PNG, right after its header, so that it opens at its size in millimetres. */
export function withResolution(png: Uint8Array<ArrayBuffer>, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const headerLength = new DataView(png.buffer, png.byteOffset).getUint32(signature)
  const at = signature + 12 + headerLength
  const chunk = physChunk(dotsPerInch)
  const result = new Uint8Array(png.length + chunk.length)
  result.set(png.subarray(0, at))
  result.set(chunk, at)
  result.set(png.subarray(at), at + chunk.length)
  return result
}
