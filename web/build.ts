import { createHash, randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

const webFolder = import.meta.dirname
const root = resolve(webFolder, '..')
const distFolder = join(webFolder, 'dist')
const stamp = '.built-from'
const compressible = /\.(?:js|css|html|svg|json)$/

/** GraphiQL with its editor takes ten times as long as the pages, and changes rarely: each is built by its own hash. */
const parts = {
  pages: { entry: 'index.html', assets: 'assets', made: ['index.html', 'assets', 'icon.svg', 'theme.js'] },
  graphiql: { entry: 'graphiql.html', assets: 'assets/graphiql', made: ['graphiql.html', 'assets/graphiql'] },
} as const

type Part = keyof typeof parts
type Hashes = Record<Part, string>

const common = ['package-lock.json', 'api/schema.graphql', 'web/vite.config.ts', 'web/build.ts']

function belongsTo(part: Part, path: string): boolean {
  if (part === 'pages') return !/^web\/graphiql\./.test(path)
  return /^web\/(?:graphiql\.|gql\/|url\.ts$)/.test(path)
}

/** SHA-256 over names and bytes of all that goes into each part. */
export function sourceHashes(): Hashes {
  const sources = readdirSync(webFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('web/dist/'))
  // the method pages can be read in the browser too
  const methods = readdirSync(join(root, 'docs/methods')).map((name) => `docs/methods/${name}`)
  const hashOf = (part: Part) => {
    const own = [...sources, ...methods].filter((path) => belongsTo(part, path))
    const paths = new Set([...common, ...own])
    const hash = createHash('sha256')
    for (const path of [...paths].toSorted()) {
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
        .update('\0')
    }
    return hash.digest('hex')
  }
  return { pages: hashOf('pages'), graphiql: hashOf('graphiql') }
}

function stampOf(hashes: Hashes): string {
  return `pages ${hashes.pages}\ngraphiql ${hashes.graphiql}\n`
}

function builtFrom(): string {
  const path = join(distFolder, stamp)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
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

/** Vite keeps a NODE_ENV that is set already (tests set one), and React's development build is twice as large. */
async function inProduction(build: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build()
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

async function buildPart(part: Part, outDir: string): Promise<void> {
  const { build } = await import('vite')
  const { entry, assets } = parts[part]
  await build({
    configFile: join(webFolder, 'vite.config.ts'),
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: part === 'pages',
      assetsDir: assets,
      rolldownOptions: { input: join(webFolder, entry) },
    },
  })
}

function keepPart(part: Part, outDir: string): void {
  const others = part === 'pages' ? join(distFolder, parts.graphiql.assets) : null
  for (const name of parts[part].made) {
    cpSync(join(distFolder, name), join(outDir, name), { recursive: true, filter: (path) => path !== others })
  }
}

/**
 * Two builds may end at the same moment, and a server may be serving: whoever comes second leaves what is there, and the
 * folder is away only between two renames.
 */
function swapIn(fresh: string, old: string, hashes: Hashes): void {
  if (builtFrom() === stampOf(hashes)) return
  try {
    if (existsSync(distFolder)) renameSync(distFolder, old)
    renameSync(fresh, distFolder)
  } catch (error) {
    if (builtFrom() !== stampOf(hashes)) throw error
  }
}

/**
 * Builds the pages into web/dist when their sources changed since the last build; says what it did in one line.
 * Built aside and swapped in at the end: a build that was cut short never leaves half a page behind.
 */
export async function buildWeb(): Promise<'built' | 'unchanged'> {
  const hashes = sourceHashes()
  const before = builtFrom()
  if (before === stampOf(hashes)) return 'unchanged'
  const started = performance.now()
  const aside = join(root, 'node_modules/.cache', `radimmune-web-${process.pid}-${randomUUID()}`)
  mkdirSync(aside, { recursive: true })
  try {
    const fresh = join(aside, 'fresh')
    for (const part of ['pages', 'graphiql'] as const) {
      if (before.includes(`${part} ${hashes[part]}\n`)) continue
      await inProduction(() => buildPart(part, fresh))
    }
    precompress(fresh)
    for (const part of ['pages', 'graphiql'] as const) {
      if (!existsSync(join(fresh, parts[part].entry))) keepPart(part, fresh)
    }
    writeFileSync(join(fresh, stamp), stampOf(hashes))
    swapIn(fresh, join(aside, 'old'), hashes)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  console.log(`web: built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return 'built'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildWeb()
