import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = /\.(ts|sql|graphql)$/

const known = new Map<string, string>()

/** SHA-256 of the source tree that makes numbers, 16 digits; needs no git. Computed once per process. */
export function codeVersion(): string {
  return hashOf(['science', 'db', 'etl', 'api'])
}

/** The same of what an import runs through: while it stands, an import need not be done again. */
export function importerVersion(): string {
  return hashOf(['science', 'db', 'etl'])
}

function hashOf(rooms: readonly string[]): string {
  const name = rooms.join()
  const version = known.get(name) ?? hashOfTree(rooms)
  known.set(name, version)
  return version
}

function hashOfTree(rooms: readonly string[]): string {
  const hash = createHash('sha256')
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && sources.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  )
  for (const file of files.sort())
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n')
  return hash.digest('hex').slice(0, 16)
}
