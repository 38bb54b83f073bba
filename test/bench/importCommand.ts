import { spawn } from 'node:child_process'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ManifestInput } from '../../etl/manifest.ts'
import { makeDirectory, makePostgres } from '../db/databases.ts'
import { writeMatrix } from './matrixFile.ts'

/**
 * `node test/bench/importCommand.ts [genes] [samples] [pglite|postgres]`: a gene × sample matrix through the whole of `etl import`
 * (hash, read, harmonise, link, check, write), as a process of its own: seconds of wall, of processor, and its highest memory (Linux).
 */
const [genes = 60_660, samples = 424] = process.argv.slice(2, 4).map(Number)
const kind = process.argv[4] === 'postgres' ? 'postgres' : 'pglite'

const manifest: ManifestInput = {
  manifestVersion: 1,
  cohort: {
    slug: 'matrix',
    title: 'Matrix',
    description: 'A matrix of made-up values.',
    disease: 'none',
    imaging: 'none',
    simulated: true,
    licence: 'CC0',
    citations: [],
  },
  ids: 'as-is',
  specimens: 'none',
  membership: 'matrix',
  files: [
    {
      id: 'matrix',
      path: 'matrix.tsv',
      format: 'gene-matrix',
      role: 'expression',
      licence: 'CC0',
      settings: { precision: 'f4' },
    },
  ],
  layers: [
    {
      kind: 'expression',
      key: 'tpm',
      label: 'TPM',
      from: ['matrix'],
      method: 'none',
      unit: 'TPM',
      identifiers: 'ensembl',
      encoding: 'f4',
    },
  ],
}

/** Highest resident memory so far in GiB, and seconds of processor. */
async function usage(pid: number): Promise<{ gib: number; seconds: number } | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const times = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')
    return {
      gib: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 2 ** 20,
      seconds: (Number(times[11]) + Number(times[12])) / 100,
    }
  } catch {
    return null
  }
}

const folder = await makeDirectory()
const postgres = kind === 'postgres' ? await makePostgres() : null
try {
  const path = join(folder, 'matrix.tsv')
  await writeMatrix(path, genes, samples)
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  const start = performance.now()
  const cli = new URL('../../etl/cli.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [cli, 'import', join(folder, 'manifest.json'), '--data', folder], {
    env: {
      ...process.env,
      RADIMMUNE_DATA: join(folder, 'data'),
      ...(postgres ? { DATABASE_URL: postgres.url } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const seen: { gib: number; seconds: number }[] = []
  const watch = setInterval(() => {
    void usage(child.pid ?? 0).then((now) => {
      if (now !== null) seen.push(now)
    })
  }, 100)
  const code = await ended
  clearInterval(watch)
  // 3: no hash is declared
  if (code !== 3) throw new Error(`the import ended with ${code}`)
  const { gib = NaN, seconds = NaN } = seen.at(-1) ?? {}
  console.log('| matrix | database | seconds of wall | of processor | peak GiB |')
  console.log('|---|---|---|---|---|')
  console.log(
    `| ${genes} × ${samples}, ${((await stat(path)).size / 1e6).toFixed(0)} MB | ${kind} | ${((performance.now() - start) / 1000).toFixed(1)} | ${seconds.toFixed(1)} | ${gib.toFixed(2)} |`,
  )
} finally {
  await postgres?.drop()
  await rm(folder, { recursive: true, force: true })
}
