/**
 * `node test/bench/libsvmReplay.ts`: CIBERSORT with `solver: 'libsvm'` on every sample of the R fixtures in all four modes; how far each of 396 values is from R's.
 * Minutes, so the suite does the samples that matter (test/science/immune/cibersort.test.ts).
 */
import { createLibsvmSolver } from '../../etl/deconvolve/libsvmSolver.ts'
import { joinCibersort, prepareCibersort, runCibersort } from '../../science/immune/cibersort.ts'
import type { CibersortSettings } from '../../science/immune/cibersort.ts'
import { hasRealData } from '../shared.ts'
import { asExpression, asSignature, readMatrix } from '../science/immune/tables.ts'

const modes: readonly (readonly [string, CibersortSettings])[] = [
  ['oracle_noisy_rel_perm100_seed1', {}],
  ['oracle_noisy_qn_rel_perm100', { quantileNormalise: true }],
  ['oracle_noisy_abs_perm100', { mode: 'sig.score' }],
  ['oracle_noisy_absnosum_perm100', { mode: 'no.sumto1' }],
]
const oracle = (name: string) =>
  readMatrix(`deconvolution/cibersort-r-fixtures/fixtures/permutation_safe/${name}.tsv`)

if (!hasRealData) console.log('not run: needs the shared data')
else
  for (const [name, settings] of modes) {
    const task = prepareCibersort(
      asExpression(oracle('mixture_noisy')),
      asSignature('fixture', oracle('signature_matrix')),
      { permutations: 0, solver: 'libsvm', ...settings },
    )
    if ('kind' in task) throw new Error('refused')
    const used = process.cpuUsage()
    const result = joinCibersort(task, [runCibersort(task, {}, createLibsvmSolver)])
    const { user, system } = process.cpuUsage(used)
    const wanted = oracle(name)
    const off = result.values
      .slice(0, 22)
      .flatMap((column, cell) =>
        Array.from(column, (value, sample) => Math.abs(value - (wanted.values[cell]?.[sample] ?? NaN))),
      )
    const seconds = ((user + system) / 1e6).toFixed(1)
    console.log(
      `${name}: ${off.length} values, largest distance ${Math.max(...off)}, ${seconds} s of processor`,
    )
  }
