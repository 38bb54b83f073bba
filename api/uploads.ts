import { InvalidInput } from '../science/errors.ts'
import { Refusal } from './errors.ts'
import type { ImportFolders } from './importFolders.ts'

/** a larger file comes in several */
const pieceBytes = 16 * 1024 * 1024

const place = /^\/imports\/([^/]+)\/files\/(.+)$/

export function isUpload(url: URL): boolean {
  return url.pathname.startsWith('/imports/')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'the path is not well formed')
  }
}

/** Digits only: `Number` would take blanks and powers. */
function offsetOf(url: URL): number {
  const given = url.searchParams.get('offset') ?? '0'
  if (!/^\d{1,13}$/.test(given)) throw new Refusal(400, 'BAD_REQUEST', 'offset has to be a number of bytes')
  return parseInt(given, 10)
}

/** Never guessed: a file would be there too early, or never. */
function isLast(url: URL): boolean {
  const given = url.searchParams.get('last')
  if (given !== '1' && given !== '0') throw new Refusal(400, 'BAD_REQUEST', 'last has to be 1 or 0')
  return given === '1'
}

/**
 * Another page can send nothing here: the header makes its browser ask first, and CORS is off.
 * @throws Refusal 403, 405, 415
 */
function checkUploader(request: Request, url: URL): void {
  if (request.method !== 'PUT') throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'pieces of files are put')
  if (request.headers.get('x-radimmune') !== 'upload')
    throw new Refusal(403, 'BAD_REQUEST', 'the header x-radimmune: upload is missing')
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== url.origin)
    throw new Refusal(403, 'BAD_REQUEST', 'this is not a page of this server')
  if (request.headers.get('content-type') !== 'application/octet-stream')
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'the content type has to be application/octet-stream')
}

async function* limited(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > pieceBytes) throw new Refusal(413, 'REQUEST_TOO_LARGE', `a piece may have ${pieceBytes} bytes`)
    yield chunk
  }
}

/** `PUT /imports/<id>/files/<path>?upload=<name>&offset=<bytes>&last=<1|0>`: a piece of a file. @throws Refusal 400, 403, 405, 413, 415 */
export async function receivePiece(imports: ImportFolders, request: Request): Promise<Response> {
  const url = new URL(request.url)
  checkUploader(request, url)
  const [, id = '', path = ''] = place.exec(url.pathname) ?? []
  const last = isLast(url)
  try {
    const upload = url.searchParams.get('upload') ?? ''
    const piece = { upload, path: decoded(path), offset: offsetOf(url), last, body: limited(request.body) }
    return Response.json({ bytes: await imports.receive(id, piece) })
  } catch (error) {
    if (error instanceof InvalidInput) throw new Refusal(400, 'BAD_USER_INPUT', error.message)
    throw error
  }
}
