import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import { InvalidInput } from '../../science/errors.ts'
import { computeTask, mayTakeLong } from './science.ts'
import type { Report, ScienceInput, ScienceName, ScienceOutput, Task } from './science.ts'
import type { FromThread } from './thread.ts'

export interface RunOptions {
  /** takes the work from the queue, or ends its thread */
  unwanted: AbortSignal
  /** buffers of the input that the thread takes over instead of copying them; the caller has them no longer */
  transfer?: readonly ArrayBuffer[]
  /** told of progress */
  report?: Report
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

/** Tinypool as `thread.ts` makes it. */
interface Threads {
  run<Name extends ScienceName>(
    task: Task<Name>,
    options: { signal: AbortSignal; transferList: (ArrayBuffer | MessagePort)[] },
  ): Promise<FromThread<ScienceOutput<Name>>>
  destroy(): Promise<void>
}

function answerOf<Output>(found: FromThread<Output>): Output {
  if (found.kind === 'answer') return found.answer
  // what was given is in words already
  throw new InvalidInput(found.field, { toString: () => found.given }, found.allowed)
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
    async run(name, input, { unwanted, transfer = [], report }) {
      const task = { name, input }
      unwanted.throwIfAborted()
      if (!mayTakeLong(task)) return computeTask(task, report)
      if (!report) return answerOf(await pool.run(task, { signal: unwanted, transferList: [...transfer] }))
      const { port1, port2 } = new MessageChannel()
      port1.on('message', report)
      try {
        const transferList = [...transfer, port2]
        return answerOf(await pool.run({ ...task, port: port2 }, { signal: unwanted, transferList }))
      } finally {
        port1.close()
      }
    },
    close: () => pool.destroy(),
  }
}
