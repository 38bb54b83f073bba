import { expit } from '../stats/logisticLikelihood.ts'
import { createRandom } from '../stats/random.ts'
import { crossGram, gammaOf, gramOf, kernelMatrix } from './kernel.ts'
import { fitLearner, learnerProbabilities } from './learner.ts'
import type {
  BoostingSpec,
  DecisionTreeSpec,
  LearnerSpec,
  RandomForestSpec,
  SupportVectorSpec,
} from './learnerTypes.ts'
import type { Sample } from './sample.ts'
import { sigmoidAt } from './sigmoid.ts'
import { solveMachine } from './sequentialMinimal.ts'
import { crossValidatedSigmoid, machineDecisions, problemOf } from './supportVector.ts'
import { treeDepth, treeValues } from './tree.ts'
import { boostDepths, fitDecisionTree, fitForest } from './treeLearners.ts'

export interface Held {
  columns: readonly Float64Array[]
  n: number
}

/**
 * Held-out scores of every point of a grid, equal to fitting each point alone, with what points share done once: a shallower tree or one that
 * stops at larger nodes is the beginning of a larger tree, a smaller forest or a shorter boosting the beginning of a larger one, and a kernel serves every cost.
 * @param points of one kind   @param training both outcomes present, a feature at least
 * @param done called with how many points more are scored
 * @returns per point P(1) of the held rows; with `ranksOnly`, for support vector machines any increasing function of it that crosses ½ where the machine decides
 * @oracle each point fitted alone, in the tests
 */
export function gridScores(
  points: readonly LearnerSpec[],
  training: Sample,
  held: Held,
  { seed, ranksOnly, done }: { seed: number; ranksOnly: boolean; done: (points: number) => void },
): Float64Array[] {
  const scores: Float64Array[] = []
  const put = (place: number, values: Float64Array): void => {
    scores[place] = values
    done(1)
  }
  const placesOf = <Kind extends LearnerSpec['kind']>(
    kind: Kind,
  ): Placed<Extract<LearnerSpec, { kind: Kind }>>[] =>
    points.flatMap((spec, place) => (isKind(spec, kind) ? [{ spec, place }] : []))
  if (training.columns.length > 0) {
    scoreForests(placesOf('randomForest'), training, held, seed, put)
    scoreTrees(placesOf('decisionTree'), training, held, put)
    scoreBoosting(placesOf('boosting'), training, held, seed, put)
    scoreMachines(placesOf('supportVector'), training, held, { seed, ranksOnly }, put)
  }
  points.forEach((spec, place) => {
    if (scores[place]) return
    put(place, learnerProbabilities(fitLearner(spec, training, seed), held.columns, held.n))
  })
  return scores
}

interface Placed<Spec> {
  spec: Spec
  place: number
}

type Put = (place: number, values: Float64Array) => void

function isKind<Kind extends LearnerSpec['kind']>(
  spec: LearnerSpec,
  kind: Kind,
): spec is Extract<LearnerSpec, { kind: Kind }> {
  return spec.kind === kind
}

function groupedBy<Value>(items: readonly Value[], key: (item: Value) => string): Value[][] {
  return [...Map.groupBy(items, key).values()]
}

const limit = (depth: number | null): number => depth ?? Infinity
const deepest = (specs: readonly Placed<{ depth: number | null }>[]): number | null => {
  const most = Math.max(...specs.map(({ spec }) => limit(spec.depth)))
  return most === Infinity ? null : most
}
const leastSplit = (specs: readonly Placed<{ minSplit: number }>[]): number =>
  Math.min(...specs.map(({ spec }) => spec.minSplit))

