/** What lies in a folder: every file with what it is; folders of per-sample files count as one. */
import { readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
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
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (depth === 0) throw error
    return null
  })
  const name = relative(root, folder).split(sep).join('/')
  if (entries === null) return [notLookedAt(folder, name, 'a folder that cannot be read')]
  if (depth > deepest && entries.length > 0)
    return [notLookedAt(folder, name, `a folder more than ${deepest} deep; put its files higher up`)]
  const found: FoundFile[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (aside.test(entry.name)) continue
    const path = join(folder, entry.name)
    const shown = relative(root, path).split(sep).join('/')
    if (entry.isDirectory()) {
      const whole = await perSampleFolder(path, shown)
      if (whole) found.push(whole)
      else found.push(...(await scan(root, path, depth + 1, progress)))
    } else if (entry.isFile()) {
      progress(shown)
      found.push(await lookedAt(path, shown))
    } else {
      const what = entry.isSymbolicLink()
        ? 'a link, which is not followed; put the file itself here'
        : 'no file (a pipe, a socket or a device)'
      found.push(notLookedAt(path, shown, what))
    }
  }
  return found
}

async function lookedAt(path: string, shown: string): Promise<FoundFile> {
  try {
    const head = await readHead(path)
    return { path: shown, head, recognised: recognise(head) }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return notLookedAt(path, shown, `a file that cannot be read (${String(error.code)})`)
  }
}

/** It is in the list nevertheless: what lies in a folder is never left out unsaid. */
function notLookedAt(path: string, shown: string, because: string): FoundFile {
  const head: Head = {
    name: basename(path),
    path,
    kind: 'other',
    tables: [],
    lines: [],
    json: null,
    files: [],
  }
  return { path: shown, head, recognised: { kind: 'unknown', because } }
}

async function perSampleFolder(path: string, shown: string): Promise<FoundFile | null> {
  const head = await readHead(path).catch(() => null)
  if (head === null) return null
  const recognised = recognise(head)
  return recognised.kind === 'data' ? { path: shown, head, recognised } : null
}
