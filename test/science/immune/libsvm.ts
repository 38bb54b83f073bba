import { createRequire } from 'node:module'

interface Svm {
  train: (samples: readonly (readonly number[])[], labels: readonly number[]) => void
  predictOne: (sample: readonly number[]) => number
  free: () => void
}
interface Libsvm {
  new (options: Readonly<Record<string, unknown>>): Svm
  SVM_TYPES: { NU_SVR: number }
  KERNEL_TYPES: { LINEAR: number }
}

const Svm = createRequire(import.meta.url)('libsvm-js/asm') as Libsvm

/** libsvm's own ν-SVR with a linear kernel: its weights are what it predicts of the unit vectors, less what it predicts of 0. */
export function libsvmWeights(
  x: readonly (readonly number[])[],
  y: ArrayLike<number>,
  nu: number,
  tolerance: number,
): number[] {
  const d = x[0]?.length ?? 0
  const svm = new Svm({
    type: Svm.SVM_TYPES.NU_SVR,
    kernel: Svm.KERNEL_TYPES.LINEAR,
    cost: 1,
    nu,
    tolerance,
    quiet: true,
  })
  svm.train(x, Array.from(y))
  const zero = svm.predictOne(new Array<number>(d).fill(0))
  const weights = Array.from(
    { length: d },
    (_, j) => svm.predictOne(Array.from({ length: d }, (_, k) => (k === j ? 1 : 0))) - zero,
  )
  svm.free()
  return weights
}
