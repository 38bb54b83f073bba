import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { spawnSync } from 'node:child_process'
import { Findings } from '../../etl/findings.ts'
import { geneMatrix } from '../../etl/readers/geneMatrix.ts'
import { writeRelease } from '../../db/release/write.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'
import { openTestDatabase } from '../db/databases.ts'
import { writeMatrix } from './matrixFile.ts'

/**
 * `node test/bench/importMatrix.ts [genes] [samples] [runs] [pglite|postgres]`: a gene × sample matrix read to numbers, and stored;
 * beside R's fread and Python's polars where they are installed. The file is made first and removed after.
 */
const [genes = 60_660, samples = 424, runs = 3] = process.argv.slice(2, 5).map(Number)
const kind = process.argv[5] === 'pglite' ? 'pglite' : 'postgres'

const folder = await mkdtemp(join(tmpdir(), 'radimmune-matrix-'))
const path = join(folder, 'matrix.tsv')

interface Times {
  wall: string
  /** of all threads of this process: what wall time comes to on a machine with nothing else to do, or less */
  processor: string
}

function median(times: number[]): string {
  return (times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN).toFixed(2)
}

async function timed(work: () => Promise<unknown>): Promise<Times> {
  const [walls, processors]: number[][] = [[], []]
  for (let run = 0; run < runs; run += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()]
    await work()
    const { user, system } = process.cpuUsage(before)
    walls?.push((performance.now() - start) / 1000)
    processors?.push((user + system) / 1e6)
  }
  return { wall: median(walls ?? []), processor: median(processors ?? []) }
}

const shown = ({ wall, processor }: Times): string => `${wall} (${processor})`

/** Seconds that a peer says of itself; "not installed" otherwise. */
function peer(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : 'not installed'
}

try {
  await writeMatrix(path, genes, samples)
  // first, as in `etl import` and the server: V8 takes half a gigabyte for a second when it optimises PGlite's largest function
  const { db, drop } = await openTestDatabase(kind)
  await pause(3000)
  const source = { id: 'matrix', path, companions: {}, settings: { precision: 'f4' } }
  const raw = await timed(() =>
    pipeline(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      new Writable({
        write: (_chunk, _encoding, done) => {
          done()
        },
      }),
    ),
  )
  const read = await timed(() => geneMatrix.read(source, new Findings(), () => undefined))
  const afterRead = process.resourceUsage().maxRSS / 2 ** 20
  const whole = await geneMatrix.read(source, new Findings(), () => undefined)
  if (whole?.shape !== 'matrix') throw new Error('the matrix was not read')
  // what is stored is what was read
  const base = expressionContent(1, samples)
  const layers = base.layers.map((layer) => ({
    ...layer,
    variables: whole.rowIds.map(
      (id) => ({ ...layer.variables[0], key: id, label: id }) as (typeof layer.variables)[number],
    ),
    columns: whole.values,
  }))
  const content = { ...base, layers }
  let n = 0
  const stored = await timed(() => writeRelease(db, content, sampleRecord(`matrix ${(n += 1)}`))).finally(
    drop,
  )
  const afterAll = process.resourceUsage().maxRSS / 2 ** 20
  const fread = `t <- system.time(data.table::fread("${path}"))[["elapsed"]]; cat(sprintf("%.2f", t))`
  const polars = `import time,polars as p;s=time.time();p.read_csv("${path}",separator="\\t");print("%.2f"%(time.time()-s))`
  console.log(
    `${genes} × ${samples}, ${((await stat(path)).size / 1e6).toFixed(0)} MB, ${runs} runs, medians of seconds of wall (of processor); ${kind}`,
  )
  console.log(
    '| raw read | read to numbers | stored | peak GiB after reading | and storing | R fread | polars |',
  )
  console.log('|---|---|---|---|---|---|---|')
  console.log(
    `| ${shown(raw)} | ${shown(read)} | ${shown(stored)} | ${afterRead.toFixed(2)} | ${afterAll.toFixed(2)} | ${peer('Rscript', ['-e', fread])} | ${peer('python3', ['-c', polars])} |`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
