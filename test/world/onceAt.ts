import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

const patienceMs = 200_000

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Whether this process is the one that makes it; a lock of a process that is no more is broken. */
async function isMine(lock: string): Promise<boolean> {
  const taken = await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  )
  if (taken) return true
  const holder = await readFile(lock, 'utf8').catch(() => '')
  if (holder !== '' && !isAlive(Number(holder))) await rm(lock, { force: true })
  return false
}

async function makeAt(place: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = `${place}.making`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  await make(folder)
  await rename(folder, place)
}

/**
 * A folder that several processes want and one makes; the others wait for it.
 * @param make fills the folder it is given, which gets its name when it is whole
 */
export async function onceAt(place: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const lock = `${place}.lock`
  const end = Date.now() + patienceMs
  while (!existsSync(place)) {
    if (Date.now() > end) throw new Error(`${place} was not ready in time`)
    if (!(await isMine(lock))) {
      await pause(100)
      continue
    }
    try {
      if (!existsSync(place)) await makeAt(place, make)
    } finally {
      await rm(lock, { force: true })
    }
  }
}
