import { Tinypool } from 'tinypool'
import { computeTask, mayTakeLong } from './science.ts'
import type { ScienceInput, ScienceName, ScienceOutput, Task } from './science.ts'

export interface RunOptions {
  /** takes the work from the queue, or ends its thread */
  unwanted: AbortSignal
  /** buffers of the input that the thread takes over instead of copying them; the caller has them no longer */
  transfer?: readonly ArrayBuffer[]
}

/** Science that may take longer than a request of others can wait for runs on threads; the rest in place. */
export interface Workers {
  run<Name extends ScienceName>(
    name: Name,
    input: ScienceInput<Name>,
    options: RunOptions,
  ): Promise<ScienceOutput<Name>>
  close(): Promise<void>
}

/** Tinypool as `thread.ts` makes it: what comes back is what the named function gives. */
interface Threads {
  run<Name extends ScienceName>(
    task: Task<Name>,
    options: { signal: AbortSignal; transferList: ArrayBuffer[] },
  ): Promise<ScienceOutput<Name>>
  destroy(): Promise<void>
}

/** @param threads at most; a thread starts with the first heavy call and ends after a minute without one */
export function createWorkers(threads: number): Workers {
  const pool: Threads = new Tinypool({
    filename: new URL('thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
  })
  return {
    async run(name, input, { unwanted, transfer = [] }) {
      const task = { name, input }
      unwanted.throwIfAborted()
      if (!mayTakeLong(task)) return computeTask(task)
      return pool.run(task, { signal: unwanted, transferList: [...transfer] })
    },
    close: () => pool.destroy(),
  }
}
