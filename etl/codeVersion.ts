import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const rooms = ['science', 'db', 'etl', 'api']
const sources = /\.(ts|sql|graphql)$/

let known: string | null = null

/** SHA-256 of the source tree that makes numbers, 16 digits; needs no git. Computed once per process. */
export function codeVersion(): string {
  known ??= hashOfTree()
  return known
}

function hashOfTree(): string {
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
