/** Where the folders of imports from the browser lie, and names that may be used in them. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'

/** 16 hexadecimal digits. */
export function newId(): string {
  return randomBytes(8).toString('hex')
}

/** What tells this folder of import folders from those of other servers on the same database; servers that share the folder share it. */
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
  if (!/^[0-9a-f]{16}$/.test(id)) throw new Error(`${path} is damaged; remove it.`)
  return id
}

export interface Places {
  folder: string
  /** what was uploaded, as it lay where it came from */
  files: string
  /** files that are still coming */
  parts: string
  manifest: string
}

/** @throws InvalidInput not an id: it would name something else */
export function placesOf(root: string, id: string): Places {
  if (!/^[0-9a-f]{16}$/.test(id)) throw new InvalidInput('id', id, 'the id of an import folder')
  const folder = join(root, id)
  return {
    folder,
    files: join(folder, 'files'),
    parts: join(folder, 'parts'),
    manifest: join(folder, 'manifest.jsonc'),
  }
}

const deepest = 8
const longest = 200

/**
 * A path inside an import folder, checked part by part: nothing that leads out of it, is hidden, or cannot be a name.
 * @throws InvalidInput
 */
export function cleanPath(path: string): string {
  const parts = path.normalize('NFC').split('/')
  const allowed = `names of up to ${longest} bytes without control characters, ":", "\\" or a dot in front, up to ${deepest} deep`
  const good = parts.every(
    (part) =>
      part.trim() === part &&
      // controls, separators of Windows, invisible marks and lone surrogates
      /^[^\p{Cc}\p{Cf}\p{Cs}\\:*?"<>|/]+$/u.test(part) &&
      !/^\.|\.$/.test(part) &&
      Buffer.byteLength(part) <= longest,
  )
  if (!good || parts.length > deepest) throw new InvalidInput('path', path.slice(0, 300), allowed)
  return parts.join('/')
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
