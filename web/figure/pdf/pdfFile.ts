/** A PDF file put together from numbered objects. @source ISO 32000-1, 7.5 */
export class PdfFile {
  private readonly bodies: (Uint8Array<ArrayBuffer> | null)[] = []

  /** A number for an object that is written later. */
  reserve(): number {
    return this.bodies.push(null)
  }

  write(number: number, body: string): void {
    this.bodies[number - 1] = latin1(body)
  }

  add(body: string): number {
    const number = this.reserve()
    this.write(number, body)
    return number
  }

  /** @param entries further entries of the stream's dictionary */
  async addStream(content: Uint8Array<ArrayBuffer>, entries = ''): Promise<number> {
    const packed = await deflated(content)
    const number = this.reserve()
    this.bodies[number - 1] = joined([
      latin1(`<< /Length ${packed.length} /Filter /FlateDecode ${entries}>>\nstream\n`),
      packed,
      latin1('\nendstream'),
    ])
    return number
  }

  done(catalog: number, info: number): Uint8Array<ArrayBuffer> {
    const parts = [latin1('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')]
    let at = parts[0]?.length ?? 0
    const offsets = this.bodies.map((body, i) => {
      if (body === null) throw new Error(`object ${i + 1} of the PDF was never written`)
      const part = joined([latin1(`${i + 1} 0 obj\n`), body, latin1('\nendobj\n')])
      const offset = at
      parts.push(part)
      at += part.length
      return offset
    })
    const size = this.bodies.length + 1
    const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
    const trailer = `trailer\n<< /Size ${size} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${at}\n%%EOF\n`
    parts.push(latin1(`xref\n0 ${size}\n0000000000 65535 f \n${lines}${trailer}`))
    return joined(parts)
  }
}

export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

/** Any text as a PDF string: UTF-16 with its mark, in hexadecimal. */
export function textString(text: string): string {
  return `<FEFF${utf16Hex(text)}>`
}

export function utf16Hex(text: string): string {
  let hex = ''
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0')
  return hex
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** The zlib format, which is PDF's Flate. */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
