/** Sends files piece by piece, so that a large one shows its progress and a broken connection costs one piece. */
import type { DroppedFile } from './dropped.ts'

const pieceBytes = 8 * 1024 * 1024
const tries = 3

export interface Sent {
  /** bytes of all files that have arrived */
  bytes: number
  total: number
  /** the file that is sent now */
  path: string
}

interface Piece {
  /** of this file, this time: another tab may send one of the same name */
  upload: string
  path: string
  offset: number
  last: boolean
}

function addressOf(folder: string, { upload, path, offset, last }: Piece): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return `/imports/${folder}/files/${encoded}?upload=${upload}&offset=${offset}&last=${last ? '1' : '0'}`
}

/** `crypto.randomUUID` is there on secure pages only. */
function newUpload(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** @throws Error with the server's words */
async function sendPiece(address: string, body: ArrayBuffer, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'x-radimmune': 'upload' },
        body,
        signal,
      })
      if (response.ok) return
      const text = await response.text()
      throw new RefusedPiece(messageOf(text) ?? `the server refused a file (${response.status})`)
    } catch (error) {
      if (signal.aborted || error instanceof RefusedPiece || attempt === tries) throw error
    }
  }
}

/** A file that cannot be read, or changed since it was dragged in, would otherwise look like a broken connection. */
async function readPiece(file: File, path: string, offset: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(offset, offset + pieceBytes).arrayBuffer()
  } catch {
    throw new Error(`${path} cannot be read, or changed since it was chosen; choose it again.`)
  }
}

class RefusedPiece extends Error {}

function messageOf(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors))
      return null
    const first: unknown = body.errors[0]
    return typeof first === 'object' && first !== null && 'message' in first ? String(first.message) : null
  } catch {
    return null
  }
}

/** One file after the other. @throws Error in words, or the signal's reason */
export async function uploadFiles(
  folder: string,
  files: readonly DroppedFile[],
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): Promise<void> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  let bytes = 0
  for (const { path, file } of files) {
    const upload = newUpload()
    let offset = 0
    do {
      onSent({ bytes, total, path })
      const piece = await readPiece(file, path, offset)
      const last = offset + piece.byteLength >= file.size
      await sendPiece(addressOf(folder, { upload, path, offset, last }), piece, signal)
      offset += piece.byteLength
      bytes += piece.byteLength
    } while (offset < file.size)
  }
  onSent({ bytes, total, path: '' })
}
