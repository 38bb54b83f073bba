/** Files that come piece by piece into an import folder, so that a broken connection costs one piece. */
import { createHash } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { InvalidInput } from '../../science/errors.ts'
import { inTurn } from '../inTurn.ts'
import { cleanPath } from './places.ts'
import type { Places } from './places.ts'

export const uploadLimits = {
  fileBytes: 4 * 2 ** 30,
  folderBytes: 16 * 2 ** 30,
  files: 5_000,
  /** left free on the disk */
  spareBytes: 2 ** 30,
}

export interface Piece {
  /** chosen by who sends the file: pieces of two uploads of one name never come together */
  upload: string
  /** inside the folder, with forward slashes */
  path: string
  /** where in the file it begins */
  offset: number
  /** whether the file ends with it */
  last: boolean
  body: AsyncIterable<Uint8Array>
}

export interface UploadedFile {
  path: string
  bytes: number
}

/** What each folder holds, read once and kept up: a folder of thousands of files is not listed for each of them. */
const held = new Map<string, Map<string, number>>()

async function heldBy(places: Places): Promise<Map<string, number>> {
  const known = held.get(places.folder)
  if (known) return known
  const there = new Map((await uploadedFiles(places)).map(({ path, bytes }) => [path, bytes]))
  held.set(places.folder, there)
  return there
}

/** For a folder that is gone. */
export function forgetHeld({ folder }: Places): void {
  held.delete(folder)
}

/** How many bytes this file may have. @throws InvalidInput too many files */
async function room(places: Places, path: string): Promise<number> {
  const there = await heldBy(places)
  if (!there.has(path) && there.size >= uploadLimits.files)
    throw new InvalidInput('files', there.size + 1, `at most ${uploadLimits.files} files in a folder`)
  const others = [...there].reduce((sum, [name, bytes]) => (name === path ? sum : sum + bytes), 0)
  const disk = await statfs(places.folder)
  return Math.min(
    uploadLimits.fileBytes,
    uploadLimits.folderBytes - others,
    disk.bavail * disk.bsize - uploadLimits.spareBytes,
  )
}

const uploadName = /^[A-Za-z0-9-]{8,64}$/
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/**
 * Takes a piece. The last one makes the file be there, in the place of an older one of its name. A piece that is sent again (its
 * answer was lost) takes the place of what had come of it.
 * @returns how many bytes of the file have arrived
 * @throws InvalidInput too large, a bad name, a piece that does not fit on, or a full disk; what came of it is not kept
 */
export async function takePiece(places: Places, piece: Piece): Promise<number> {
  const path = cleanPath(piece.path)
  if (!uploadName.test(piece.upload))
    throw new InvalidInput('upload', piece.upload.slice(0, 80), '8 to 64 letters, digits or hyphens')
  const part = join(places.parts, `${hash(path)}-${hash(piece.upload)}.part`)
  return inTurn(part, async () => {
    await mkdir(places.parts, { recursive: true })
    if (piece.offset === 0) await clearAbandoned(places, path)
    const size = await append(places, part, { ...piece, path })
    if (piece.last) {
      await settle(places, part, path)
      held.get(places.folder)?.set(path, size)
    }
    return size
  })
}

async function append(places: Places, part: string, { path, offset, body }: Piece): Promise<number> {
  const have = offset === 0 ? 0 : await sizeOf(part)
  if (have < offset) throw new InvalidInput('offset', offset, `${have}: so many bytes have arrived`)
  const most = await room(places, path)
  const file = await open(part, offset === 0 ? 'w' : 'r+')
  let size = offset
  try {
    if (have > offset) await file.truncate(offset)
    for await (const chunk of body) {
      if (size + chunk.byteLength > most)
        throw new InvalidInput(
          'bytes',
          size + chunk.byteLength,
          `at most ${Math.max(0, most)} bytes for this file`,
        )
      const { bytesWritten } = await file.write(chunk, 0, chunk.byteLength, size)
      if (bytesWritten < chunk.byteLength) throw full(path)
      size += chunk.byteLength
    }
    return size
  } catch (error) {
    // what came of a piece that broke off is not kept: it is sent again
    await file.truncate(offset).catch(() => undefined)
    throw isFull(error) ? full(path) : error
  } finally {
    await file.close()
  }
}

function isFull(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))
  )
}

function full(path: string): InvalidInput {
  return new InvalidInput('path', path, 'a file that the disk of the server has room for: it is full')
}

const abandonedMs = 3_600_000

/** Pieces of uploads of this file that nobody went on with. */
async function clearAbandoned({ parts }: Places, path: string): Promise<void> {
  for (const name of await readdir(parts)) {
    if (!name.startsWith(hash(path))) continue
    const { mtimeMs } = await lstat(join(parts, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (mtimeMs < Date.now() - abandonedMs) await rm(join(parts, name), { force: true })
  }
}

async function settle(places: Places, part: string, path: string): Promise<void> {
  const whole = join(places.files, path)
  try {
    await mkdir(dirname(whole), { recursive: true })
    await rename(part, whole)
  } catch (error) {
    await rm(part, { force: true })
    const clash = error instanceof Error && 'code' in error && typeof error.code === 'string'
    if (clash && ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(String(error.code)))
      throw new InvalidInput(
        'path',
        path,
        'a file cannot have the name of a folder, nor a folder that of a file',
      )
    throw error
  }
}

/** A file that is gone already is no error: two browsers may remove it. @throws InvalidInput a folder, or a bad name */
export async function removeUploaded({ files }: Places, path: string): Promise<void> {
  try {
    await rm(join(files, cleanPath(path)), { force: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/EISDIR|ENOTDIR|ENOTEMPTY/.test(code))
      throw new InvalidInput('path', path.slice(0, 300), 'the path of an uploaded file, not of a folder')
    throw error
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

/** What has arrived whole, by path. */
export async function uploadedFiles({ files }: Places): Promise<UploadedFile[]> {
  const entries = await readdir(files, { recursive: true, withFileTypes: true }).catch(() => [])
  const found = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const whole = join(entry.parentPath, entry.name)
      return { path: relative(files, whole).split(sep).join('/'), bytes: await sizeOf(whole) }
    })
  return (await Promise.all(found)).sort((a, b) => (a.path < b.path ? -1 : 1))
}
