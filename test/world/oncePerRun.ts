import { join } from 'node:path'
import { inject } from 'vitest'
import { onceAt } from './onceAt.ts'

/** Makes a folder once per run of the suite, whichever test file asks first. @returns the folder */
export async function oncePerRun(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const place = join(inject('runFolder'), name)
  await onceAt(place, make)
  return place
}
