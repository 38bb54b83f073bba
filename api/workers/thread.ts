import { InvalidInput } from '../../science/errors.ts'
import { computeTask } from './science.ts'
import type { ScienceName, ScienceOutput, Task } from './science.ts'

/** An error loses its class between threads, and who was wrong has to be told what about. */
export type FromThread<Output> =
  { kind: 'answer'; answer: Output } | { kind: 'invalid'; field: string; given: string; allowed: string }

/** A task on a thread; its progress goes through the task's own port. */
function run<Name extends ScienceName>({ port, ...task }: Task<Name>): FromThread<ScienceOutput<Name>> {
  try {
    return { kind: 'answer', answer: computeTask(task, (event) => port?.postMessage(event)) }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const { field, given, allowed } = error
    return { kind: 'invalid', field, given, allowed }
  } finally {
    port?.close()
  }
}

// tinypool calls the default export of a worker's file
export default run
