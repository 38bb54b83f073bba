/** Small JSON files of ours that say how far something is. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'

/** 16 hexadecimal digits. */
export function newId(): string {
  return randomBytes(8).toString('hex')
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text)
}

/** A JSON file of ours; null where there is none, or it is not what it should be. */
export async function readState<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Whole or not at all: what is read meanwhile is the old one. */
export async function writeState(path: string, value: unknown): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(aside, typeof value === 'string' ? value : JSON.stringify(value))
  await rename(aside, path)
}

/** What tells this folder of files from those of other servers on the same database; servers that share the folder share it. */
export async function idOfPlace(root: string): Promise<string> {
  const path = join(root, 'place')
  await mkdir(root, { recursive: true })
  const aside = `${path}.${newId()}`
  await writeFile(aside, newId())
  // whoever comes first says it
  await link(aside, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  await rm(aside)
  const id = await readFile(path, 'utf8')
  if (!isId(id)) throw new Error(`${path} is damaged; remove it.`)
  return id
}
