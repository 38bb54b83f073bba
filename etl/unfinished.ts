/**
 * Imports that were begun and not ended: a note beside the data while one runs, so that `etl import --resume` finds what a
 * power cut or a kill left undone. An import is one transaction, so to resume is to do it again; what was done is not repeated.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const noteSchema = z.strictObject({ manifestPath: z.string(), dataRoot: z.string(), begun: z.string() })
export type UnfinishedImport = z.output<typeof noteSchema>

function folderOf(dataDirectory: string): string {
  return join(dataDirectory, 'unfinished')
}

function noteName({ manifestPath, dataRoot }: Pick<UnfinishedImport, 'manifestPath' | 'dataRoot'>): string {
  const name = createHash('sha256').update(`${manifestPath}\n${dataRoot}`).digest('hex').slice(0, 16)
  return `${name}.json`
}

/** Notes that an import has begun. @returns takes the note away again, whatever came of the import */
export async function noteBegun(
  dataDirectory: string,
  job: { manifestPath: string; dataRoot: string },
): Promise<() => Promise<void>> {
  const folder = folderOf(dataDirectory)
  await mkdir(folder, { recursive: true })
  const path = join(folder, noteName(job))
  const note: UnfinishedImport = { ...job, begun: new Date().toISOString() }
  // a half-written note must not be one
  await writeFile(`${path}.${process.pid}`, JSON.stringify(note))
  await rename(`${path}.${process.pid}`, path)
  return () => rm(path, { force: true })
}

/** Imports that have a note, oldest first. */
export async function unfinishedImports(dataDirectory: string): Promise<UnfinishedImport[]> {
  const folder = folderOf(dataDirectory)
  const names = await readdir(folder).catch(() => [])
  const notes: UnfinishedImport[] = []
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const content = await readFile(join(folder, name), 'utf8').catch(() => '')
    const parsed = noteSchema.safeParse(parseJson(content))
    if (parsed.success) notes.push(parsed.data)
  }
  return notes.sort((a, b) => (a.begun < b.begun ? -1 : 1))
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
