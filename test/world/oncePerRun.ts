import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'

const patienceMs = 200_000

/**
 * Makes something once per run of the suite, whichever test file asks first; the others wait for it.
 * @param make fills the folder it is given, which gets its name when it is whole   @returns the folder
 */
export async function oncePerRun(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const place = join(inject('runFolder'), name)
  const isFirst = await mkdir(`${place}.making`).then(
    () => true,
    () => false,
  )
  // what was made has been renamed, so its first name is free again
  if (isFirst && !existsSync(place)) await makeAt(place, make)
  for (const end = Date.now() + patienceMs; !existsSync(place); await pause(100)) {
    if (existsSync(`${place}.failed`)) throw new Error(await readFile(`${place}.failed`, 'utf8'))
    if (Date.now() > end) throw new Error(`${name} was not ready in time`)
  }
  return place
}

async function makeAt(place: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  try {
    await make(`${place}.making`)
    await rename(`${place}.making`, place)
  } catch (error) {
    await writeFile(`${place}.failed`, String(error))
    throw error
  }
}
