import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process has this PGlite directory open. `message` is a sentence for people. */
export class DatabaseLocked extends Error {
  readonly directory: string
  constructor(directory: string) {
    super(
      `The database in ${directory} is in use by another process; stop that process or use another directory.`,
    )
    this.name = 'DatabaseLocked'
    this.directory = directory
  }
}

/** Too little free space to open or to write. `message` is a sentence for people. */
export class DiskFull extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DiskFull'
  }
}

/**
 * Takes a directory for this process, until the function given back is called or the process ends, however it ends:
 * the operating system holds the lock (a pid file can be fooled by a reused pid). PGlite has none of its own, and two
 * processes on one directory destroy it. The mode stays `delete`: with a WAL, SQLite would share.
 * @throws DatabaseLocked
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === 5)
      throw new DatabaseLocked(directory)
    throw error
  }
  return () => {
    lock.close()
  }
}

/** PGlite hangs on a full disk, so it is not let near one. */
export interface FreeSpaceLimit {
  neededBytes?: number
  freeBytes?: (directory: string) => Promise<number>
}

const neededByDefault = 256 * 2 ** 20

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/** @throws DiskFull */
export async function checkFreeSpace(directory: string, limit: FreeSpaceLimit = {}): Promise<void> {
  const needed = limit.neededBytes ?? neededByDefault
  const free = await (limit.freeBytes ?? freeBytesOf)(directory)
  if (free >= needed) return
  const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MB`
  throw new DiskFull(
    `Only ${mebibytes(free)} are free where ${directory} is, and the database needs ${mebibytes(needed)}; nothing was written.`,
  )
}
