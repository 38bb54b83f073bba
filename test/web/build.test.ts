import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildWeb, sourceHashes } from '../../web/build.ts'
import { builtPages } from '../world/builtPages.ts'

const root = resolve(import.meta.dirname, '../..')
const dist = join(root, 'web/dist')

describe('the build', () => {
  beforeAll(async () => {
    await builtPages()
  }, 240_000)

  const scriptsOf = (entry: string) =>
    [...readFileSync(join(dist, entry), 'utf8').matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(
      ([, path]) => path ?? '',
    )

  test('is done once and then left alone', async () => {
    expect(await buildWeb()).toBe('unchanged')
    const { pages, graphiql } = sourceHashes()
    expect(readFileSync(join(dist, '.built-from'), 'utf8')).toBe(`pages ${pages}\ngraphiql ${graphiql}\n`)
  })

  test('what the first page loads is at most 200 kB of compressed script, and nothing of GraphiQL', () => {
    const scripts = scriptsOf('index.html')
    expect(scripts.length).toBeGreaterThan(1)
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(200_000)
    for (const path of scripts) {
      expect(path).not.toContain('graphiql')
      // said by React's development build only, which a test's NODE_ENV would bring in
      expect(readFileSync(join(dist, path), 'utf8')).not.toContain('React DevTools')
    }
    expect(readFileSync(join(dist, 'index.html'), 'utf8')).not.toMatch(/https?:\/\//)
    expect(readFileSync(join(dist, 'graphiql.html'), 'utf8')).not.toMatch(/https?:\/\//)
  })

  test('has a compressed copy beside every larger text file', () => {
    const large = ['assets', 'assets/graphiql'].flatMap((folder) =>
      readdirSync(join(dist, folder))
        .filter((name) => /\.(?:js|css)$/.test(name))
        .map((name) => join(dist, folder, name))
        .filter((path) => readFileSync(path).length > 1024),
    )
    expect(large.length).toBeGreaterThan(10)
    expect(large.filter((path) => !existsSync(`${path}.gz`))).toEqual([])
  })
})

test('generated types are those of the committed contract and queries', () => {
  const run = () =>
    execFileSync(join(root, 'node_modules/.bin/graphql-codegen'), ['--config', 'web/codegen.ts', '--check'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  expect(run).not.toThrow()
}, 240_000)
