import { createRandom } from '../stats/random.ts'
import { possibleFolds, stratifiedFolds } from './folds.ts'
import { crossGram, gammaOf, gramOf, kernelAt, kernelMatrix, type Gram } from './kernel.ts'
import type { FittedSupportVector, SupportVectorSpec } from './learnerTypes.ts'
import type { Sample } from './sample.ts'
import { fitSigmoid, sigmoidAt, type Sigmoid } from './sigmoid.ts'
import { solveMachine, type Machine, type Problem } from './sequentialMinimal.ts'

/** Rows above which the kernel matrix would leave the memory of a small machine. */
export const mostVectorRows = 6000

/**
 * Support vector classification with probabilities: C-SVC by sequential minimal optimisation, then Platt's sigmoid over decision values of
 * stratified five-fold cross-validation.
 * @param sample both outcomes must occur, at most 6,000 rows   @param seed decides the folds of the sigmoid
 * @source Cortes & Vapnik 1995; Fan, Chen & Lin 2005; Platt 1999   @oracle test/oracles/learners (libsvm-js on the same rows; scikit-learn SVC)
 * @differs libsvm draws unstratified folds from the C library's generator, whose state is left from the call before
 */
export function fitSupportVector(sample: Sample, spec: SupportVectorSpec, seed: number): FittedSupportVector {
  const gamma = spec.kernel === 'linear' ? 0 : gammaOf(spec.gamma, sample.columns)
  const n = sample.outcome.length
  const gram = gramOf(sample.columns, n)
  // in place: large arrays cost more to get than to fill
  const kernel = kernelMatrix(gram, spec.kernel, gamma, gram.values)
  const problem = problemOf(sample, kernel, spec.cost)
  const machine = solveMachine(problem)
  const rows = Int32Array.from({ length: n }, (_, row) => row).filter((row) => machine.weights[row] !== 0)
  return {
    kind: 'supportVector',
    kernel: spec.kernel,
    gamma,
    vectors: Array.from(rows, (row) => sample.columns.map((column) => column[row] ?? NaN)),
    weights: Array.from(rows, (row) => machine.weights[row] ?? NaN),
    intercept: machine.intercept,
    sigmoid: crossValidatedSigmoid(problem, sample.outcome, seed),
  }
}

/** The optimisation problem of a sample over its kernel matrix. */
export function problemOf(
  { outcome, weights }: Pick<Sample, 'outcome' | 'weights'>,
  kernel: Float64Array,
  cost: number,
): Problem {
  return {
    n: outcome.length,
    kernel,
    sign: Int8Array.from(outcome, (y) => (y === 1 ? 1 : -1)),
    bound: weights.map((weight) => cost * weight),
  }
}

/** Decision values of rows that the machine did not see, and the sigmoid over them. */
export function crossValidatedSigmoid(problem: Problem, outcome: Float64Array, seed: number): Sigmoid {
  const decisions = new Float64Array(problem.n)
  const folds = possibleFolds(outcome, 5)
  if (folds < 2) return fitSigmoid(decisions, outcome)
  const fold = stratifiedFolds(outcome, folds, createRandom(seed))
  for (let which = 0; which < folds; which += 1) {
    // the rows left out stay in the matrix with bound 0: copying it without them costs more than all steps of the solver
    const bound = problem.bound.map((value, row) => (fold[row] === which ? 0 : value))
    const machine = solveMachine({ ...problem, bound })
    for (let row = 0; row < problem.n; row += 1)
      if (fold[row] === which) decisions[row] = machine.decisions[row] ?? NaN
  }
  return fitSigmoid(decisions, outcome)
}

/** Decision value of each row: above 0 is outcome 1. */
export function decisionValues(
  { kernel, gamma, vectors, weights, intercept }: Omit<FittedSupportVector, 'sigmoid' | 'kind'>,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const transposed = columns.map((_, feature) =>
    Float64Array.from(vectors, (vector) => vector[feature] ?? NaN),
  )
  const products = crossGram(columns, n, transposed, vectors.length)
  const squares = (own: readonly Float64Array[], row: number): number =>
    own.reduce((sum, column) => sum + (column[row] ?? NaN) ** 2, 0)
  const ofVectors = vectors.map((_, k) => squares(transposed, k))
  return Float64Array.from({ length: n }, (_, row) => {
    const own = squares(columns, row)
    let sum = intercept
    for (let k = 0; k < vectors.length; k += 1)
      sum +=
        (weights[k] ?? 0) *
        kernelAt(kernel, gamma, products[row * vectors.length + k] ?? NaN, own + (ofVectors[k] ?? 0))
    return sum
  })
}

/** P(1) of each row. */
export function supportVectorProbabilities(
  fitted: FittedSupportVector,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  return decisionValues(fitted, columns, n).map((decision) => sigmoidAt(fitted.sigmoid, decision))
}

/** Decision values of new rows by a machine over all training rows, from inner products: what a grid shares. */
export function machineDecisions(
  { weights, intercept }: Machine,
  {
    products,
    squares,
    gram,
    kernel,
    gamma,
  }: {
    products: Float64Array
    squares: Float64Array
    gram: Gram
    kernel: SupportVectorSpec['kernel']
    gamma: number
  },
): Float64Array {
  const { n } = gram
  return Float64Array.from(squares, (own, row) => {
    let sum = intercept
    for (let j = 0; j < n; j += 1) {
      const weight = weights[j] ?? 0
      if (weight !== 0)
        sum += weight * kernelAt(kernel, gamma, products[row * n + j] ?? NaN, own + (gram.squares[j] ?? 0))
    }
    return sum
  })
}
