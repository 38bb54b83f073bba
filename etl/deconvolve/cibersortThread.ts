import { runCibersort } from '../../science/immune/cibersort.ts'
import type { CibersortPart, CibersortTask } from '../../science/immune/cibersort.ts'
import { createLibsvmSolver } from './libsvmSolver.ts'

// tinypool calls the default export of a worker's file
export default function share(task: CibersortTask): CibersortPart {
  return runCibersort(task, {}, createLibsvmSolver)
}
