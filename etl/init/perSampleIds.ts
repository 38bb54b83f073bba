import { join } from 'node:path'
import { Findings } from '../findings.ts'
import { sampleFiles } from '../readers/gdcFolder.ts'
import type { DraftFile } from './draft.ts'

/** The samples of a folder of per-sample files by its companion; none when nothing says whose they are. */
export async function perSampleIds({ id, found, companions }: DraftFile): Promise<string[]> {
  const root = found.head.path.slice(0, found.head.path.length - found.path.length)
  const absolute = Object.fromEntries(
    Object.entries(companions).map(([role, path]) => [role, join(root, path)]),
  )
  if (Object.keys(absolute).length === 0) return []
  const source = { id, path: found.head.path, companions: absolute, settings: {} }
  const files = await sampleFiles(source, new Findings())
  return files?.map(({ sample }) => sample) ?? []
}
