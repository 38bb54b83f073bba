import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

const webFolder = import.meta.dirname
const root = resolve(webFolder, '..')
const distFolder = join(webFolder, 'dist')
const stamp = '.built-from'
const compressible = /\.(?:js|css|html|svg|json)$/

/** Files that decide what the build looks like, in a fixed order. */
function sourceFiles(): string[] {
  const sources = readdirSync(webFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(distFolder + '/'))
    .toSorted()
  return [...sources, join(root, 'package-lock.json'), join(root, 'api/schema.graphql')]
}

/** SHA-256 over names and bytes of all that goes into the build. */
export function sourceHash(): string {
  const hash = createHash('sha256')
  for (const path of sourceFiles()) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function builtFrom(): string | null {
  const path = join(distFolder, stamp)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

/** Compressed copies beside the files, so that the server never compresses while it answers. */
function precompress(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !compressible.test(entry.name)) continue
    const bytes = readFileSync(path)
    if (bytes.length > 1024) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 8 }))
  }
}

/** Two builds may end at the same moment; the second then finds its own result already in place. */
function swapIn(aside: string, hash: string): void {
  rmSync(distFolder, { recursive: true, force: true })
  try {
    renameSync(aside, distFolder)
  } catch (error) {
    if (builtFrom() !== hash) throw error
  }
}

/**
 * Builds the pages into web/dist when their sources changed since the last build; says what it did in one line.
 * Built aside and swapped in at the end: a build that was cut short never leaves half a page behind.
 */
export async function buildWeb(): Promise<'built' | 'unchanged'> {
  const hash = sourceHash()
  if (builtFrom() === hash) return 'unchanged'
  const started = performance.now()
  const aside = join(root, 'node_modules/.cache', `radimmune-web-${process.pid}`)
  const { build } = await import('vite')
  try {
    await build({
      configFile: join(webFolder, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: aside },
    })
    precompress(aside)
    writeFileSync(join(aside, stamp), `${hash}\n`)
    swapIn(aside, hash)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  console.log(`web: built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return 'built'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildWeb()
