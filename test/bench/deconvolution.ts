/**
 * `node test/bench/deconvolution.ts [folder]`: deconvolution and normalisation at the sizes of the design. With a folder, its inputs are written there
 * for `Rscript test/bench/deconvolution.R <folder>`, which measures the peers on the same numbers.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { runOnThreads } from '../../etl/deconvolve/cibersortThreads.ts'
import {
  joinCibersort,
  prepareCibersort,
  runCibersort,
  type CibersortTask,
} from '../../science/immune/cibersort.ts'
import { ssgsea } from '../../science/immune/ssgsea.ts'
import type { Signature } from '../../science/immune/signature.ts'
import { createRandom } from '../../science/stats/random.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import { quantileNormalise } from '../../science/transcriptome/quantileNormalisation.ts'
import { varianceStabilise } from '../../science/transcriptome/varianceStabilisation.ts'
import { hasRealData } from '../shared.ts'
import { asSignature, readMatrix } from '../science/immune/tables.ts'
import { measure, table, type Measured } from './measure.ts'

const random = createRandom(20)
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())

/** Mixtures of the signature with noise, from infiltrated to hardly. */
function mixturesOf({ genes, profiles }: Signature, samples: number): Expression {
  const columns = Array.from({ length: samples }, () => {
    const shares = profiles.map(() => -Math.log(1 - random.uniform()))
    const total = shares.reduce((sum, share) => sum + share, 0)
    const noise = random.uniform()
    return Float64Array.from(genes, (_, gene) => {
      const signal = profiles.reduce(
        (sum, profile, cell) => sum + ((shares[cell] ?? 0) / total) * (profile[gene] ?? 0),
        0,
      )
      return signal * 2 ** (0.3 * normal()) + noise * 2 ** (6 + 2 * normal())
    })
  })
  return { genes, samples: columns.map((_, at) => `S${at + 1}`), unit: 'TPM', columns }
}

function synthetic(): Signature {
  const genes = Array.from({ length: 547 }, (_, gene) => `GENE${gene + 1}`)
  const profiles = Array.from({ length: 22 }, () =>
    Float64Array.from(genes, () => 2 ** (5 + 2 * normal() + (random.uniform() < 0.1 ? 5 : 0))),
  )
  return { name: 'synthetic', genes, cells: profiles.map((_, cell) => `C${cell + 1}`), profiles }
}

function prepared(signature: Signature, mixtures: Expression, permutations: number): CibersortTask {
  const task = prepareCibersort(mixtures, signature, { permutations })
  if ('kind' in task) throw new Error('refused')
  return task
}

/** Processor time is that of all threads. */
async function threads(title: string, goal: string, task: CibersortTask): Promise<Measured> {
  const wall: number[] = []
  const processor: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const used = process.cpuUsage()
    const start = performance.now()
    const parts = await runOnThreads(task, {
      threads: 2,
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    joinCibersort(task, parts)
    wall.push(performance.now() - start)
    const { user, system } = process.cpuUsage(used)
    processor.push((user + system) / 1000)
  }
  wall.sort((a, b) => a - b)
  return { task: title, goal, wall, processor: processor.sort((a, b) => a - b) }
}

function counts(genes: number, samples: number): Expression {
  const means = Array.from({ length: genes }, () => Math.exp(3.5 + 2 * normal()))
  const gamma = (shape: number): number => {
    // Marsaglia & Tsang
    if (shape < 1) return gamma(shape + 1) * random.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const columns = Array.from({ length: samples }, () => {
    const depth = Math.exp(0.3 * normal())
    return Float64Array.from(means, (mean) => {
      const shape = 1 / (0.1 + 2 / mean)
      const rate = (gamma(shape) / shape) * mean * depth
      // Poisson by its normal beyond 30: only the size of the task matters
      if (rate > 30) return Math.max(0, Math.round(rate + Math.sqrt(rate) * normal()))
      let [k, product] = [0, 1 - random.uniform()]
      const limit = Math.exp(-rate)
      while (product > limit) {
        k += 1
        product *= 1 - random.uniform()
      }
      return k
    })
  })
  return {
    genes: means.map((_, gene) => `G${gene + 1}`),
    samples: columns.map((_, at) => `S${at + 1}`),
    unit: 'counts',
    columns,
  }
}

function write(
  folder: string,
  name: string,
  { genes, columns }: Pick<Expression, 'genes' | 'columns'>,
): void {
  const lines = genes.map((gene, row) =>
    [gene, ...columns.map((column) => String(column[row] ?? NaN))].join('\t'),
  )
  writeFileSync(
    resolve(folder, `${name}.tsv`),
    `gene\t${columns.map((_, at) => `V${at + 1}`).join('\t')}\n${lines.join('\n')}\n`,
  )
}

const made = synthetic()
const mixed = mixturesOf(made, 400)
const wide = counts(20_000, 60)
const [folder] = process.argv.slice(2)
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true })
  write(folder, 'signature', { genes: made.genes, columns: made.profiles })
  write(folder, 'mixtures', mixed)
  write(folder, 'counts', wide)
}
const rows: Measured[] = []
const quick = { runs: 5, warm: 1 }
const references = hasRealData ? [made, asSignature('LM22', readMatrix('signatures/LM22.txt'))] : [made]
for (const reference of references) {
  const mixtures = reference === made ? mixed : mixturesOf(reference, 400)
  const bare = prepared(reference, mixtures, 0)
  const permuted = prepared(reference, mixtures, 100)
  const title = `CIBERSORT, 400 samples × ${reference.name} (547 × 22), 3 ν`
  rows.push(measure(`${title}, one thread`, '–', () => runCibersort(bare), { runs: 1, warm: 0 }))
  rows.push(await threads(`${title}, two threads with their start`, '4,000', bare))
  rows.push(await threads(`${title}, two threads, and 100 permutations`, '6,000', permuted))
}
rows.push(
  measure(
    'variance-stabilising transformation, 20,000 × 60, trend on 1,000 genes (vst)',
    '500',
    () => varianceStabilise(wide, { genes: 1000 }),
    quick,
  ),
)
rows.push(measure('the same, trend on all genes', '–', () => varianceStabilise(wide), { runs: 3, warm: 0 }))
rows.push(measure('quantile normalisation, 20,000 × 60', '–', () => quantileNormalise(wide.columns), quick))
const sets = Array.from({ length: 50 }, (_, set) => ({
  name: `set${set}`,
  genes: wide.genes.slice(set * 50, set * 50 + 50),
}))
rows.push(measure('ssGSEA, 20,000 × 60, 50 sets of 50', '–', () => ssgsea(wide, sets), quick))
console.log(table(rows))
