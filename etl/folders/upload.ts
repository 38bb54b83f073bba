/** Files that come piece by piece into an import folder, so that a broken connection costs one piece. */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { InvalidInput } from '../../science/errors.ts'
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

/**
 * Takes a piece. The last one makes the file be there, in the place of an older one of its name.
 * @returns how many bytes of the file have arrived   @throws InvalidInput too large, a bad name, or a piece that does not fit on
 */
export async function takePiece(places: Places, { path: given, offset, last, body }: Piece): Promise<number> {
  const path = cleanPath(given)
  await mkdir(places.parts, { recursive: true })
  const part = join(places.parts, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.part`)
  const have = offset === 0 ? 0 : await sizeOf(part)
  if (have !== offset) throw new InvalidInput('offset', offset, `${have}: so many bytes have arrived`)
  const most = await room(places, path)
  const file = await open(part, offset === 0 ? 'w' : 'a')
  let size = offset
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > most)
        throw new InvalidInput('bytes', size, `at most ${Math.max(0, most)} bytes for this file`)
      await file.write(chunk)
    }
  } catch (error) {
    // what came of a piece that broke off is not kept: it is sent again
    await file.truncate(offset)
    throw error
  } finally {
    await file.close()
  }
  if (last) {
    await settle(places, part, path)
    held.get(places.folder)?.set(path, size)
  }
  return size
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
