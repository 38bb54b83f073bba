/** Each engine: which files it takes, and how it is run. */
import { joinCibersort, prepareCibersort } from '../../science/immune/cibersort.ts'
import type { Deconvolution, Refusal } from '../../science/immune/deconvolution.ts'
import type { Signature } from '../../science/immune/signature.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import { runOnThreads } from './cibersortThreads.ts'
import type { DeconvolveJob } from './options.ts'

export interface EngineRun {
  expression: Expression
  signature: Signature
  job: DeconvolveJob
  signal: AbortSignal
  progress: (done: number, total: number) => void
}

type Engine = (run: EngineRun) => Promise<readonly Deconvolution[] | Refusal>

/** Relative shares, and with --absolute the scores of the same fits beside them. */
async function cibersort({ expression, signature, job, signal, progress }: EngineRun) {
  const { quantileNormalise, permutations, seed, p, absolute } = job
  const mode = absolute ? 'sig.score' : 'relative'
  const task = prepareCibersort(expression, signature, { quantileNormalise, permutations, seed, p, mode })
  if ('kind' in task) return task
  const parts = await runOnThreads(task, { signal, progress })
  const relative = joinCibersort({ ...task, settings: { ...task.settings, mode: 'relative' } }, parts)
  return absolute ? [relative, joinCibersort(task, parts)] : [relative]
}

export const engines: Readonly<Record<DeconvolveJob['method'], Engine>> = { cibersort }
