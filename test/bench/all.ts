import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** `npm run bench`: every measurement of this folder, one after the other, each in a process of its own. */
// pan.ts needs a running server
const helpers = new Set(['all.ts', 'models.ts', 'measure.ts', 'patients.ts', 'peer.ts', 'pan.ts'])
/** what a measurement is run with, where once is not all */
const variants: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'release.ts': [['pglite'], ['postgres']],
  'correlateAll.ts': [['pglite'], ['postgres']],
}

let failed = 0
for (const file of readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !helpers.has(name),
))
  for (const args of variants[file] ?? [[]]) {
    console.log(`\n## ${[file, ...args].join(' ')}\n`)
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...args], {
      stdio: 'inherit',
    })
    if (status !== 0) failed += 1
  }
process.exitCode = failed > 0 ? 1 : 0
