import { inflateSync } from 'node:zlib'

interface PdfParts {
  /** every stream, unpacked */
  streams: Buffer[]
  /** the file with streams left packed, for dictionaries */
  source: string
}

export function pdfParts(bytes: Uint8Array): PdfParts {
  const source = Buffer.from(bytes).toString('latin1')
  const streams = [...source.matchAll(/\/Length (\d+)[^>]*>>\nstream\n/g)].map((match) => {
    const start = match.index + match[0].length
    return inflateSync(Buffer.from(bytes).subarray(start, start + Number(match[1])))
  })
  return { streams, source }
}

/** The text of our own PDF, run by run, read back through each font's map from glyphs to characters. */
export function pdfText(bytes: Uint8Array): string[] {
  const { streams, source } = pdfParts(bytes)
  const texts = streams.map((stream) => stream.toString('latin1'))
  const maps = texts
    .filter((text) => text.includes('begincmap'))
    .map(
      (text) =>
        new Map(
          [...text.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)].map(([, glyph = '', hex = '']) => [
            glyph,
            Buffer.from(hex, 'hex').swap16().toString('utf16le'),
          ]),
        ),
    )
  const faces = [...(/\/Font << (.*?) >>/.exec(source)?.[1] ?? '').matchAll(/\/(\w+) \d+ 0 R/g)].map(
    ([, face]) => face ?? '',
  )
  const page = texts.find((text) => text.includes(' Tf ')) ?? ''
  return [...page.matchAll(/\/(\w+) [\d.]+ Tf [^<]*<([0-9a-f]*)> Tj/g)].map(([, face = '', hex = '']) =>
    (hex.match(/.{4}/g) ?? []).map((glyph) => maps[faces.indexOf(face)]?.get(glyph) ?? '?').join(''),
  )
}
