/** What lies in a folder: every file with what it is; folders of per-sample files count as one. */
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Head } from '../recognise/head.ts'
import { readHead } from '../recognise/head.ts'
import type { Recognised } from '../recognise/recognise.ts'
import { recognise } from '../recognise/recognise.ts'

export interface FoundFile {
  /** relative to the folder, with forward slashes */
  path: string
  head: Head
  recognised: Recognised
}

const aside =
  /^(\.|node_modules$|manifest\.jsonc?$|.*\.manifest\.jsonc?$|report\.html$|MANIFEST\.txt$|.*\.parcel$|logs$)/
const deepest = 4

/** Looks at every file once; the files are those that a person would see, in the order of their paths. */
export async function scanFolder(
  root: string,
  progress: (path: string) => void = () => undefined,
): Promise<FoundFile[]> {
  return scan(root, root, 0, progress)
}

async function scan(
  root: string,
  folder: string,
  depth: number,
  progress: (path: string) => void,
): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found: FoundFile[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (aside.test(entry.name)) continue
    const path = join(folder, entry.name)
    const shown = relative(root, path).split(sep).join('/')
    if (entry.isDirectory()) {
      const whole = await perSampleFolder(path, shown)
      if (whole) found.push(whole)
      else if (depth < deepest) found.push(...(await scan(root, path, depth + 1, progress)))
    } else if (entry.isFile()) {
      progress(shown)
      const head = await readHead(path)
      found.push({ path: shown, head, recognised: recognise(head) })
    }
  }
  return found
}

async function perSampleFolder(path: string, shown: string): Promise<FoundFile | null> {
  const head = await readHead(path)
  const recognised = recognise(head)
  return recognised.kind === 'data' ? { path: shown, head, recognised } : null
}