/** One large forest for each size of leaf; its points differ in how far and how many of its trees are read. */
function scoreForests(
  all: readonly Placed<RandomForestSpec>[],
  training: Sample,
  { columns, n }: Held,
  seed: number,
  put: Put,
): void {
  for (const specs of groupedBy(all, ({ spec }) => String(spec.minLeaf))) {
    const minLeaf = specs[0]?.spec.minLeaf ?? 1
    const most = Math.max(...specs.map(({ spec }) => spec.trees))
    const shared = { trees: most, depth: deepest(specs), minSplit: leastSplit(specs), minLeaf }
    const trees = fitForest(training, shared, seed)
    // points that read the trees alike: no tree is deeper, or no node smaller than twice a leaf is ever split
    const depths = trees.map(treeDepth)
    const most2 = Math.max(...depths)
    const sameWay = groupedBy(
      specs,
      ({ spec }) => `${Math.min(limit(spec.depth), most2)} ${Math.max(spec.minSplit, 2 * minLeaf)}`,
    )
    for (const alike of sameWay) {
      const way = alike[0]?.spec
      if (!way) continue
      const sum = new Float64Array(n)
      const counts = new Set(alike.map(({ spec }) => spec.trees))
      trees.forEach((tree, k) => {
        const values = treeValues(tree, columns, n, { depth: limit(way.depth), minSplit: way.minSplit })
        for (let i = 0; i < n; i += 1) sum[i] = (sum[i] ?? 0) + (values[i] ?? NaN)
        if (!counts.has(k + 1)) return
        const mean = sum.map((value) => value / (k + 1))
        for (const { spec, place } of alike) if (spec.trees === k + 1) put(place, mean)
      })
    }
  }
}

function scoreTrees(
  all: readonly Placed<DecisionTreeSpec>[],
  training: Sample,
  { columns, n }: Held,
  put: Put,
): void {
  for (const specs of groupedBy(all, ({ spec }) => `${spec.criterion} ${spec.minLeaf}`)) {
    const first = specs[0]?.spec
    if (!first) continue
    const tree = fitDecisionTree(training, { ...first, depth: deepest(specs), minSplit: leastSplit(specs) })
    const most = treeDepth(tree)
    const sameWay = groupedBy(
      specs,
      ({ spec }) => `${Math.min(limit(spec.depth), most)} ${Math.max(spec.minSplit, 2 * spec.minLeaf)}`,
    )
    for (const alike of sameWay) {
      const way = alike[0]?.spec
      if (!way) continue
      const values = treeValues(tree, columns, n, { depth: limit(way.depth), minSplit: way.minSplit })
      for (const { place } of alike) put(place, values)
    }
  }
}

function scoreBoosting(
  all: readonly Placed<BoostingSpec>[],
  training: Sample,
  held: Held,
  seed: number,
  put: Put,
): void {
  const same = ({ spec }: Placed<BoostingSpec>): string =>
    [spec.rate, spec.subsample, spec.minChildWeight].join(' ')
  for (const specs of groupedBy(all, same)) {
    const first = specs[0]?.spec
    if (!first) continue
    const lengths = specs.map(({ spec: { depth, trees }, place }) => ({ depth, trees, place }))
    boostDepths({ training, held }, first, lengths, seed, ({ lengths: own, count, linear }) => {
      for (const { trees, place } of own) if (trees === count) put(place, linear.map(expit))
    })
  }
}

function scoreMachines(
  all: readonly Placed<SupportVectorSpec>[],
  training: Sample,
  held: Held,
  { seed, ranksOnly }: { seed: number; ranksOnly: boolean },
  put: Put,
): void {
  if (all.length === 0) return
  const n = training.outcome.length
  const gram = gramOf(training.columns, n)
  const products = crossGram(held.columns, held.n, training.columns, n)
  const squares = Float64Array.from({ length: held.n }, (_, row) =>
    held.columns.reduce((sum, column) => sum + (column[row] ?? NaN) ** 2, 0),
  )
  const same = ({ spec }: Placed<SupportVectorSpec>): string =>
    spec.kernel === 'linear' ? 'linear' : String(gammaOf(spec.gamma, training.columns))
  for (const specs of groupedBy(all, same)) {
    const first = specs[0]?.spec
    if (!first) continue
    const gamma = first.kernel === 'linear' ? 0 : gammaOf(first.gamma, training.columns)
    const kernel = kernelMatrix(gram, first.kernel, gamma)
    for (const alike of groupedBy(specs, ({ spec }) => String(spec.cost))) {
      const problem = problemOf(training, kernel, alike[0]?.spec.cost ?? 1)
      const decisions = machineDecisions(solveMachine(problem), {
        products,
        squares,
        gram,
        kernel: first.kernel,
        gamma,
      })
      const sigmoid = ranksOnly ? null : crossValidatedSigmoid(problem, training.outcome, seed)
      const values = decisions.map((value) => (sigmoid ? sigmoidAt(sigmoid, value) : expit(value)))
      for (const { place } of alike) put(place, values)
    }
  }
}

/** A seed for a part of a computation: the same for the same seed and part, different between parts. */
export function partSeed(seed: number, part: number): number {
  return createRandom(seed + 0x9e3779b9 * (part + 1)).uint32()
}
