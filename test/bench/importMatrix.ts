import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { spawnSync } from 'node:child_process'
import { Findings } from '../../etl/findings.ts'
import { geneMatrix } from '../../etl/readers/geneMatrix.ts'
import { writeRelease } from '../../db/release/write.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'
import { openTestDatabase } from '../db/databases.ts'

/**
 * `node test/bench/importMatrix.ts [genes] [samples] [runs] [pglite|postgres]`: a gene × sample matrix read to numbers, and stored;
 * beside R's fread and Python's polars where they are installed. The file is made first and removed after.
 */
const [genes = 60_660, samples = 424, runs = 3] = process.argv.slice(2, 5).map(Number)
const kind = process.argv[5] === 'pglite' ? 'pglite' : 'postgres'

const folder = await mkdtemp(join(tmpdir(), 'radimmune-matrix-'))
const path = join(folder, 'matrix.tsv')

async function write(): Promise<void> {
  const file = createWriteStream(path)
  const put = async (text: string) => {
    if (!file.write(text)) await new Promise<void>((resolve) => file.once('drain', resolve))
  }
  await put(`gene_id\t${Array.from({ length: samples }, (_, i) => `TCGA-${i}`).join('\t')}\n`)
  let state = 1
  for (let gene = 0; gene < genes; gene += 1) {
    const cells = Array.from({ length: samples }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      // half are zeros, as in bulk RNA; the rest have four decimals
      return state % 100 < 50 ? '0' : ((state % 1_000_000) / 1e4).toFixed(4)
    })
    await put(`ENSG${String(gene).padStart(11, '0')}.1\t${cells.join('\t')}\n`)
  }
  await new Promise<void>((resolve) => file.end(resolve))
}

function median(times: number[]): string {
  return ((times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN) / 1000).toFixed(2)
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}

/** Seconds that a peer says of itself; "not installed" otherwise. */
function peer(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : 'not installed'
}

try {
  await write()
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
  const content = expressionContent(genes, samples)
  const { db, drop } = await openTestDatabase(kind)
  let n = 0
  const stored = await timed(() => writeRelease(db, content, sampleRecord(`matrix ${(n += 1)}`))).finally(
    drop,
  )
  const fread = `t <- system.time(data.table::fread("${path}"))[["elapsed"]]; cat(sprintf("%.2f", t))`
  const polars = `import time,polars as p;s=time.time();p.read_csv("${path}",separator="\\t");print("%.2f"%(time.time()-s))`
  console.log(
    `${genes} × ${samples}, ${((await stat(path)).size / 1e6).toFixed(0)} MB, ${runs} runs, seconds (medians)`,
  )
  console.log('| raw read | read to numbers | peak memory after it, GiB | stored | R fread | polars |')
  console.log('|---|---|---|---|---|---|')
  console.log(
    `| ${raw} | ${read} | ${afterRead.toFixed(2)} | ${stored} (${kind}) | ${peer('Rscript', ['-e', fread])} | ${peer('python3', ['-c', polars])} |`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
