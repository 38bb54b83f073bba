import { cp, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Verdict {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] }
}

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const rooms = ['science', 'db', 'etl', 'api', 'web']
const cruiser = resolve(root, 'node_modules/.bin/depcruise')

async function cruise(folder: string): Promise<Verdict> {
  const args = [cruiser, ...rooms, '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 256 * 1024 * 1024 }).catch(
    (error: unknown) => {
      if (typeof error === 'object' && error !== null && 'stdout' in error)
        return { stdout: String(error.stdout) }
      throw error
    },
  )
  return JSON.parse(stdout) as Verdict
}

const copies: string[] = []
async function copyOfTheHouse(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-layers-'))
  copies.push(folder)
  for (const room of rooms)
    await cp(join(root, room), join(folder, room), {
      recursive: true,
      filter: (path) => !path.includes('/web/dist'),
    })
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
    await cp(join(root, file), join(folder, file))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** One planted violation per rule: where it stands, what it says, which rule must name it. */
const planted: readonly [rule: string, file: string, text: string][] = [
  ['science-is-pure', 'science/stats/planted1.ts', `import 'node:fs'\n`],
  ['stats-know-no-biology', 'science/stats/planted2.ts', `import '../radiogenomics/result.ts'\n`],
  [
    'science-flows-towards-radiogenomics',
    'science/immune/planted3.ts',
    `import '../radiogenomics/result.ts'\n`,
  ],
  ['db-knows-names-only', 'db/planted4.ts', `import '../science/radiogenomics/compareGroups.ts'\n`],
  ['db-rooms-stay-apart', 'db/read/planted5.ts', `import '../app/analyses.ts'\n`],
  ['etl-writes-releases', 'etl/planted6.ts', `import '../db/read/cohorts.ts'\n`],
  ['api-reads', 'api/planted7.ts', `import '../etl/run.ts'\n`],
  ['web-draws', 'web/planted8.ts', `import '../science/errors.ts'\n`],
  ['sql-lives-in-db', 'api/planted9.ts', `import 'pg'\n`],
  ['graphql-lives-in-api', 'etl/planted10.ts', `import 'graphql'\n`],
  ['pothos-lives-in-api', 'web/planted11.ts', `import '@pothos/core'\n`],
  ['react-lives-in-web', 'api/planted12.ts', `import 'react'\n`],
  ['no-cycles', 'science/stats/planted13.ts', `import './planted14.ts'\n`],
  ['nothing-unresolved', 'science/stats/planted15.ts', `import './not-there.ts'\n`],
]

describe('who may import whom', () => {
  let verdict: Verdict
  // one look at a copy with the planted files: what is found elsewhere stands in the house itself
  beforeAll(async () => {
    const folder = await copyOfTheHouse()
    for (const [, file, text] of planted) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
    await writeFile(join(folder, 'science/stats/planted14.ts'), `import './planted13.ts'\n`)
    verdict = await cruise(folder)
  })
  afterAll(async () => {
    for (const folder of copies) await rm(folder, { recursive: true, force: true })
  })

  it('holds in the house as it stands, over every module', () => {
    const own = verdict.summary.violations.filter(({ from }) => !/\/planted\d+\.ts$/.test(from))
    expect(own.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
    expect(verdict.summary.totalCruised).toBeGreaterThan(100)
  })

  it('finds a violation of each rule when one is planted', () => {
    const found = new Set(verdict.summary.violations.map((v) => `${v.rule.name} ${v.from}`))
    for (const [rule, file] of planted) expect(found, `${rule} in ${file}`).toContain(`${rule} ${file}`)
  })

  it('has a planted violation for every rule there is', async () => {
    const config = await readFile(join(root, '.dependency-cruiser.cjs'), 'utf8')
    const names = [...config.matchAll(/name: '([a-z-]+)'|only\(\s*'([a-z-]+)'/g)].map(
      (match) => match[1] ?? match[2],
    )
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(names))
  })
})
