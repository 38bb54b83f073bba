import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Refusal } from './errors.ts'
import { webStream } from './streams.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Vite puts a hash of the content into these names, so they never change. */
const hashed = /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/** made beside the files by the web build, smallest first */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

interface Found {
  path: string
  bytes: number
  encoding: string | null
}

async function fileAt(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : null
  } catch {
    return null
  }
}

async function smallest(path: string, accepted: string): Promise<Found | null> {
  const bytes = await fileAt(path)
  if (bytes === null) return null
  for (const { name, suffix } of encodings) {
    if (!accepted.includes(name)) continue
    const packed = await fileAt(`${path}${suffix}`)
    if (packed !== null) return { path: `${path}${suffix}`, bytes: packed, encoding: name }
  }
  return { path, bytes, encoding: null }
}

/** Which file of the build a path means: itself, the GraphiQL page, or the application for any address without a dot. */
function fileName(pathname: string): string {
  if (pathname === '/graphiql' || pathname === '/graphiql/') return 'graphiql.html'
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  return last.includes('.') ? pathname.slice(1) : 'index.html'
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    throw new Refusal(400, 'BAD_REQUEST', 'the address is not well formed')
  }
}

async function inside(root: string, name: string): Promise<string> {
  const missing = new Refusal(404, 'NOT_FOUND', `nothing is at /${name}`)
  if (name.includes('\0')) throw missing
  const base = await realpath(root).catch(() => null)
  if (base === null)
    throw new Refusal(503, 'UNAVAILABLE', 'the web pages are not built yet; npm start builds them')
  // resolves symbolic links too, so nothing outside the build is ever served
  const path = await realpath(join(base, name)).catch(() => null)
  if (path === null || !path.startsWith(base + sep)) throw missing
  return path
}

/** Serves the built web pages. @param root folder of the build   @throws Refusal 400, 404, 405, 503 */
export async function serveStatic(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'pages are asked for by GET')
  const name = fileName(decodedPath(new URL(request.url)))
  const path = await inside(root, name)
  const found = await smallest(path, request.headers.get('accept-encoding') ?? '')
  if (!found) throw new Refusal(404, 'NOT_FOUND', `nothing is at /${name}`)
  const immutable = name.startsWith('assets/') && hashed.test(name)
  const headers: Record<string, string> = {
    'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'content-length': String(found.bytes),
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    ...(found.encoding === null ? {} : { 'content-encoding': found.encoding }),
  }
  const body = request.method === 'HEAD' ? null : webStream(createReadStream(found.path))
  return new Response(body, { headers })
}
