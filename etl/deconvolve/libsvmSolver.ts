/** ν-support-vector regression by libsvm itself, at the tolerance that R's e1071 has by default: for those who compare with a run of R. */
import { createRequire } from 'node:module'
import type { NuSvrSolver } from '../../science/immune/nuSvr.ts'

interface Machine {
  train: (samples: readonly (readonly number[])[], labels: readonly number[]) => void
  predictOne: (sample: readonly number[]) => number
  free: () => void
}
interface Library {
  new (options: Readonly<Record<string, unknown>>): Machine
  SVM_TYPES: { NU_SVR: number }
  KERNEL_TYPES: { LINEAR: number }
}

/** where e1071 stops unless it is told otherwise */
const toleranceOfR = 1e-3

let library: Library | null = null

/** Loading it sets a listener that ends the whole process at any rejected promise: that one is taken off again. */
function loaded(): Library {
  if (library) return library
  const before = new Set(process.listeners('unhandledRejection'))
  library = createRequire(import.meta.url)('libsvm-js/asm') as Library
  for (const listener of process.listeners('unhandledRejection'))
    if (!before.has(listener)) process.off('unhandledRejection', listener)
  return library
}

/** @param x standardised signature, n × d row by row   @returns weights as R's svm() gives them: libsvm takes the same path over the same numbers */
export function createLibsvmSolver(x: Float64Array, columns: number): NuSvrSolver {
  const Svm = loaded()
  const rows = x.length / columns
  const samples = Array.from({ length: rows }, (_, i) =>
    Array.from(x.subarray(i * columns, (i + 1) * columns)),
  )
  const unit = (place: number): number[] => Array.from({ length: columns }, (_, j) => Number(j === place))
  return {
    rows,
    columns,
    solve(y, nu) {
      const svm = new Svm({
        type: Svm.SVM_TYPES.NU_SVR,
        kernel: Svm.KERNEL_TYPES.LINEAR,
        cost: 1,
        nu,
        tolerance: toleranceOfR,
        quiet: true,
      })
      try {
        svm.train(samples, Array.from(y))
        // it gives no weights; with a linear kernel they are what it predicts of the unit vectors, less what it predicts of 0
        const zero = svm.predictOne(unit(-1))
        const weights = Float64Array.from({ length: columns }, (_, j) => svm.predictOne(unit(j)) - zero)
        return { weights, iterations: NaN, hasConverged: true }
      } finally {
        svm.free()
      }
    },
  }
}
