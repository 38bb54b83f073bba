import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Source files that git knows or would take, so that a new file without a line in the map fails before its commit. */
function sourceFiles(): string[] {
  const args = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    'science',
    'db',
    'etl',
    'api',
    'web',
  ]
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(ts|tsx|css|html|graphql|json)$/.test(file))
    .filter((file) => !file.startsWith('web/gql/generated/') && !file.startsWith('db/migrations/'))
    .filter((file) => existsSync(resolve(root, file)))
}

/** A line of the map: "- `path` — reason". */
async function mapLines(): Promise<Map<string, string>> {
  const text = await readFile(resolve(root, 'docs/map.md'), 'utf8')
  return new Map(
    [...text.matchAll(/^- `([^`]+)` — (.+)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

describe('docs/map.md', () => {
  it('names every source file, and no file that is not there', async () => {
    const lines = await mapLines()
    const files = sourceFiles()
    expect(files.filter((file) => !lines.has(file))).toEqual([])
    expect([...lines.keys()].filter((file) => !existsSync(resolve(root, file)))).toEqual([])
    expect(files.length).toBeGreaterThan(100)
  })

  it('gives each file a reason of its own', async () => {
    const reasons = [...(await mapLines()).values()]
    expect(reasons.filter((reason, at) => reasons.indexOf(reason) !== at)).toEqual([])
  })
})

/** `web/url.ts` and `etl/harmonise*.ts` in a page of the docs; a folder or a name without its ending counts too. */
const path = /`((?:science|db|etl|api|web|test|docs)\/[\w./*-]+)`/g

function isThere(pattern: string): boolean {
  return globSync([pattern, `${pattern}.*`], { cwd: root }).length > 0
}

describe('what the README and the pages of docs point at', () => {
  it('is there', async () => {
    const pages = ['README.md', ...globSync('docs/{*,methods/*}.md', { cwd: root })]
    const named = await Promise.all(
      pages.map(async (page) => {
        const text = await readFile(resolve(root, page), 'utf8')
        return [...text.matchAll(path)].map((match) => ({ page, name: match[1] ?? '' }))
      }),
    )
    const gone = named.flat().filter(({ name }) => !isThere(name))
    expect(gone).toEqual([])
    expect(named.flat().length).toBeGreaterThan(100)
  })
})
