import { readRelease } from '../../db/read/releases.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Context } from '../context.ts'

/** @throws InvalidInput no release of that id */
export async function requiredRelease(context: Context, hash: string): Promise<ReleaseRow> {
  const release = await readRelease(context.db, hash)
  if (!release) throw new InvalidInput('release', hash, 'the short id or content hash of a stored release')
  return release
}
