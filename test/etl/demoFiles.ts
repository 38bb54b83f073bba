import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { generateDemo } from '../../etl/datasets/demo/generate.ts'

/** A folder with freshly generated files; plain parsing here on purpose, so that no reader of the importer vouches for itself. */
export async function demoFolder(seed?: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-demo-'))
  await generateDemo(folder, seed)
  return folder
}

export async function dropFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

export async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await filesBelow(folder))
    hash.update(`${path}\n`).update(await readFile(join(folder, path)))
  return hash.digest('hex')
}

function cells(line: string, delimiter: string): string[] {
  if (delimiter === '\t') return line.split('\t')
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)]
    .map((match) => match[2] ?? match[1] ?? '')
    .slice(0, -1)
    .concat(line.endsWith(',') ? [''] : [])
}

export interface Table {
  header: string[]
  rows: Record<string, string>[]
}

export async function table(folder: string, path: string): Promise<Table> {
  const text = await readFile(join(folder, path), 'utf8')
  const delimiter = path.endsWith('.csv') ? ',' : '\t'
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const [header = [], ...rows] = lines.map((line) => cells(line, delimiter))
  return {
    header,
    rows: rows.map((row) => {
      if (row.length !== header.length)
        throw new Error(`${path}: a row of ${row.length} under ${header.length} names`)
      return Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']))
    }),
  }
}
