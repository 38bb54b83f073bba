/**
 * `node test/bench/statistics.ts [word]`: the rows of statistics and survival, ours and R's (statistics.R) in turn on the same numbers; only those
 * whose name has the word.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { euclideanDistances, hierarchicalClusters } from '../../science/stats/cluster.ts'
import { correlateMany } from '../../science/stats/manyCorrelations.ts'
import { rankSumMany } from '../../science/stats/manyRankSums.ts'
import { permuteMeans } from '../../science/stats/permutedMeans.ts'
import { createRandom } from '../../science/stats/random.ts'
import { cox } from '../../science/survival/cox.ts'
import { kaplanMeier } from '../../science/survival/kaplanMeier.ts'
import { logRank } from '../../science/survival/logRank.ts'
import { skewedColumns, survivalPatients } from './patients.ts'
import { measurePair, openPeer, pairedTable, type Pair, type Paired } from './peer.ts'

const n = 400
const features = skewedColumns(1500, n, 1)
const cells = skewedColumns(22, n, 2, true)
const score = skewedColumns(1, n, 3)
const genes = skewedColumns(20_000, n, 4)
const isFirst = Int8Array.from({ length: n }, (_, i) => (i < n / 2 ? 1 : 0))
const rows = skewedColumns(22, 1000, 5)
const halves = cells.map((column) => [column.subarray(0, n / 2), column.subarray(n / 2)])

const folder = mkdtempSync(join(tmpdir(), 'statistics-'))
const write = (name: string, columns: readonly Float64Array[]): void => {
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0))
  let at = 0
  for (const column of columns) {
    all.set(column, at)
    at += column.length
  }
  writeFileSync(join(folder, `${name}.f64`), all)
}

function survival(size: number): Pair[] {
  const { time, event, group, x1, x2, x3 } = survivalPatients(size)
  const covariates = Object.entries({ x1, x2, x3 }).map(([name, values]) => ({ name, values }))
  const label = size.toLocaleString('en')
  const goal = (ms: string): string => (size === 1e6 ? ms : '–')
  return [
    {
      task: `Kaplan–Meier with limits, n = ${label}, \`survfit\``,
      goal: goal('150'),
      ours: () => kaplanMeier({ time, event }),
      theirs: `survfit ${size}`,
    },
    {
      task: `log-rank, two groups, n = ${label}, \`survdiff\``,
      goal: goal('200'),
      ours: () => logRank({ time, event, group }),
      theirs: `survdiff ${size}`,
    },
    {
      task: `Cox, 3 covariates, Efron, n = ${label}, \`coxph\``,
      goal: goal('350'),
      ours: () => cox({ time, event, covariates }),
      theirs: `coxph ${size}`,
    },
  ]
}

const sizes = [1_000, 100_000, 1_000_000]
const pairs: Pair[] = [
  {
    task: '33,000 Spearman with p (1,500 × 22, n = 400), `cor.test` loop',
    goal: '50',
    ours: () => correlateMany(features, cells),
    theirs: 'spearman',
  },
  {
    task: 'the same, R’s fastest: `cor` of ranks and `pt`',
    goal: '–',
    ours: () => correlateMany(features, cells),
    theirs: 'spearman matrix',
  },
  {
    task: 'one score against 20,000 genes, Spearman with p, n = 400, `cor.test` loop',
    goal: '150',
    ours: () => correlateMany(score, genes),
    theirs: 'score',
  },
  {
    task: 'Wilcoxon + BH, 20,000 genes, n = 400, `wilcox.test` loop',
    goal: '200',
    ours: () => rankSumMany(genes, isFirst),
    theirs: 'wilcoxon',
  },
  {
    task: '10,000 permutations × 22 cells, n = 400, matrix product of shuffled labels',
    goal: '100',
    ours: () => permuteMeans(halves, 10_000, createRandom(1)),
    theirs: 'permutations',
  },
  {
    task: 'clustering 1,000 × 22, average linkage, `hclust(dist())`',
    goal: '50',
    ours: () => hierarchicalClusters(euclideanDistances(rows), 'average'),
    theirs: 'hclust',
  },
  ...sizes.flatMap(survival),
]

const word = process.argv[2] ?? ''
try {
  for (const [name, columns] of Object.entries({ features, cells, score, genes, rows })) write(name, columns)
  for (const size of sizes) write(`survival${size}`, Object.values(survivalPatients(size)))
  const peer = await openPeer(join(import.meta.dirname, 'statistics.R'), folder)
  console.log(peer ? `${peer.version}, Node ${process.version}\n` : 'R is not installed: ours alone\n')
  const measured: Paired[] = []
  for (const pair of pairs.filter(({ task }) => task.includes(word))) {
    measured.push(await measurePair(peer, pair))
    console.error(pairedTable(measured.slice(-1)).split('\n').at(-1))
  }
  console.log(pairedTable(measured))
  peer?.end()
} finally {
  rmSync(folder, { recursive: true })
}
