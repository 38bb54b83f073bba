/** CIBERSORT's samples and permutations shared over threads. */
import { availableParallelism } from 'node:os'
import { Tinypool } from 'tinypool'
import type { CibersortPart, CibersortTask } from '../../science/immune/cibersort.ts'

/** libsvm takes a second for a sample: smaller shares tell more often how far it is */
const shareSizes = { optimum: 24, libsvm: 2 } as const

/** Threads beside the one that answers questions. */
export const defaultThreads = Math.max(1, availableParallelism() - 1)

/** The same task with a part of its samples or permutations only. */
function shares(task: CibersortTask): CibersortTask[] {
  const empty = { ...task, samples: [], mixtures: [], drawn: [] }
  const shareSize = shareSizes[task.settings.solver]
  const parts: CibersortTask[] = []
  for (let from = 0; from < task.mixtures.length; from += shareSize)
    parts.push({
      ...empty,
      samples: task.samples.slice(from, from + shareSize),
      mixtures: task.mixtures.slice(from, from + shareSize),
    })
  for (let from = 0; from < task.drawn.length; from += shareSize)
    parts.push({ ...empty, drawn: task.drawn.slice(from, from + shareSize) })
  return parts
}

/** Tinypool as `cibersortThread.ts` makes it. */
interface Threads {
  run(task: CibersortTask, options: { signal: AbortSignal }): Promise<CibersortPart>
  destroy(): Promise<void>
}

/**
 * @param progress fits done and in all
 * @returns parts in the order of samples and permutations, for `joinCibersort`
 * @throws the signal's reason when aborted
 */
export async function runOnThreads(
  task: CibersortTask,
  {
    threads = defaultThreads,
    signal,
    progress,
  }: {
    threads?: number
    signal: AbortSignal
    progress: (done: number, total: number) => void
  },
): Promise<CibersortPart[]> {
  const pool: Threads = new Tinypool({
    filename: new URL('cibersortThread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
  })
  const total = task.mixtures.length + task.drawn.length
  let done = 0
  try {
    return await Promise.all(
      shares(task).map(async (share) => {
        const part = await pool.run(share, { signal })
        done += part.fits.length + part.nullCorrelations.length
        progress(done, total)
        return part
      }),
    )
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await pool.destroy()
  }
}
