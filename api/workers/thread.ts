import { computeTask } from './science.ts'
import type { ScienceName, ScienceOutput, Task } from './science.ts'

/** A task on a thread; its progress goes through the task's own port. */
function run<Name extends ScienceName>({ port, ...task }: Task<Name>): ScienceOutput<Name> {
  try {
    return computeTask(task, (event) => port?.postMessage(event))
  } finally {
    port?.close()
  }
}

// tinypool calls the default export of a worker's file
export default run
