/** `node test/bench/compareGroups.ts`: the comparison of all cells of a method, by test and cohort size. */
import { cpus } from 'node:os'
import { compareGroups } from '../../science/radiogenomics/compareGroups.ts'
import type { TestKind } from '../../science/radiogenomics/result.ts'
import { createRandom } from '../../science/stats/random.ts'
import { measure, table } from './measure.ts'

/** 22 skewed columns of shares; every fourth has no zeros, the others a quarter, a half, three quarters of them. */
function columns(patients: number): { key: string; unit: string; values: Float64Array }[] {
  const random = createRandom(20_250_001)
  return Array.from({ length: 22 }, (_, cell) => ({
    key: `cell${cell}`,
    unit: 'share',
    values: Float64Array.from({ length: patients }, () =>
      random.uniform() < (cell % 4) * 0.25 ? 0 : -0.05 * Math.log1p(-random.uniform()),
    ),
  }))
}

function comparison(patients: number, groups: number, test: TestKind): () => unknown {
  const variables = columns(patients)
  const names = Array.from({ length: groups }, (_, g) => ({ key: `g${g}`, label: `group ${g}` }))
  const assignment = Int32Array.from({ length: patients }, (_, i) => i % groups)
  return () =>
    compareGroups({
      groups: names,
      assignment,
      variables,
      test,
      permutations: 10_000,
      seed: 1,
      family: { name: 'all', members: 'all' },
    })
}

const rows = [
  measure('22 cells × 400, Wilcoxon, shift, Cliff’s δ', '15', comparison(400, 2, 'wilcoxon')),
  measure('22 cells × 36, the same, exact given the ties', '15', comparison(36, 2, 'wilcoxon')),
  measure('22 cells × 91, the same, exact where no ties', '15', comparison(91, 2, 'wilcoxon')),
  measure('22 cells × 10,000, the same', '–', comparison(10_000, 2, 'wilcoxon'), { runs: 5, warm: 1 }),
  measure('22 cells × 400, Welch, Hedges g', '15', comparison(400, 2, 'welch')),
  measure('22 cells × 400, 10,000 permutations', '100', comparison(400, 2, 'permutation'), { runs: 9 }),
  measure('22 cells × 400, 4 groups, Kruskal–Wallis, 1,000 bootstraps', '–', comparison(400, 4, 'wilcoxon'), {
    runs: 9,
  }),
  measure('22 cells × 400, 4 groups, 10,000 permutations', '–', comparison(400, 4, 'permutation'), {
    runs: 5,
  }),
]
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`)
console.log(table(rows))
